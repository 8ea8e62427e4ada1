"""Whose letter it is: placeholders left, organ, number, requester, dates of receipt and signature."""

import re
from collections.abc import Iterator

from gongkai.findings import Fault
from gongkai.letters.check.draft import DAY, Draft, day_of, fault, plain, rule
from gongkai.letters.facts import chinese_date
from gongkai.letters.fields import PLACEHOLDER

_GAPS = re.compile(r"(?:[×xX*_]{3,}|[〔\[]\s*[〕\]]|\?{2,}|\{\w*\})")
_NUMBER = re.compile(r"[一-鿿]{0,20}〔\d{4}〕第?\d+号(?:-[一-鿿]\d?)?")


@rule("L1", "文书里还有没有填的占位", "条例第四十五条")
def placeholders_left(draft: Draft) -> Iterator[Fault]:
    """文书里还留着占位或者空白。

    ### 为什么
    占位没有内容，说明这件申请缺少这一项事实；发出去申请人看不懂，也可能缺少法定要件。
    ### 例
    落款是“「机关名称」”，或者“申请编号：___”。
    ### 怎么办
    补上事实后重新生成；不需要的一句删去。
    ### 局限
    正文里本来就要写直角引号、×××的，会被误认，可以说明理由后发出。
    """
    own = {plain(words) for words in (draft.facts.request.matter, *draft.facts.reasons)}
    for line in draft.lines:
        if any(words and words in plain(line) for words in own):
            continue
        for found in (*(f"「{name}」" for name in PLACEHOLDER.findall(line)), *_GAPS.findall(line)):
            yield fault(f"“{found}”还没有填", line, found=found)


@rule("L2", "发文机关不对", "条例第四条")
def wrong_organ(draft: Draft) -> Iterator[Fault]:
    """落款的机关不是处理这件申请的机关，或者没有落款。

    ### 为什么
    答复以收到申请的机关名义作出；名称写错，复议、诉讼就没有了对象。
    ### 例
    县农业农村局的答复，落款是“县人民政府办公室”。
    ### 怎么办
    落款写机关全称，与印章一致。
    ### 局限
    落款取日期上面的一行；落款和日期写在一行的，也认得。印章看不见。
    """
    if not draft.wording.to:
        return
    name = plain(draft.facts.organ.name)
    lines = [plain(line) for line in draft.lines]
    dated = [n for n, line in enumerate(lines) if re.fullmatch(rf"(.*?){DAY}", line)]
    signed = lines[dated[-1]] if dated else ""
    if dated and re.fullmatch(DAY, signed):
        signed = lines[dated[-1] - 1] if dated[-1] else ""
    if not re.sub(DAY, "", signed).endswith(name):
        yield fault("落款不是本机关全称", signed, draft.facts.organ.name, re.sub(DAY, "", signed)[-40:] or "没有落款")


@rule("L3", "文书编号不对", "条例第四十五条")
def wrong_number(draft: Draft) -> Iterator[Fault]:
    """文书上没有本文书的编号，或者写的是别的编号。

    ### 为什么
    一件申请一个编号，文书沿用申请的编号加后缀；编号错了，归档和复议时对不上。
    ### 例
    答复书上印的是“第7号-补”，应当是“第7号-告”。
    ### 怎么办
    用平台给出的编号；编号不能改、不能重用。
    ### 局限
    表格和内部说明没有自己的编号，不查。
    """
    number = draft.facts.number
    if not draft.wording.to or plain(number) in draft.text:
        return
    found = _NUMBER.search(draft.text)
    yield fault("没有这份文书的编号", draft.line_with(found[0]) if found else "", number, found[0] if found else "没有")


@rule("L4", "申请人姓名、名称不对", "条例第三十六条")
def wrong_requester(draft: Draft) -> Iterator[Fault]:
    """主送的不是申请人。

    ### 为什么
    发错人等于没有答复，还泄露了申请人的信息。
    ### 例
    同一天办两件申请，主送写成了另一件的申请人。
    ### 怎么办
    主送写申请人的全名，与申请表一致。
    ### 局限
    只查发给申请人的文书；由代理人收件的，主送仍写申请人。
    """
    if draft.wording.to != "「申请人」：":
        return
    name = plain(draft.facts.request.requester.name)
    addressed = next((line for line in draft.lines if plain(line).endswith(":") and len(line) <= 60), "")
    if plain(addressed).rstrip(":").removesuffix("先生").removesuffix("女士") != name:
        yield fault("主送不是申请人", addressed, draft.facts.request.requester.name, addressed or "没有主送")


@rule("L5", "收到申请的日期不对", "条例第三十一条")
def wrong_receipt(draft: Draft) -> Iterator[Fault]:
    """文书写的收到申请之日与登记的不一致。

    ### 为什么
    期限从收到申请之日起算，写错一天，期限就错一天。
    ### 例
    登记的收到之日是9月14日，答复书写“于2026年9月16日收到”。
    ### 怎么办
    以登记的收到之日为准；登记错了的，先更正登记。
    ### 局限
    只看“于某年某月某日收到”这种写法。
    """
    for match in re.finditer(rf"于({DAY})收到", draft.text):
        if day_of(match[1]) != draft.clock.received_on:
            yield fault(
                "收到申请的日期与登记不一致",
                draft.line_with(match[0]),
                chinese_date(draft.clock.received_on),
                match[1],
            )


@rule("L6", "落款日期不对", "条例第三十三条")
def wrong_date(draft: Draft) -> Iterator[Fault]:
    """没有落款日期，或者与登记的签发日期不一致，或者早于收到申请之日。

    ### 为什么
    是否按期答复看日期；倒签日期是弄虚作假。
    ### 例
    10月20日签发，落款写10月12日。
    ### 怎么办
    落款写签发之日。
    ### 局限
    落款日期取文书里单独成行的最后一个日期。
    """
    if not draft.wording.to:
        return
    alone = [
        words
        for line in draft.lines
        if (words := re.sub(r"^\D*?(?=\d{4}年|二[〇零○])", "", plain(line))) and re.fullmatch(DAY, words)
    ]
    if not alone:
        yield fault("没有落款日期", "", chinese_date(draft.facts.on), "没有")
    elif day_of(alone[-1]) != draft.facts.on:
        yield fault("落款日期与签发日期不一致", alone[-1], chinese_date(draft.facts.on), alone[-1])
    if draft.facts.on < draft.clock.received_on:
        yield fault("文书日期早于收到申请之日", found=chinese_date(draft.facts.on))
