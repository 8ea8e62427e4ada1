"""U1 and U2: what a file holds that readers do not see when they open it."""

from collections.abc import Iterator

from gongkai.findings import Fault, Severity
from gongkai.law.provisions import Instrument, Provision
from gongkai.scan.passage import RULES, Subject

PROPERTY = "文件属性"
"""How the places of a file's properties begin."""


@RULES.rule("U1", "文件里有看不见的内容", Severity.WARNING, Provision(Instrument.PERSONAL_INFORMATION, 9))
def hidden_content(subject: Subject) -> Iterator[Fault]:
    """批注、修订中删去的文字、隐藏的行列和工作表、隐藏的文字。

    ### 为什么
    打开时看不见，下载的人一两步就能看见：讨论意见、删掉的数字、隐藏的身份号码都会随附件公开。

    ### 例
    Excel 隐藏了“身份证号”一列；Word 里领导的批注没有删。

    ### 怎么办
    Word 接受修订、删去批注；Excel 删去（不是隐藏）行列和工作表；或者另存为 PDF 再上传。

    ### 局限
    旧版 DOC、XLS 先转换再读，转换时可能已经丢掉看不见的内容。
    """
    for number, passage in enumerate(subject.passages):
        if passage.unseen and not passage.place.startswith(PROPERTY) and passage.text.strip():
            text = subject.folded[number].text
            end = len(text) if (line := text.find("\n")) < 0 else line
            yield subject.fault(number, 0, min(end, 40), f"{passage.place}里有内容", hint="请删去后另存，不要只是隐藏")


@RULES.rule("U2", "文件属性里有作者等信息", Severity.INFO, Provision(Instrument.PERSONAL_INFORMATION, 4))
def properties(subject: Subject) -> Iterator[Fault]:
    """文件属性里的作者、最后保存者、单位、路径。

    ### 为什么
    属性会随附件一起被下载，写着经办人的姓名或者别的单位的名称，容易引起误会。

    ### 例
    用别的单位的文件改成的模板，作者一栏还是原来那个人。

    ### 怎么办
    在 Word、Excel 的“文件—信息—检查文档”里清除，或者另存为 PDF。

    ### 局限
    分不出是人名还是电脑名。
    """
    for number, passage in enumerate(subject.passages):
        if passage.unseen and passage.place.startswith(PROPERTY) and passage.text.strip():
            text = subject.folded[number].text
            yield subject.fault(number, 0, len(text), f"{passage.place}是“{' '.join(text.split())[:60]}”")
