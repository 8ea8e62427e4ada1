"""The buttons of a report's page."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import escape
from django.views.decorators.http import require_POST

from gongkai.annual.actions import publish_report
from gongkai.annual.actions.checking import look_through
from gongkai.annual.actions.freezing import freeze
from gongkai.annual.actions.handing import hand_up, receive, return_report
from gongkai.annual.actions.passing import pass_on, send, send_back, sign, take_up_again
from gongkai.annual.actions.writing import begin, restore
from gongkai.annual.manuscripts import Basis, Manuscript, PreCheck, Submission
from gongkai.annual.models import Report
from gongkai.desk.annual.frame import Asked, asked
from gongkai.desk.annual.year import show, submissions
from gongkai.desk.frame import person_of
from gongkai.organs.models import Person
from gongkai.trail.actions import Changed, require_unchanged

Given = Mapping[str, str]


def _freeze(actor: Person, on: Asked, given: Given) -> str:
    basis = on.manuscript.basis if on.manuscript else given.get("basis", Basis.LEDGER)
    freeze(actor, on.organ, on.year, given.get("reason", ""), Basis(basis) if basis in Basis.values else Basis.LEDGER)
    return "数据已冻结。以后台账有变化，会在这里列出差异，不会悄悄改变报告。"


def _begin(actor: Person, on: Asked, given: Given) -> str:
    basis = given.get("basis", Basis.LEDGER)
    if basis not in Basis.values:
        raise ValidationError("请选择数的来源。")
    begin(actor, on.organ, on.year, basis=Basis(basis), from_last_year=given.get("start") == "last")
    return "已开始编写。表格和正文里的数由台账给出，您补写其余的文字。"


def _manuscript(on: Asked) -> Manuscript:
    if on.manuscript is None:
        raise ValidationError("报告还没有开始编写。")
    return on.manuscript


def _report(on: Asked) -> Report:
    report = _manuscript(on).report
    if report is None:
        raise ValidationError("报告还没有送审。")
    return report


def _submission(on: Asked) -> Submission:
    found: Submission | None = submissions(on.organ, on.year).first()
    if found is None:
        raise ValidationError("报告还没有报送。")
    return found


def _send(actor: Person, on: Asked, given: Given) -> str:
    report = send(actor, _manuscript(on)).report
    errors = report.errors if report else 0
    return "已送审。" + (f"还有 {errors} 处错误，审核的人会看到。" if errors else "没有错误。")


def _publish(actor: Person, on: Asked, given: Given) -> str:
    publish_report(actor, _report(on), given.get("reason", ""))
    return "已发布，公众现在可以在门户上看到，并可下载 Word、PDF 和数据。"


def _pass(actor: Person, on: Asked, given: Given) -> str:
    pass_on(actor, _manuscript(on), given.get("remark", ""))
    return "已审核通过，等签发人签发。"


def _back(actor: Person, on: Asked, given: Given) -> str:
    send_back(actor, _manuscript(on), given.get("remark", ""))
    return "已退回修改，编写的人会看到您的意见。"


def _sign(actor: Person, on: Asked, given: Given) -> str:
    sign(actor, _manuscript(on), given.get("remark", ""))
    return "已签发，可以发布和报送。"


def _again(actor: Person, on: Asked, given: Given) -> str:
    take_up_again(actor, _manuscript(on), given.get("remark", ""))
    return "可以重新编写了。已发布的仍是原来的版本，新版本发布后才代替它。"


def _restore(actor: Person, on: Asked, given: Given) -> str:
    number = given.get("version", "")
    restore(actor, _manuscript(on), int(number) if number.isdecimal() else 0)
    return f"已把第 {number} 版恢复为最新版本。"


def _hand_up(actor: Person, on: Asked, given: Given) -> str:
    made = hand_up(actor, _report(on))
    return f"已报送“{made.to}”，等待接收。报送后内容锁定，上级退回才能修改。"


def _receive(actor: Person, on: Asked, given: Given) -> str:
    receive(actor, _submission(on))
    return "已接收。"


def _return(actor: Person, on: Asked, given: Given) -> str:
    return_report(actor, _submission(on), given.get("remarks", ""))
    return "已退回，填报单位会看到您的意见，可以修改后重新报送。"


def _look(actor: Person, on: Asked, given: Given) -> str:
    check = PreCheck.objects.filter(organ=on.organ, year=on.year).order_by("-quarter").first()
    if check is None:
        raise ValidationError("这个年度还没有作过预检。")
    look_through(actor, check)
    return "已记下您看过这次预检，它不再列在首页。"


_ACTS: Mapping[str, Callable[[Person, Asked, Given], str]] = {
    "freeze": _freeze,
    "begin": _begin,
    "send": _send,
    "pass": _pass,
    "back": _back,
    "sign": _sign,
    "publish": _publish,
    "again": _again,
    "restore": _restore,
    "hand-up": _hand_up,
    "receive": _receive,
    "return": _return,
    "look": _look,
}


@require_POST
def act(request: HttpRequest, organ: int, year: int, name: str) -> HttpResponse:
    """Do one of them, or say why not, with what was typed still there. Nobody acts on a page that is no longer so."""
    if name not in _ACTS:
        raise Http404
    on = asked(request, organ, year)
    given = {key: str(text) for key, text in request.POST.items()}
    try:
        with transaction.atomic():
            if on.manuscript is not None and given.get("seen", "").isdecimal():
                require_unchanged(on.manuscript, int(given["seen"]))
            sentence = _ACTS[name](person_of(request), on, given)
    except (Changed, ValidationError) as error:
        text = "".join(error.messages) if isinstance(error, ValidationError) else f"{error}请核对后再办。"
        messages.error(request, escape(text))
        return show(request, asked(request, organ, year), given)
    messages.success(request, escape(sentence))
    return redirect("desk_annual_write" if name in ("begin", "restore") else "desk_annual_year", organ, year)
