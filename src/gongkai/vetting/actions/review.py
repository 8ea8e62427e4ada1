"""A text on its way through the steps: handed in, passed, returned, taken back; errors answered for."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from gongkai.jobs.actions import start
from gongkai.organs.access import Act, Refused, require, stood_in_for
from gongkai.organs.models import Organ, Person
from gongkai.report.readers.errors import Unreadable
from gongkai.trail.actions import record as leave_trace
from gongkai.vetting.actions.after import report_mistake
from gongkai.vetting.checking import as_data, checked, needs_worker, of_links
from gongkai.vetting.models import Chain, Correction, Decision, Override, Proof, Vetting
from gongkai.vetting.queries import chain_of, newest_of, obstacle_of_errors, unanswered
from gongkai.vetting.steps import ACTS, Gate, Stage, gates_of, key_of, name_of, urgent
from gongkai.vetting.targets import target_of

CHECK = "check_content"
State = Vetting.State


@transaction.atomic
def submit(actor: Person, record: Model, urgent_because: str = "") -> Vetting:
    """Hand in the newest version of a record. Its texts are checked at once, its files by the worker.

    An urgent one goes through what is indispensable first, the rest after publication; the reason is kept.
    """
    target = target_of(record)
    organ, version = target.organ(record), target.version(record)
    require(actor, target.edit_act, organ, timezone.localdate())
    chain = chain_of(organ)
    if chain is None:
        raise ValidationError("本机关没有设置审核流程，请由系统管理员先设置。")
    earlier = newest_of(record)
    if earlier is not None and earlier.state == State.OPEN:
        raise ValidationError(f"已经送审，正在{earlier.stage_name}。要修改的，请先撤回。")
    if earlier is not None and earlier.state == State.PASSED and earlier.version == version:
        raise ValidationError("这一版已经审核通过，不必再送审。")
    _close_late_steps(earlier)
    stages, before = urgent(chain.steps) if urgent_because.strip() else (chain.steps, len(chain.steps))
    content = target.content(record)
    vetting = Vetting(
        record_type=record._meta.label_lower,
        record_id=str(record.pk),
        organ=organ,
        title=content.title[:200],
        version=version,
        writer=actor,
        stages=stages,
        before=before,
        awaits=key_of(stages[0]),
        urgent_because=urgent_because.strip()[:300],
    )
    later = needs_worker(content)
    keep_check(vetting, complete=not later)
    if later:
        start(CHECK, actor=actor, on=vetting)
    how = "加急送审" if vetting.urgent_because else "送审"
    _trace(actor, "submit_vetting", vetting, f"{how}“{vetting}”", vetting.urgent_because)
    return vetting


def _close_late_steps(earlier: Vetting | None) -> None:
    """Steps left for after publication fall away once a newer version is handed in: they are done on that one."""
    if earlier is not None and earlier.awaits:
        earlier.awaits = ""
        earlier.save(update_fields=["awaits"])


def keep_check(vetting: Vetting, *, complete: bool) -> None:
    """Check the content and keep what was found with the vetting; without its files where they come later."""
    content = target_of(vetting.record).content(vetting.record)
    try:
        found = checked(
            content if complete else content._replace(files=()),
            vetting.organ,
            f"{vetting.record_type}:{vetting.record_id}",
            timezone.localdate(),
        )
    except Unreadable as problem:
        raise ValidationError(str(problem)) from problem
    vetting.findings, vetting.notes, vetting.lists = as_data(found), list(found.notes), found.lists[:300]
    if complete:
        vetting.findings += of_links(content)
    vetting.checked_at = timezone.now() if complete else None
    vetting.save()


@transaction.atomic
def pass_on(
    actor: Person,
    vetting: Vetting,
    gates: Iterable[str],
    remarks: str = "",
    again_because: str = "",
    proofs: Sequence[dict[str, str]] = (),
) -> Vetting:
    """Let the version pass the stage that is to be done now. All its gates must have been gone through.

    ``proofs`` are errors found on the way that need no return (``quote``, ``correction``, ``gate``).
    """
    kept, stage = _stage_to_do(actor, vetting, again_because)
    missing = [gate.label for gate in gates_of(stage) if gate not in set(gates)]
    if missing:
        raise ValidationError({"gates": f"还没有逐项核对：{'、'.join(missing)}。"})
    last = kept.reached + 1 == kept.before
    if last and (obstacle := obstacle_of_errors(kept)):
        raise ValidationError(obstacle)
    _keep_proofs(actor, kept, stage, proofs)
    _decide(
        actor,
        kept,
        stage,
        True,
        gates=[gate for gate in Gate if gate in set(gates)],
        remarks=remarks,
        again=again_because,
    )
    kept.reached += 1
    if kept.reached == kept.before:
        kept.state, kept.ended_at = State.PASSED, timezone.now()
    kept.awaits = key_of(kept.steps[kept.reached]) if kept.reached < len(kept.steps) else ""
    kept.save(update_fields=["reached", "state", "ended_at", "awaits"])
    return kept


@transaction.atomic
def send_back(
    actor: Person, vetting: Vetting, remarks: str, proofs: Sequence[dict[str, str]] = (), again_because: str = ""
) -> Vetting:
    """Return the version to its writer, who is told why. After publication it opens a correction instead."""
    kept, stage = _stage_to_do(actor, vetting, again_because)
    if not remarks.strip() and not proofs:
        raise ValidationError({"remarks": "退回须写明要改什么。"})
    _keep_proofs(actor, kept, stage, proofs)
    _decide(actor, kept, stage, False, remarks=remarks, again=again_because)
    kept.awaits = ""
    if kept.reached < kept.before:
        kept.state, kept.ended_at = State.RETURNED, timezone.now()
    else:
        wrong = remarks.strip() or "；".join(proof["quote"] for proof in proofs)
        report_mistake(actor, kept.record, wrong, source=Correction.Source.RECHECK)
    kept.save(update_fields=["state", "ended_at", "awaits"])
    return kept


@transaction.atomic
def take_back(actor: Person, vetting: Vetting, reason: str) -> Vetting:
    """Take the version back before it has passed, to change it or to give it up."""
    kept = _locked(vetting)
    require(actor, target_of(kept.record).edit_act, kept.organ, timezone.localdate())
    if kept.state != State.OPEN:
        raise ValidationError("审核已经结束，不能撤回。")
    if not reason.strip():
        raise ValidationError("撤回须写明理由。")
    kept.state, kept.awaits, kept.ended_at = State.WITHDRAWN, "", timezone.now()
    kept.save(update_fields=["state", "awaits", "ended_at"])
    _trace(actor, "take_back_vetting", kept, f"撤回“{kept}”的送审", reason)
    return kept


@transaction.atomic
def override(actor: Person, vetting: Vetting, fingerprint: str, reason: str) -> Override:
    """Answer for an error of the content check, by name and with a reason."""
    kept = _locked(vetting)
    require(actor, Act.OVERRIDE_CHECK, kept.organ, timezone.localdate())
    if kept.writer_id == actor.pk:
        raise Refused("送审的人不能放行自己稿件里的错误，请由别人放行。")
    finding: dict[str, Any] | None = next((f for f in unanswered(kept) if f["fingerprint"] == fingerprint), None)
    if finding is None:
        raise ValidationError("这处错误已经不在了，或者已经放行。")
    if len(reason.strip()) < 4:
        raise ValidationError("放行须写明理由（不少于四个字）。")
    made = Override.objects.create(
        vetting=kept,
        fingerprint=fingerprint,
        message=finding["message"][:300],
        person=actor,
        reason=reason.strip()[:300],
    )
    summary = f"放行“{kept}”内容检查的错误（{finding['rule']}）"
    _trace(actor, "override_check", kept, summary, reason, {"rule": finding["rule"], "fingerprint": fingerprint})
    return made


def _stage_to_do(actor: Person, vetting: Vetting, again_because: str) -> tuple[Vetting, Stage]:
    """The vetting, locked, and its stage, for somebody who may do all its steps and is not the one before."""
    kept = _locked(vetting)
    stage = kept.stage
    if stage is None:
        raise ValidationError("现在没有要审的步骤，可能别人已经审过，请刷新页面。")
    for step in stage:
        require(actor, ACTS[step], kept.organ, timezone.localdate())
    if kept.version != target_of(kept.record).version(kept.record) and kept.state == State.OPEN:
        raise ValidationError("送审以后内容又有改动，请退给送审人撤回，重新送审。")
    _not_twice(actor, kept, again_because)
    return kept, stage


def _not_twice(actor: Person, vetting: Vetting, again_because: str) -> None:
    """Four eyes: nobody reviews what they wrote or what they have just reviewed, unless the body allows it with a reason."""
    before = vetting.decisions.last()
    own = vetting.writer_id == actor.pk
    if not own and (before is None or before.person_id != actor.pk):
        return
    chain = Chain.objects.filter(organ=vetting.organ).first()
    who = "这是您自己送审的稿件" if own else "上一步就是您审的"
    if chain is None or not chain.repeat_allowed:
        raise Refused(f"{who}，请由别人审。")
    if len(again_because.strip()) < 4:
        raise ValidationError({"again_because": f"{who}，仍由您审须写明理由（不少于四个字）。"})


def _decide(
    actor: Person, vetting: Vetting, stage: Stage, passed: bool, *, remarks: str, again: str, gates: Sequence[str] = ()
) -> None:
    stood = next(filter(None, (stood_in_for(actor, ACTS[s], vetting.organ, timezone.localdate()) for s in stage)), None)
    Decision.objects.create(
        vetting=vetting,
        stage=vetting.reached,
        steps=list(stage),
        person=actor,
        stood_in_for=stood,
        passed=passed,
        gates=list(gates),
        remarks=remarks.strip()[:1000],
        again_because=again.strip()[:300],
    )
    deputy = f"（代{stood}）" if stood else ""
    summary = f"{name_of(stage)}{deputy}{'通过' if passed else '退回'}“{vetting}”"
    _trace(actor, "pass_vetting" if passed else "return_vetting", vetting, summary, remarks or again)


def _keep_proofs(actor: Person, vetting: Vetting, stage: Stage, proofs: Sequence[dict[str, str]]) -> None:
    for proof in proofs:
        entry = Proof(vetting=vetting, steps=list(stage), found_by=actor, **proof)
        entry.full_clean(exclude=["vetting", "found_by"])
        entry.save()


def void(record: Model, organ: Organ) -> None:
    """What was passed before something was taken down does not let it be put back: it has to be vetted again."""
    passed = Vetting.objects.filter(record_type=record._meta.label_lower, record_id=str(record.pk), organ=organ)
    passed.filter(state=State.PASSED).update(state=State.SPENT, awaits="")


def _locked(vetting: Vetting) -> Vetting:
    return Vetting.objects.select_for_update(of=("self",)).select_related("organ", "writer").get(pk=vetting.pk)


def _trace(
    actor: Person, act: str, vetting: Vetting, summary: str, reason: str = "", data: dict[str, Any] | None = None
) -> None:
    """The trace stands on the vetting and, so that it is found there too, names the record."""
    named = {"record": f"{vetting.record_type}:{vetting.record_id}", "version": vetting.version, **(data or {})}
    leave_trace(actor, act, vetting, summary[:500], organ=vetting.organ, reason=reason[:500], data=named, public=False)
