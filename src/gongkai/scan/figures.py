"""N1 to N6: dates, numbers, units."""

import datetime as dt
import re
from collections.abc import Iterator

from gongkai.findings import Fault, Severity
from gongkai.law.provisions import Instrument, Provision
from gongkai.scan.passage import RULES, Subject

_NUMERALS = Provision(Instrument.NUMERALS)
_SELF = Provision(Instrument.ARITHMETIC)
_DATE = r"((?:19|20)[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})日"
_ANY_DATE = re.compile(_DATE)
_WITHOUT_YEAR = re.compile(r"(?<![0-9年])([0-9]{1,2})月([0-9]{1,2})日")
_WEEKDAY = re.compile(_DATE + r"\s*[（(，、 ]?\s*(?:星期|周)([一二三四五六日天])")
_PERIOD = re.compile(_DATE + r"\s*(?:至|到|—|－|-|~|～)+\s*" + _DATE)
_EFFECTIVE = re.compile("自" + _DATE + r"起(?:施行|实施|执行|生效)")
_SIGNED = re.compile(r"(?:^|\n)\s*" + _DATE + r"\s*(?=\n|$)")
_WEEKDAYS = "一二三四五六日"
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _day(*parts: str) -> dt.date | None:
    try:
        return dt.date(*map(int, parts))
    except ValueError:
        return None


@RULES.rule("N1", "日期不存在", Severity.ERROR, _SELF)
def impossible_date(subject: Subject) -> Iterator[Fault]:
    """历法上没有的日期。

    ### 为什么
    日期写错，期限就无从算起，公文也因此失去准确。

    ### 例
    “2026年2月30日”“6月31日”“13月5日”。

    ### 怎么办
    对照原件改正。

    ### 局限
    农历日期、用汉字写的日期不查。
    """
    for number, text in subject.texts():
        if "月" in text:
            for match in _ANY_DATE.finditer(text):
                if _day(match[1], match[2], match[3]) is None:
                    yield subject.fault(number, *match.span(), f"没有“{match[0]}”这一天")
            for match in _WITHOUT_YEAR.finditer(text):
                month, day = int(match[1]), int(match[2])
                if not 1 <= month <= 12 or not 1 <= day <= _LONGEST[month - 1]:
                    yield subject.fault(number, *match.span(), f"没有“{match[0]}”这一天")


@RULES.rule("N2", "日期与星期不符", Severity.WARNING, _SELF)
def wrong_weekday(subject: Subject) -> Iterator[Fault]:
    """日期后面写的星期几，与历法不符。

    ### 为什么
    会议、听证、开放日的通知写错一个，就有人白跑一趟。

    ### 例
    “2026年11月21日（星期五）”，那一天是星期六。

    ### 怎么办
    核对是日期错还是星期错。

    ### 局限
    没有写年份的不查。
    """
    for number, text in subject.texts():
        for match in _WEEKDAY.finditer(text) if "周" in text or "星期" in text else ():
            day = _day(match[1], match[2], match[3])
            said = match[4].replace("天", "日")
            if day is not None and _WEEKDAYS[day.weekday()] != said:
                right = f"星期{_WEEKDAYS[day.weekday()]}"
                yield subject.fault(
                    number, *match.span(), f"{match[1]}年{match[2]}月{match[3]}日是{right}", expected=right
                )


@RULES.rule("N3", "起止日期颠倒", Severity.WARNING, _SELF)
def reversed_period(subject: Subject) -> Iterator[Fault]:
    """起始日期晚于截止日期。

    ### 为什么
    征求意见、公示、报名的期间写反了，等于没有期间。

    ### 例
    “公示时间：2026年5月8日至2026年5月1日”。

    ### 怎么办
    对照原件改正。

    ### 局限
    只查两头都写全年月日的。
    """
    for number, text in subject.texts():
        for match in _PERIOD.finditer(text) if "月" in text else ():
            first, last = _day(*match.group(1, 2, 3)), _day(*match.group(4, 5, 6))
            if first and last and last < first:
                yield subject.fault(number, *match.span(), f"起止日期颠倒：“{match[0]}”")


@RULES.rule("N4", "施行日期早于成文日期", Severity.WARNING, _SELF)
def effective_before_signed(subject: Subject) -> Iterator[Fault]:
    """正文写的施行日期，比落款的成文日期早。

    ### 为什么
    规范性文件一般不溯及既往；写早了多半是沿用旧稿没有改。

    ### 例
    落款2026年3月2日，正文“自2026年1月1日起施行”。

    ### 怎么办
    核对两个日期；确有特别规定的保留。

    ### 局限
    落款要单独成行，取最后一个；落款与附件的日期在一起时可能取错。
    """
    for number, text in subject.texts():
        for match in _EFFECTIVE.finditer(text) if "起" in text else ():
            signatures = [day for found in _SIGNED.finditer(text) if (day := _day(*found.group(1, 2, 3)))]
            begins = _day(*match.group(1, 2, 3))
            if signatures and begins and begins < signatures[-1]:
                signed = signatures[-1]
                message = f"{match[0]}，落款却是{signed.year}年{signed.month}月{signed.day}日"
                yield subject.fault(number, *match.span(), message)


_UNITS = {
    "平方": "平方米", "立方": "立方米", "公分": "厘米", "市斤": "千克（1市斤为0.5千克）", "马力": "千瓦",
    **dict.fromkeys(("英寸", "英尺", "英里", "加仑"), "法定计量单位"),
    **dict.fromkeys(("KM", "Km", "KG", "Kg", "MM", "Mm", "CM", "Cm"), "小写的单位符号"),
}  # fmt: skip
_UNIT = re.compile(rf"[0-9]\s*({'|'.join(_UNITS)})(?![米公千英里厘分毫度根体A-Za-z])")


@RULES.rule("N5", "计量单位不规范", Severity.INFO, Provision(Instrument.UNITS))
def units(subject: Subject) -> Iterator[Fault]:
    """“平方”“立方”“公分”“市斤”等不是法定计量单位的写法。

    ### 为什么
    《计量法》第三条要求使用法定计量单位；“1200平方”读者猜得出，机器统计不出。

    ### 例
    “改造面积1200平方”应为“1200平方米”。

    ### 怎么办
    照提示改正。

    ### 局限
    亩、斤等习惯上允许的不报。
    """
    for number, text in subject.texts():
        for match in _UNIT.finditer(text):
            right = _UNITS[match[1]]
            yield subject.fault(number, *match.span(1), f"“{match[1]}”应写作{right}", expected=right)


_APPROXIMATE = re.compile(
    r"[约概近][0-9][0-9.,]*[万亿千百]?(?:[个件人次元项条份户亩吨米]|万元|亿元|公里|人次)?(?:左右|上下|多|余)"
    r"|[过破于][0-9][0-9.,]*[万亿千百]?(?:余|多)"
)
_TIMES_LESS = re.compile(r"[减下降缩压](?:少|降|低|短|缩|小)(?:了|到|至)?\s*[0-9.]+\s*倍")
_ENUMERATED = re.compile(
    r"[二三四五六七八九]、[三四五六七八九十](?=[十百千万]?(?:个|人|名|次|件|天|年|岁|米|里|户|家)(?!大类))"
)


@RULES.rule("N6", "数量表述有毛病", Severity.INFO, _NUMERALS)
def quantities(subject: Subject) -> Iterator[Fault]:
    """约数说两遍、减少说成多少倍、相邻数字表示概数却用了顿号。

    ### 为什么
    数量是公开信息的要害，说法含混就经不起引用。

    ### 例
    “约500人左右”；“办理时间缩短3倍”；“二、三个部门”。

    ### 怎么办
    “约”和“左右”留一个；减少的用百分之几；概数写作“二三个”。

    ### 局限
    只查这几种。
    """
    for number, text in subject.texts():
        for pattern, what in (
            (_APPROXIMATE, "约数说了两遍"),
            (_TIMES_LESS, "减少不能说倍，请写百分之几"),
            (_ENUMERATED, "相邻两个数字表示概数，中间不用顿号"),
        ):
            for match in pattern.finditer(text):
                yield subject.fault(number, *match.span(), f"{what}：“{match[0]}”")
