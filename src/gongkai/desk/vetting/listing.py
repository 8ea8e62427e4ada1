"""The lists: vettings, the proof-reading ledger."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.desk.frame import require_somewhere
from gongkai.desk.listing import Exported, Filters, Listing, one_of
from gongkai.organs.access import Act
from gongkai.ui.templatetags.gongkai import day, moment
from gongkai.vetting.models import Proof, Vetting
from gongkai.vetting.queries import proofs_for, vettings_for
from gongkai.vetting.steps import Gate
from gongkai.vetting.targets import TARGETS

ABOVE = (("审核把关", "/desk/vetting/"),)


class VettingFilters(Filters):
    """By state and kind."""

    state = one_of("状态", Vetting.State.choices)
    record_type = one_of("种类", lambda: [(key, target.label) for key, target in TARGETS.items()])

    class Meta:
        model = Vetting
        fields: tuple[str, ...] = ()


class VettingList(Listing):
    """The vettings that the person may see."""

    name = "desk_vettings"
    title = "审核把关"
    hint = "按标题或机关查找"
    nothing = "这里列出送审的文件和专栏文本。起草以后，在它的页面上点“送审”。"
    is_searchable = True
    default_ordering = "-pk"
    filterset_class = VettingFilters
    columns = (
        TitleColumn("title", label="标题", url_name="desk_vetting"),
        Column("label", label="种类", accessor="label"),
        Column("organ", label="机关", accessor="organ.name"),
        StatusTagColumn("state", label="状态", accessor="get_state_display", primary=lambda v: v.state == "open"),
        Column("stage", label="等待", accessor=lambda v: v.stage_name or "—"),
        Column("writer", label="送审人", accessor="writer.name"),
        Column("submitted_at", label="送审日期", accessor=lambda v: day(v.submitted_at), sort_key="submitted_at"),
    )
    exported = Exported(
        "审核情况",
        (("标题", 50), ("种类", 12), ("机关", 28), ("状态", 12), ("等待", 16), ("加急理由", 30), ("送审人", 16), ("送审时间", 20)),
        lambda v: [
            v.title, v.label, v.organ.name, v.get_state_display(), v.stage_name, v.urgent_because, v.writer.name,
            v.submitted_at,
        ],
    )  # fmt: skip

    def get_base_queryset(self) -> QuerySet[Vetting]:
        """Those vettings."""
        require_somewhere(self.request, Act.SEE_VETTINGS)
        return vettings_for(self.person, self.today).defer("findings")

    def search_queryset(self, queryset: QuerySet[Vetting]) -> QuerySet[Vetting]:
        """The words in title or body."""
        words = self.search_query
        return queryset.filter(Q(title__icontains=words) | Q(organ__name__icontains=words)) if words else queryset

    def buttons(self) -> list[HeaderButton]:
        """The ledgers, and how one's body vets."""
        return [
            HeaderButton("校对台账", url=reverse("desk_proofs"), icon_name="list-ul"),
            HeaderButton("纠错台账", url=reverse("desk_corrections"), icon_name="warning"),
            HeaderButton("定期清理", url=reverse("desk_clean_ups"), icon_name="bin"),
            HeaderButton("审核设置", url=reverse("desk_vetting_organs"), icon_name="cog"),
        ]


class ProofFilters(Filters):
    """By gate."""

    gate = one_of("哪一关", Gate.choices)

    class Meta:
        model = Proof
        fields: tuple[str, ...] = ()


def _proof(proof: Proof) -> list[Any]:
    return [
        proof.vetting.organ.name,
        proof.vetting.title,
        proof.step_name,
        Gate(proof.gate).label,
        proof.quote,
        proof.correction,
        proof.found_by.name,
        proof.at,
    ]


class ProofList(Listing):
    """The proof-reading ledger."""

    name = "desk_proofs"
    title = "校对台账"
    above = ABOVE
    hint = "按原文、标题查找"
    nothing = "这里登记各级审校发现的差错：原文、改为、在哪一步发现。审核时填写“校对记录”就记在这里。"
    is_searchable = True
    default_ordering = "-pk"
    filterset_class = ProofFilters
    columns = (
        TitleColumn("quote", label="原文", get_url=lambda proof: reverse("desk_vetting", args=[proof.vetting_id])),
        Column("correction", label="改为"),
        Column("gate", label="哪一关", accessor="get_gate_display"),
        Column("step", label="发现于", accessor="step_name"),
        Column("title", label="稿件", accessor="vetting.title"),
        Column("organ", label="机关", accessor="vetting.organ.name"),
        Column("found_by", label="发现人", accessor="found_by.name"),
        Column("at", label="时间", accessor=lambda proof: moment(proof.at), sort_key="at"),
    )
    exported = Exported(
        "校对台账",
        (
            ("机关", 28),
            ("稿件", 40),
            ("校次", 14),
            ("哪一关", 10),
            ("原文", 40),
            ("改为", 40),
            ("发现人", 16),
            ("时间", 20),
        ),
        _proof,
    )

    def get_base_queryset(self) -> QuerySet[Proof]:
        """What the person may see of it."""
        require_somewhere(self.request, Act.SEE_VETTINGS)
        return proofs_for(self.person, self.today)

    def search_queryset(self, queryset: QuerySet[Proof]) -> QuerySet[Proof]:
        """The words in the quotation or the title."""
        words = self.search_query
        return queryset.filter(Q(quote__icontains=words) | Q(vetting__title__icontains=words)) if words else queryset
