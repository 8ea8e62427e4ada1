"""P1 to P8: personal data."""

import re
from collections.abc import Iterable, Iterator

from gongkai.findings import Fault, Severity
from gongkai.law.provisions import Instrument, Provision, regulation
from gongkai.scan.passage import RULES, Subject
from gongkai.scan.personal import Kind

_SENSITIVE = Provision(Instrument.PERSONAL_INFORMATION, 28)
_PERSONAL = Provision(Instrument.PERSONAL_INFORMATION, 4)
_THIRD_PARTY = regulation(15)
_HINT = "请删去，或者遮盖后再公开"


def _of(kind: Kind, subject: Subject, says: str) -> Iterator[Fault]:
    for number, found in enumerate(subject.personal):
        hidden = "（在看不见的地方）" if subject.passages[number].unseen else ""
        for one in found:
            if one.kind is kind:
                yield subject.fault(number, one.start, one.end, f"出现{says}{hidden}：{one.masked}", hint=_HINT)


@RULES.rule("P1", "出现公民身份号码", Severity.ERROR, _SENSITIVE)
def identity(subject: Subject) -> Iterable[Fault]:
    """公民身份号码：18位的核对地区、生日和校验码，15位的要前面写着身份证。

    ### 为什么
    身份号码一公开就收不回来，是个人信息泄露通报中最多的一类。依条例第十五条，涉及个人隐私的不得公开。

    ### 例
    救助名单的附件里有“身份证号”一列；表格隐藏了这一列，下载的人取消隐藏就能看见。

    ### 怎么办
    删去，或者遮盖出生日期和顺序码（常见做法是留前6后4；小村子里请遮得更多）。

    ### 局限
    校验码不对的18位数不报，抄错一位的身份号码因此看不出来；图片里的要人工看。统一社会信用代码不是个人信息，不报。
    """
    return _of(Kind.IDENTITY, subject, "公民身份号码")


@RULES.rule("P2", "出现银行卡号", Severity.ERROR, _SENSITIVE)
def bank_card(subject: Subject) -> Iterable[Fault]:
    """银行卡号：62开头、16至19位、校验位正确的；其他卡要前面写着银行、卡、账号。

    ### 为什么
    金融账户是敏感个人信息，与姓名一起公开会带来财产损失。

    ### 例
    补贴发放表里有“一卡通账号”一列。

    ### 怎么办
    删去这一列；要证明发放到人的，留后四位。

    ### 局限
    单位的对公账户不按卡号的规则编，不报；个人存折账号没有校验规则，也看不出来。
    """
    return _of(Kind.BANK_CARD, subject, "银行卡号")


@RULES.rule("P3", "出现手机号码", Severity.WARNING, _PERSONAL)
def mobile(subject: Subject) -> Iterable[Fault]:
    """11位手机号码。

    ### 为什么
    办事人、救助对象、投诉人的手机号是个人信息，公开后会招来骚扰和诈骗。

    ### 例
    公示名单里的“联系电话”一列；征求意见稿末尾留了经办人的手机。

    ### 怎么办
    个人的删去或者留前3后4；对外的联系电话请用办公电话。

    ### 局限
    分不出是不是对外公布的工作手机，所以只作存疑；固定电话不报。
    """
    return _of(Kind.MOBILE, subject, "手机号码")


@RULES.rule("P4", "出现护照号码", Severity.ERROR, _SENSITIVE)
def passport(subject: Subject) -> Iterable[Fault]:
    """护照号码：前面写着护照，字母开头、7至8位数字。

    ### 为什么
    护照号码与身份号码一样能认定到人。

    ### 例
    因公出国（境）团组公示里附了成员的护照号。

    ### 怎么办
    删去；公示团组不需要护照号。

    ### 局限
    前面没有“护照”二字的看不出来。
    """
    return _of(Kind.PASSPORT, subject, "护照号码")


@RULES.rule("P5", "出现家庭住址", Severity.WARNING, _PERSONAL)
def address(subject: Subject) -> Iterable[Fault]:
    """详细到门牌的住址：写明家庭住址、户籍地的，几号楼几单元几室的，某村某组某号的。

    ### 为什么
    住址与姓名一起就能找到人；救助、处罚公示写到村或者社区已经足够。

    ### 例
    “现住址：某镇某村3组12号”；“幸福小区5号楼2单元301室”。

    ### 怎么办
    写到村、社区为止。

    ### 局限
    机关的办公地址写到路名门牌，不报；没有提示词、又不写单元的住址看不出来。
    """
    return _of(Kind.ADDRESS, subject, "详细住址")


@RULES.rule("P6", "出现车牌号码", Severity.WARNING, _PERSONAL)
def plate(subject: Subject) -> Iterable[Fault]:
    """机动车号牌，含新能源号牌。

    ### 为什么
    私人车辆的号牌能查到车主。

    ### 例
    交通处罚公示写了完整车牌。

    ### 怎么办
    私人车辆的遮盖中间几位；公务用车、公交线路等依规定公开的不改。

    ### 局限
    分不出公车私车，所以只作存疑。
    """
    return _of(Kind.PLATE, subject, "车牌号码")


@RULES.rule("P7", "出现个人电子邮箱", Severity.INFO, _PERSONAL)
def email(subject: Subject) -> Iterable[Fault]:
    """公共邮箱服务商的地址。

    ### 为什么
    个人邮箱是个人信息；单位对外联系也应当用政务邮箱。

    ### 例
    征求意见公告留的是经办人的 QQ 邮箱。

    ### 怎么办
    换成单位的政务邮箱；确实是单位对外公布的，可以保留。

    ### 局限
    只认常见的服务商。
    """
    return _of(Kind.EMAIL, subject, "公共邮箱")


_NAME = re.compile(r"(?:[\u4e00-\u9fff]{0,6}姓名|户主|救助对象|保障对象)")
_COLUMNS = {
    "身份证号": Severity.ERROR, "身份证号码": Severity.ERROR, "公民身份号码": Severity.ERROR, "证件号码": Severity.ERROR,
    "银行账号": Severity.ERROR, "银行卡号": Severity.ERROR, "一卡通账号": Severity.ERROR, "开户账号": Severity.ERROR,
    "病种": Severity.ERROR, "患病情况": Severity.ERROR, "疾病名称": Severity.ERROR, "残疾证号": Severity.ERROR,
    "残疾等级": Severity.WARNING, "残疾类别": Severity.WARNING, "联系电话": Severity.WARNING, "手机号码": Severity.WARNING,
    "家庭住址": Severity.WARNING, "致贫原因": Severity.WARNING, "出生日期": Severity.WARNING,
}  # fmt: skip


@RULES.rule("P8", "名单里有不必公开的个人信息", Severity.WARNING, _THIRD_PARTY)
def list_of_people(subject: Subject) -> Iterator[Fault]:
    """有姓名一列的表格，同时有证件号、账号、疾病、电话、住址等列。

    ### 为什么
    救助、补贴名单依法要公示，公示的是谁、哪个村、多少钱；其余各列只会伤害本来就困难的人。

    ### 例
    低保公示表的表头是“姓名、身份证号、家庭住址、残疾等级、金额”。

    ### 怎么办
    删去这些列（不是隐藏），或者逐格遮盖后另存。

    ### 局限
    看的是表头的字；遮盖过的列也会报，请核对后放行。
    """
    for number, text in subject.texts():
        if "\t" not in text or not any(column in text for column in _COLUMNS):
            continue
        start = 0
        for line in text.split("\n"):
            cells = ["".join(cell.split()) for cell in line.split("\t")]
            wrong = [cell for cell in cells if cell in _COLUMNS]
            if wrong and any(_NAME.fullmatch(cell) for cell in cells):
                severity = min((_COLUMNS[cell] for cell in wrong), key=list(Severity).index)
                message = f"名单的表头有“{'”“'.join(wrong)}”"
                hint = "请删去这些列后另存，不要只是隐藏"
                yield subject.fault(number, start, start + len(line), message, severity=severity, hint=hint)
            start += len(line) + 1
