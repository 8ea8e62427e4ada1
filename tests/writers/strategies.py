"""Random annual reports, of both editions, with every state of a cell and awkward characters in the text."""

from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from gongkai.findings import CellRef
from gongkai.report.form import FORMS, Form
from gongkai.report.model import BLANK, NOT_APPLICABLE, AnnualReport, Cell, CellState, Section

UNREADABLE = Cell(state=CellState.UNREADABLE)
AWKWARD = "<b>&amp;\"'`*_#~[x](y){}|\\/=+-@$%^;:,.!?“”‘’《》〈〉（）〔〕—…·％①ⅣéΩ𠮷𪚥"
_HAN = "公开信息办理申请答复审核平台管理监督保障群众服务政策解读全年开展工作会议培训"
_ORGANS = ("平罗县人民政府办公室", "红寺堡区", "自治区林业和草原局", "某某镇人民政府", "盐池县卫生健康局")


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """A paragraph of prose as a reader gives it: no spaces at its ends, none doubled, a full stop."""
    words = draw(
        st.lists(st.text(_HAN + AWKWARD + "0123456789 abcXYZ", min_size=1, max_size=24), min_size=1, max_size=6)
    )
    text = " ".join("，".join(words).split())
    return f"全年{text}共计。"


def texts(most: int = 4) -> st.SearchStrategy[str]:
    """The text of a section: paragraphs, one a line."""
    return st.lists(paragraphs(), max_size=most).map("\n".join)


def cells(form: Form, random: Random, *, blanks: bool = True) -> dict[CellRef, Cell]:
    """A value for every cell, from a generator of random numbers: drawn one by one they would take seconds."""
    empty = random.choice((0.0, 0.05, 0.5))
    return {ref: _cell(ref, form, random, empty, blanks=blanks) for ref in form.cells}


def _cell(ref: CellRef, form: Form, random: Random, empty: float, *, blanks: bool) -> Cell:
    """A row whose total alone is blank is not made: readers take it for a row that has lost a cell, and say so."""
    if random.random() < empty:
        marks = (NOT_APPLICABLE, UNREADABLE)
        return random.choice((BLANK, *marks) if blanks and ref.column != "total" else marks)
    if form.table(ref.table).row(ref.row).amount and ref.column == "amount":
        return Cell.number(Decimal(random.randrange(10**9)).scaleb(-random.randrange(7)))
    return Cell.number(random.choice((0, 0, random.randrange(50), random.randrange(10**9))))


@st.composite
def reports(draw: st.DrawFn, *, blanks: bool = True) -> AnnualReport:
    """A report of all six sections, as a reader could have read it."""
    form = FORMS[draw(st.sampled_from(sorted(FORMS)))]
    organ, year = draw(st.sampled_from(_ORGANS)), draw(st.integers(2019, 2030))
    sections = tuple(Section(heading.number, heading.title, draw(texts())) for heading in form.sections)
    return AnnualReport(
        organ=organ,
        year=year,
        form=form.edition,
        title=f"{organ}{year}年政府信息公开工作年度报告",
        opening=draw(texts(2)),
        sections=sections,
        cells=cells(form, Random(draw(st.integers(0, 2**32))), blanks=blanks),
    )
