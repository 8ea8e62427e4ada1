"""The provisions that a letter cites, against those that its outcome stands on."""

import functools
import re
from collections.abc import Iterator

import msgspec

from gongkai.findings import Fault, Severity
from gongkai.law.outcomes import outcomes
from gongkai.law.provisions import Instrument, Provision, regulation
from gongkai.letters.check.draft import Draft, fault, number_of, plain, rule
from gongkai.letters.facts import citation
from gongkai.letters.fields import provisions

_TITLE = re.compile(r"《(?P<title>[^《》]{2,40})》(?:\([^()]{0,30}\))?")
_NUMERAL = r"[\d一二三四五六七八九十百零]{1,5}"
_PLACE = re.compile(rf"第({_NUMERAL})条(?:第({_NUMERAL})款)?(?:第?\(?({_NUMERAL})\)?项)?")
_REPEALED = {"国务院令第492号": "2019年5月15日起施行的是国务院令第711号"}
BESIDE = frozenset({regulation(36, item=2), regulation(32)})
"""What may be cited beside the basis of any outcome: how it is given, who was asked."""


@functools.cache
def deciding() -> frozenset[Provision]:
    """Every provision of the Regulation that some outcome stands on."""
    return frozenset(
        p
        for o in outcomes().values()
        for p in o.provisions
        if p.instrument is Instrument.REGULATION and p.article != 36
    ) | {regulation(36, item=n) for n in range(1, 8)}


@rule("L13", "没有引用处理所依据的条款", "条例第三十六条")
def basis_missing(draft: Draft) -> Iterator[Fault]:
    """文书没有写明处理依据，或者只写到条、没有写到款项。

    ### 为什么
    答复要写明依据，复议机关、法院按所引条款审查；条款决定申请人先复议还是可以直接起诉。
    ### 例
    属于过程性信息，只写“依据有关规定，不予公开”。
    ### 怎么办
    写条例全称和条、款、项。
    ### 局限
    条款写在附件里的，看不见。
    """
    cited = _cited(draft)
    for expected in provisions(draft.kind, draft.facts):
        if draft.outcome is None and draft.kind not in _STATED:
            return
        if expected.article is None or expected.instrument is not Instrument.REGULATION or expected in cited:
            continue
        near = [p for p in cited if p.instrument is expected.instrument and p.article == expected.article]
        whole = any(p.paragraph is None and p.item is None for p in near)
        found = citation(near) if near else "没有引用"
        message = "只写到条，没有写到款、项" if whole else "没有引用处理依据"
        yield msgspec.structs.replace(
            fault(message, (near and draft.line_with(f"第{_han(expected)}条")) or "", str(expected), found),
            severity=Severity.WARNING if whole else None,
        )


@rule("L14", "引用的条款与处理结果不符", "条例第三十六条")
def basis_wrong(draft: Draft) -> Iterator[Fault]:
    """文书引用了另一种处理结果的条款。

    ### 为什么
    引错条款，等于认定了另一种情形：如第三十六条第（四）项是不存在，第（五）项是不属于本机关负责公开。
    ### 例
    政府信息不存在告知书引用第三十六条第（五）项。
    ### 怎么办
    改为处理结果对应的条款；处理结果登记错了的，先改登记。
    ### 局限
    申请人自己引用的条款，写在申请内容里的，不算。
    """
    if draft.outcome is None:
        return
    right = {*provisions(draft.kind, draft.facts), *draft.outcome.provisions, *draft.letter.provisions, *BESIDE}
    allowed = {(p.article, p.paragraph, p.item) for p in right}
    articles = {p.article for p in right}
    for found in sorted(_cited(draft), key=str):
        wrong = found.article in {p.article for p in deciding()} and found.instrument is Instrument.REGULATION
        exact = (found.article, found.paragraph, found.item) in allowed
        loose = found.article in articles and found.paragraph is None and found.item is None
        if wrong and not exact and not loose:
            quote = draft.line_with(plain(str(found)).partition("》")[2])
            yield fault("引用了别的处理结果的条款", quote, citation(sorted(right - BESIDE, key=str)), str(found))


@rule("L15", "引用了废止的规定", "条例第五十六条")
def repealed(draft: Draft) -> Iterator[Fault]:
    """文书引用了2007年条例（国务院令第492号）。

    ### 为什么
    2019年5月15日起施行修订后的条例，条文顺序全变了，旧条号指向的是别的内容。
    ### 例
    “依据《政府信息公开条例》（国务院令第492号）第二十一条”。
    ### 怎么办
    改用现行条例。
    ### 局限
    只认得写了令号的；只写条号的由其他规则查。
    """
    for words, now in _REPEALED.items():
        if plain(words) in draft.text:
            yield fault(f"引用的规定已经废止，{now}", draft.line_with(words), found=words)


_STATED = frozenset(
    {"correction_notice", "reasons_request", "delay_notice", "extension_notice", "third_party_inquiry"}
    | {"joint_organ_inquiry", "consultation_notice", "third_party_notice"}
)
"""Letters on the way that must name their provision."""


def _cited(draft: Draft) -> frozenset[Provision]:
    """What the letter itself cites; what the requester cites in the request is not its basis."""
    text = draft.text.replace(plain(draft.facts.request.matter), "")
    found: set[Provision] = set()
    for title in _TITLE.finditer(text):
        instrument = _instrument(title["title"])
        at = title.end()
        while instrument and (place := _PLACE.match(text, at)):
            article, paragraph, item = (number_of(words) if words else None for words in place.groups())
            found.add(Provision(instrument, article, paragraph, item))
            at = place.end() + (text[place.end() : place.end() + 1] in "、和及,")
    return frozenset(found)


def _instrument(title: str) -> Instrument | None:
    if title.endswith("政府信息公开条例") or title in ("条例", "信息公开条例"):
        return Instrument.REGULATION
    return next((i for i in Instrument if i.record.title == title), None)


def _han(provision: Provision) -> str:
    match = re.search(r"第([^第条]+)条", str(provision))
    return match[1] if match else ""
