"""S11: brackets, casing, links and words that a copy editor would mark."""

import itertools
import re
from collections.abc import Iterator

from gongkai.findings import Fault, Sentence, Severity
from gongkai.law.provisions import Instrument, Provision
from gongkai.report.rules.subject import RULES, Subject

_TITLE_IN_TITLE = re.compile(r"《[^《》\n]*([<＜][^<>＜＞《》\n]*[>＞]|《[^《》\n]*》)[^《》\n]*》")
_YEAR_IN_BRACKETS = re.compile(r"[\[［(（【]\s*((?:19|20)\d\d)\s*[\]］)）】]\s*第?\s*\d+\s*号")
_BEFORE_YEAR = re.compile(r"[^\W\d_号和及与照据按以的]{1,9}(?<=[发函办字令规])$")
_MISSPELT = ("IPV6", "IPV4", "ipv6", "ipv4", "Ipv6", "Ipv4", "IpV6", "IpV4")
_PLAIN_LINK = re.compile(r"http://[\w.\-/%]+", re.ASCII)
_LONGEST_ECHO = 8
_STOPS = frozenset("，。；、！？：\n ")

_Found = tuple[str, str, str]
"""The words, what is wrong with them, what they should be (empty where there is no one answer)."""


@RULES.rule("S11", "标点、用字不规范", Severity.INFO, Provision(Instrument.PUNCTUATION))
def copy_editing(subject: Subject) -> Iterator[Fault]:
    """书名号、发文字号括号、英文缩写大小写、网址、叠用词等不规范。

    ### 为什么
    年度报告是正式公文，标点和用字应合乎国家标准；同一事物全文只用一个名称。

    ### 例
    《…关于印发<…格式>的通知》书名号里用了大于小于号，应为〈…〉；发文字号年份用六角括号，写作〔2021〕30号；
    “IPV6”应为“IPv6”；一处叫“开放日”、一处叫“开放月”；“多元化等形式多元化”用词重复；
    文中说已部署 SSL 证书，给出的网址却是 http:// 开头。

    ### 怎么办
    照提示逐处改正。

    ### 局限
    只查有把握的几种，同一种写法在一个部分里只提一次。
    """
    report = subject.report
    texts = [(0, report.opening), *((section.number, section.text) for section in report.sections)]
    for number, text in texts:
        found = itertools.chain(_brackets(text), _document_numbers(text), _protocols(text), _echoes(text))
        for quote, message, right in dict.fromkeys(found):
            yield Fault(
                where=Sentence(number, quote),
                message=message,
                expected=right or None,
                found=quote,
                hint=f"请改为“{right}”" if right else "请删改重复的词",
            )
    yield from _plain_links(texts)
    yield from _two_names(texts)


def _brackets(text: str) -> Iterator[_Found]:
    for match in _TITLE_IN_TITLE.finditer(text):
        inner = match[1]
        yield inner, f"书名号里的书名号应用单书名号：“{inner}”", f"〈{inner[1:-1]}〉"


def _document_numbers(text: str) -> Iterator[_Found]:
    for match in _YEAR_IN_BRACKETS.finditer(text) if "号" in text else ():
        if issuer := _BEFORE_YEAR.search(text, max(0, match.start() - 10), match.start()):
            number = match[0][match.end(1) - match.start() :].strip(" ]］)）】")
            quote = issuer[0] + match[0]
            yield quote, f"发文字号的年份应用六角括号：“{quote}”", f"{issuer[0]}〔{match[1]}〕{number}"


def _protocols(text: str) -> Iterator[_Found]:
    for word in _MISSPELT:
        if word in text:
            yield word, f"“{word}”大小写不规范", f"IPv{word[-1]}"


def _echoes(text: str) -> Iterator[_Found]:
    """The same word in -化 twice within one clause and a few characters: 多元化等形式多元化."""
    for before, after in itertools.pairwise(text.split("化")):
        word = before[-2:]
        if len(word) == 2 and len(after) <= _LONGEST_ECHO and after.endswith(word) and not _STOPS & set(word + after):
            quote = f"{word}化{after}化"
            yield quote, f"“{quote}”里“{word}化”用了两次", ""


def _plain_links(texts: list[tuple[int, str]]) -> Iterator[Fault]:
    if not any(claim in text for _, text in texts for claim in ("SSL", "HTTPS")):
        return
    for number, text in texts:
        for match in _PLAIN_LINK.finditer(text):
            yield Fault(
                where=Sentence(number, match[0]),
                message=f"文中说网站已部署 SSL 或 HTTPS，给出的网址“{match[0]}”却以 http:// 开头",
                expected=match[0].replace("http://", "https://", 1),
                found=match[0],
                hint="请改用 https:// 的网址",
            )


def _two_names(texts: list[tuple[int, str]]) -> Iterator[Fault]:
    days = next((number for number, text in texts if "政府开放日" in text), None)
    month = next((number for number, text in texts if "政府开放月" in text), None)
    if days is not None and month is not None:
        yield Fault(
            where=Sentence(month, "政府开放月"),
            message="“政府开放日”与“政府开放月”两个名称并用",
            expected="政府开放日",
            found="政府开放月",
            hint="请全文统一为一个名称",
        )
