"""What the page of a record shows of its vetting, and how it is handed in from there."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.frame import person_of
from gongkai.organs.access import organs_for, refusal
from gongkai.organs.models import Person
from gongkai.vetting.actions.review import submit
from gongkai.vetting.models import Tomb
from gongkai.vetting.queries import chain_of, newest_of, obstacle_to_publication
from gongkai.vetting.targets import TARGETS, target_of


def side(record: Any, person: Person, on: dt.date) -> dict[str, object]:
    """The state of its vetting; empty where the body has set no chain."""
    chain = chain_of(record.organ)
    always: dict[str, object] = {"record_type": record._meta.label_lower, "grounds": Tomb.Ground.choices}
    if chain is None:
        return always
    vetting, target = newest_of(record), target_of(record)
    current = vetting is not None and vetting.version == target.version(record)
    open_ = vetting is not None and vetting.state == "open"
    passed = vetting is not None and vetting.state == "passed" and current
    changed = record.has_unpublished_changes or not record.live
    return {
        "chain": chain,
        "vetting": vetting,
        "vetting_stale": vetting is not None and not current and vetting.state in ("open", "passed") and changed,
        "may_submit": changed
        and not open_
        and not passed
        and refusal(person, target.edit_act, record.organ, on) is None,
        "vetting_obstacle": obstacle_to_publication(record, record.organ) if changed else None,
        **always,
    }


@require_POST
def submit_page(request: HttpRequest) -> HttpResponse:
    """Hand a record in."""
    target = TARGETS.get(request.POST.get("record_type", ""))
    key = request.POST.get("record_id", "")
    if target is None or not key.isdecimal():
        raise Http404
    person, on = person_of(request), timezone.localdate()
    record = target.model()._default_manager.filter(pk=key, organ__in=organs_for(person, target.edit_act, on)).first()
    if record is None:
        raise Http404
    try:
        vetting = submit(person, record, request.POST.get("urgent_because", ""))
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    else:
        found = (
            f"内容检查发现 {len(vetting.findings)} 处，请先看一看。" if vetting.findings else "内容检查没有发现问题。"
        )
        messages.success(request, f"已送审，下一步是{vetting.stage_name}。{found}")
        return redirect("desk_vetting", pk=vetting.pk)
    return redirect(target.address, pk=record.pk)
