"""The sum of a fee notice against the tariff."""

import re
from collections.abc import Iterator

from gongkai.findings import Fault
from gongkai.law.fees import TariffKey, fee, tariffs
from gongkai.letters.check.draft import Draft, fault, rule
from gongkai.letters.money import capitals

_SUM = re.compile(r"(?:应缴|收费|共计|合计)[^。;\d]{0,12}?([\d,]+)元")
_CAPITALS = re.compile(r"大写[::]?([零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+元整?)")


@rule("L28", "收费金额与标准不符", "收费办法第三条")
def fee_wrong(draft: Draft) -> Iterator[Fault]:
    """应缴金额与按标准计算的不一致，或者两种标准混用，或者不应当收费。

    ### 为什么
    按件、按量两种标准只能选一种，超额累进；多收一元也是违法收费。
    ### 例
    31件按每件200元全部计算成6,200元，应当是2,200元。
    ### 怎么办
    用平台计算的金额；改了件数、页数的，重新生成。
    ### 局限
    件数、页数是否数对，要人核对。
    """
    charge = draft.facts.charge
    if draft.kind != "fee_notice" or charge is None:
        return
    tariff = TariffKey(charge.fee.tariff.key)
    right = fee(tariff, charge.fee.quantity).amount - fee(tariff, charge.before).amount
    if right == 0:
        yield fault("在免费的数量以内，不收费", found=f"{charge.fee.quantity}{charge.fee.tariff.unit}")
    for match in _SUM.finditer(draft.text):
        if int(match[1].replace(",", "") or 0) != right:
            yield fault("金额与标准不符", draft.line_with(match[0]), f"{right}元", f"{match[1]}元")
    for match in _CAPITALS.finditer(draft.text):
        if match[1].removesuffix("整") + "整" != capitals(right):
            yield fault("大写金额不对", draft.line_with(match[1]), capitals(right), match[1])
    names = [tariff.name for tariff in tariffs().values() if tariff.name in draft.text]
    if len(names) > 1:
        yield fault("两种收费标准只能选用一种", found="、".join(names))
