"""Clean-up rounds (half-yearly in most bodies): what is outdated is listed, gone over by people, taken down together.

Each record is taken down by its room's own act, with its trace and its tomb; the round can be undone as a whole.
"""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.jobs.actions import start
from gongkai.jobs.progress import Progress
from gongkai.organs.access import Act, Refused, require
from gongkai.organs.models import Organ, Person
from gongkai.trail.actions import record as leave_trace
from gongkai.vetting.models import CleanUp
from gongkai.vetting.targets import TARGETS, record_of

CLEAN = "clean_up"
MOST = 5_000
"""Records of one round; what is more comes into the next."""
State = CleanUp.State


@transaction.atomic
def prepare(actor: Person, organ: Organ, older_than: dt.date) -> CleanUp:
    """List what was published before the day; nothing happens to it yet."""
    require(actor, Act.ANSWER_CORRECTION, organ, timezone.localdate())
    if older_than >= timezone.localdate():
        raise ValidationError({"older_than": "请选今天以前的日期。"})
    items = [
        {"type": kind, "id": str(record.pk), "title": str(record), "on": str(record.published_on), "chosen": True}
        for kind, target in TARGETS.items()
        if target.cleaning is not None
        for record in target.cleaning.dated(organ, older_than)[:MOST]
    ]
    if not items:
        raise ValidationError({"older_than": "这一天以前没有发布过一般信息，不用清理。"})
    round_ = CleanUp.objects.create(organ=organ, older_than=older_than, items=items, made_by=actor)
    leave_trace(actor, "prepare_clean_up", round_, f"提出{round_}，{len(items)} 条", organ=organ, public=False)
    return round_


@transaction.atomic
def choose(actor: Person, round_: CleanUp, chosen: Collection[str]) -> CleanUp:
    """Keep what was not chosen out of the round; ``chosen`` are keys such as ``disclosure.document:12``."""
    kept = _locked(round_)
    require(actor, Act.ANSWER_CORRECTION, kept.organ, timezone.localdate())
    if kept.state != State.PREPARED:
        raise ValidationError("已经清理过，清单不能再改。")
    for item in kept.items:
        item["chosen"] = key_of(item) in chosen
    kept.save(update_fields=["items"])
    count = sum(item["chosen"] for item in kept.items)
    leave_trace(actor, "choose_clean_up", kept, f"核对{kept}：清理 {count} 条", organ=kept.organ, public=False)
    return kept


@transaction.atomic
def order(actor: Person, round_: CleanUp, *, undo: bool = False) -> CleanUp:
    """Have the round done, or undone, in the background. The one who signs orders it, not the one who listed it."""
    kept = _locked(round_)
    require(actor, Act.PUBLISH_DOCUMENT, kept.organ, timezone.localdate())
    if kept.state != (State.DONE if undo else State.PREPARED):
        raise ValidationError("这一批现在不能这样办，请刷新页面。")
    if kept.made_by_id == actor.pk and not undo:
        raise Refused("清单是您提出的，请由别人核对后清理。")
    if not undo and not any(item["chosen"] for item in kept.items):
        raise ValidationError("清单里没有选中的信息。")
    kept.state = State.UNDONE if undo else State.DONE
    kept.done_at = kept.done_at if undo else timezone.now()
    kept.save(update_fields=["state", "done_at"])
    act, said = ("undo_clean_up", "撤销") if undo else ("do_clean_up", "执行")
    leave_trace(actor, act, kept, f"{said}{kept}", organ=kept.organ, public=False)
    start(CLEAN, actor=actor, on=kept, undo=undo)
    return kept


def carry_out(job: Progress, round_: CleanUp, actor: Person, *, undo: bool) -> int:
    """Take down, or bring back, one record after another; each is a step of its own. How many were."""
    chosen = [number for number, item in enumerate(round_.items) if item["chosen"]]
    for done, number in enumerate(chosen[job.done :], job.done + 1):
        with job.step(done, len(chosen), f"{done} / {len(chosen)}"):
            round_.items[number]["said"] = _one(round_, actor, round_.items[number], undo=undo)
            round_.save(update_fields=["items"])
    return sum(1 for number in chosen if not round_.items[number].get("said"))


def _one(round_: CleanUp, actor: Person, item: dict[str, Any], *, undo: bool) -> str:
    """What stood in the way of one record; empty where it was done."""
    cleaning = TARGETS[item["type"]].cleaning
    try:
        record = record_of(item["type"], item["id"])
        if cleaning is not None:
            with transaction.atomic():
                act = cleaning.bring_back if undo else cleaning.take_down
                act(actor, record, f"{'撤销' if undo else ''}定期清理（第{round_.pk}批）")
    except (ValidationError, Refused) as problem:
        return "".join(problem.messages) if isinstance(problem, ValidationError) else str(problem)
    except ObjectDoesNotExist:
        return "已经不在了"
    return ""


def key_of(item: dict[str, Any]) -> str:
    """How a form names an item of the list."""
    return f"{item['type']}:{item['id']}"


def _locked(round_: CleanUp) -> CleanUp:
    return CleanUp.objects.select_for_update(of=("self",)).select_related("organ").get(pk=round_.pk)
