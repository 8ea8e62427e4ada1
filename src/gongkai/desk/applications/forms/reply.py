"""The reply: drafted part by part, reviewed, checked, signed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.applications import telling
from gongkai.applications.actions import correspondence, decision, redacting
from gongkai.applications.actions.correspondence import Preview
from gongkai.applications.models import Application, CaseFile
from gongkai.applications.parts import Part
from gongkai.desk.applications.forms.base import StepForm, line, text
from gongkai.desk.applications.wording import decision_choices, row_said
from gongkai.law.letters import letters
from gongkai.law.outcomes import outcomes, together
from gongkai.organs.models import Person

PARTS_AT_MOST = 12
_PART = ("outcome", "subject", "reasons", "details", "basis")


class Draft(StepForm):
    """The reply part by part, with its letter. ``parts`` is how many parts the form has."""

    kind, day, button = "draft", "拟稿日期", "拟定答复"
    after = "答复送审：需要合法性审核的，由审核人审核后，再由负责人签发。拟稿人不能审核、签发自己的稿子；重新拟稿后，原来的审核意见作废。"
    row = forms.ChoiceField(label="年报列入", required=False)
    letter_of = forms.ModelChoiceField(
        label="答复文书（已在案卷中）",
        queryset=CaseFile.objects.none(),
        required=False,
        empty_label="上传新的，或者由平台生成",
    )
    file = forms.FileField(
        label="答复文书（上传）", required=False, help_text="Word 或 PDF；不选也不上传的，由平台按模板生成。"
    )
    parts = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=PARTS_AT_MOST, initial=1)

    def prepare(self) -> None:
        """Fields for each part; where a draft is there, begin from it."""
        drafted = self.case.notes.get("draft")
        stored = drafted.data["parts"] if drafted else redacting.parts_of(self.application)
        self.initial.setdefault("parts", max(len(stored), 1))
        self.initial = {**_as_typed(stored), **self.initial}
        for number in range(1, self.count + 1):
            self.fields.update(_fields(number))
        self._offer_rows()
        files: Any = self.fields["letter_of"]
        kinds = {outcome.letter for outcome in outcomes().values()}
        files.queryset = self.application.files.filter(kind__in=kinds)
        files.label_from_instance = lambda file: (
            f"《{letters()[file.kind].name}》{file.number}（{file.added_at:%m-%d %H:%M}）"
        )

    @property
    def count(self) -> int:
        """How many parts there are."""
        given = str(self.data.get("parts", "") if self.is_bound else self.initial.get("parts", ""))
        return min(max(int(given), 1), PARTS_AT_MOST) if given.isdecimal() else 1

    @property
    def sections(self) -> Iterator[list[Any]]:
        """The fields of each part, for the page."""
        for number in range(1, self.count + 1):
            yield [self[f"{name}_{number}"] for name in _PART]

    @property
    def rest(self) -> list[Any]:
        """The fields that are not of a part."""
        return [self[name] for name in ("on", "row", "letter_of", "file")]

    def _offer_rows(self) -> None:
        rows = {row for outcome in outcomes().values() for row in outcome.alternatives}
        field: Any = self.fields["row"]
        field.choices = [("", "按处理结果（通行口径）"), *((row, row_said(row)) for row in sorted(rows))]

    @property
    def may_look(self) -> bool:
        """It can."""
        return True

    @property
    def decided(self) -> list[Part]:
        """The parts as they were typed."""
        return [_part(self.typed, number) for number in range(1, self.count + 1)]

    @property
    def letter_kind(self) -> str:
        """The letter of what the parts come to."""
        try:
            return outcomes()[together(part.outcome for part in self.decided).key].letter
        except ValueError as error:
            raise ValidationError(f"{error}。") from error

    def look(self, actor: Person) -> Preview:
        """The reply as it would be."""
        typed = self.typed
        return correspondence.preview(actor, self.application, self.letter_kind, typed["on"], self.decided)

    def act(self, actor: Person) -> Application:
        """Draft."""
        typed, parts, kind = self.typed, self.decided, self.letter_kind
        paper = self.kept(actor, kind) or typed["letter_of"]
        if paper is None:
            paper = correspondence.write(actor, self.application, kind, typed["on"], parts).file
        return decision.draft(actor, self.application, typed["on"], parts, paper, typed["row"])


def _fields(number: int) -> dict[str, forms.Field]:
    return {
        f"outcome_{number}": forms.ChoiceField(label="处理结果", choices=[("", "请选择"), *decision_choices()]),
        f"subject_{number}": text("针对的内容", "这一部分答复的是申请中的哪些信息。", rows=2),
        f"reasons_{number}": text(
            "理由", "不予公开、无法提供、不予处理的，须说明理由（条例第三十六条）。", required=False
        ),
        f"details_{number}": text(
            "须告知的事项", "获取途径、负责的机关及联系方式、此前答复的编号等，依处理结果而定。", required=False, rows=2
        ),
        f"basis_{number}": line(
            "依据", "空着即用处理结果自己的条文；几条的用顿号分开，例如：条例第十六条第二款。", required=False
        ),
    }


def _part(typed: Mapping[str, Any], number: int) -> Part:
    own = {name: typed[f"{name}_{number}"].strip() for name in _PART}
    basis = tuple(words for words in re.split(r"[、；;，,\s]+", own.pop("basis")) if words)
    return Part(**own, basis=basis)


def _as_typed(stored: list[dict[str, Any]]) -> dict[str, str]:
    """The parts of a draft as the form has them."""
    return {
        f"{name}_{number}": "、".join(part[name]) if name == "basis" else part[name]
        for number, part in enumerate(stored, 1)
        for name in _PART
        if name in part
    }


class JointReview(StepForm):
    """What the units reviewing together say."""

    kind, day = "joint_review", "联审日期"
    after = "联审意见记入案卷；没有通过的，修改后重新拟稿。"
    agrees = forms.TypedChoiceField(
        label="联审结果", choices=[("1", "通过"), ("0", "不通过，退回修改")], coerce=lambda given: given == "1"
    )
    opinion = text("联审意见")

    def act(self, actor: Person) -> Application:
        """Record it."""
        typed = self.typed
        return decision.joint_review(actor, self.application, typed["on"], typed["opinion"], agrees=typed["agrees"])


class LegalityCheck(StepForm):
    """The legality check."""

    kind, day = "legality_check", "审核日期"
    after = "通过的，送负责人签发；不通过的，退回拟稿人修改。"
    passed = forms.TypedChoiceField(
        label="审核结果", choices=[("1", "通过"), ("0", "不通过，退回修改")], coerce=lambda given: given == "1"
    )
    opinion = text("审核意见", "处理结果、依据、救济告知和日期是否正确。")

    def act(self, actor: Person) -> Application:
        """Record it."""
        typed = self.typed
        return decision.check_legality(actor, self.application, typed["on"], typed["opinion"], passed=typed["passed"])


class Sign(StepForm):
    """The signature."""

    kind, day, button = "reply", "签发日期", "签发"
    after = "文书以签发之日为落款日期，编号不变，随即排成 PDF；状态变为“已作出答复，待送达”。签发不能撤销；发现错误的，另行更正。"
    override = text("文书有错误仍然签发的理由", "检查没有错误的不填；姓名和理由留痕。", required=False, rows=2)

    def prepare(self) -> None:
        """Ask for a reason only where the letter has errors."""
        drafted = self.case.notes.get("draft")
        written = self.application.letters.filter(file=drafted.data["letter"]).first() if drafted else None
        if written is None or not written.errors:
            del self.fields["override"]

    def act(self, actor: Person) -> Application:
        """Sign."""
        return decision.sign(actor, self.application, self.typed["on"], self.typed.get("override", ""))


class CorrectRecord(StepForm):
    """The requester's own record is corrected."""

    kind, day, button, letter = "correct_record", "更正之日", "更正并告知", True
    after = "状态变为“已作出答复，待送达”；更正本人信息的申请不列入年报附表三（条例第四十一条）。"
    corrected = text("更正的内容")

    def telling(self, actor: Person) -> dict[str, Any]:
        """What was corrected."""
        return telling.closed("record_corrected", self.typed["corrected"])

    def act(self, actor: Person) -> Application:
        """Correct."""
        paper = self.kept(actor)
        if paper is None:
            raise ValidationError({"file": "请上传《更正告知书》，或者由平台生成。"})
        return decision.correct_record(actor, self.application, self.typed["on"], self.typed["corrected"], paper)
