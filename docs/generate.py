"""Writes the reference pages from the code they describe; ``make docs`` runs it, and a test compares the result."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import click

from gongkai.cli.chinese import speak_chinese
from gongkai.cli.main import COMMANDS, gongkai
from gongkai.cli.rules import page
from gongkai.cli.status import Status
from gongkai.law.index import index
from gongkai.law.letters import letters
from gongkai.letters.check import RULES as LETTER_RULES
from gongkai.letters.fields import DOT, FIELDS, GROUPS, ORDINAL
from gongkai.letters.wordings import wordings
from gongkai.project.environment import SECTIONS, Setting
from gongkai.report.form import FORMS, Form, Table
from gongkai.report.form.schema import table_name
from gongkai.report.rules import RULES
from gongkai.scan import RULES as SCAN_RULES
from gongkai.scan.wording import shipped

REFERENCE = Path(__file__).parent / "reference"
NOTICE = "<!-- 由 docs/generate.py 生成，请勿手改；改代码后运行 make docs。 -->\n"


def pages() -> dict[str, str]:
    """The generated pages by file name."""
    contents = {
        "rules.md": _rules(),
        "cli.md": _commands(),
        "settings.md": _settings(),
        "form.md": _forms(),
        "provisions.md": _provisions(),
        "letters.md": _letters(),
        "scan.md": _scan(),
    }
    return {name: NOTICE + "\n" + "\n".join(lines).rstrip() + "\n" for name, lines in contents.items()}


def _rules() -> Iterator[str]:
    yield "# 审核规则\n"
    yield f"共 {len(list(RULES))} 条。程度：**错误**不需要解释就是矛盾，**存疑**可能是口径不同，**提示**是格式文字。\n"
    yield "| 编号 | 程度 | 查什么 | 依据 |\n|---|---|---|---|"
    for rule in RULES:
        yield f"| [{rule.id}](#{rule.id.lower()}) | {rule.severity.label} | {rule.title} | {rule.source} |"
    for rule in RULES:
        yield f'\n<a id="{rule.id.lower()}"></a>\n\n{page(rule)}'


def _commands() -> Iterator[str]:
    speak_chinese()
    yield "# 命令行\n"
    yield "| 退出状态 | 含义 |\n|---|---|"
    for status, meaning in STATUSES.items():
        yield f"| {status.value} | {meaning} |"
    settings = {**gongkai.context_settings, "max_content_width": 100, "terminal_width": 100}
    root = click.Context(gongkai, info_name="gongkai", **settings)
    yield f"\n```\n{gongkai.get_help(root)}\n```"
    for name in COMMANDS:
        command = gongkai.get_command(root, name)
        if command:
            with click.Context(command, root, name, max_content_width=100, terminal_width=100) as context:
                yield f"\n## gongkai {name}\n\n```\n{command.get_help(context)}\n```"


def _settings() -> Iterator[str]:
    yield "# 设置\n"
    yield "平台的设置都来自环境变量；也可以写在一个文件里，每行一个 `名称=值`，用环境变量 `GONGKAI_CONFIG` 指明它的位置"
    yield "（两处都有的，以环境变量为准）。改后重新启动；用 `gongkai doctor` 检查。\n"
    yield "“必设”的，正式环境（`GONGKAI_ENV=production`）没有就不启动。"
    for title, section in SECTIONS.items():
        yield f"\n## {title}\n"
        yield "| 名称 | 含义 | 默认 |\n|---|---|---|"
        for setting in section:
            needed = "**必设。**" if setting.needed else ""
            yield f"| `{setting.name}` | {needed}{setting.help.replace('|', chr(92) + '|')} | {_default(setting)} |"


def _default(setting: Setting) -> str:
    if setting.default in (None, "", []):
        return "空"
    value = ",".join(setting.default) if isinstance(setting.default, list) else str(setting.default)
    return f"`{value.lower() if isinstance(setting.default, bool) else value}`"


STATUSES = {
    Status.CLEAN: "没有“错误”级问题（“存疑”和“提示”不算）",
    Status.ERRORS: "至少一份报告有“错误”级问题；体检（doctor）有不行的项；服务意外结束",
    Status.UNREADABLE: "至少一个文件无法读取（标准错误上每个文件一行原因），或用法不对；其余文件照常处理。重于 1",
    Status.INTERRUPTED: "被 Ctrl-C 中断",
    Status.PIPE_CLOSED: "输出的接收方提前关闭（如 `| head`）",
}


def _forms() -> Iterator[str]:
    yield "# 年度报告格式\n"
    yield "读取、审核、写出都用这一份定义。单元格写作“表/行/列”，与 `gongkai read` 的数据一致。"
    for form in FORMS.values():
        yield f"\n## {form.edition} 年格式\n\n{form.source}\n"
        for heading in form.sections:
            variants = f"（见过的其他写法：{'；'.join(heading.variants)}）" if heading.variants else ""
            yield f"{heading.number}. {heading.title}{variants}"
        for table in form.tables:
            yield from _table(form, table)


def _table(form: Form, table: Table) -> Iterator[str]:
    yield f"\n### {table_name(table.number)} {table.title}\n\n{table.source}\n"
    yield "| 行 | 标签 | 上级标签 |\n|---|---|---|"
    for row in table.rows:
        yield f"| `{row.key}` | {row.label} | {' › '.join(row.groups)} |"
    yield "\n| 列 | 标签 | 所属行 |\n|---|---|---|"
    for column in table.columns:
        rows = [row.key for row in table.rows if column in table.columns_of(row)]
        where = "全部" if len(rows) == len(table.rows) else "、".join(f"`{key}`" for key in rows)
        yield f"| `{column.key}` | {column.label} | {where} |"
    yield f"\n勾稽关系 {len(table.identities)} 条：\n"
    for identity in table.identities:
        yield f"- {identity.rule}：{identity.name}，不符时指在 {form.name(identity.placed)}"


def _letters() -> Iterator[str]:
    yield "# 文书\n"
    yield "每份文书都有一个 Word 模板，可以下载、在 Word 或 WPS 里改文字和版式、再传回来（见[改文书模板](../how-to/letters.md)）。"
    yield "\n| 文书 | 标题 | 签发 | 编号后缀 | 依据 | 缺了不能发出的占位 |\n|---|---|---|---|---|---|"
    for key, letter in letters().items():
        wording = wordings()[key]
        needs = "、".join(f"「{name}」" for name in wording.needs)
        sources = "；".join(letter.sources)
        yield f"| {letter.name} | {wording.title} | {letter.sign_off.label} | {letter.suffix} | {sources} | {needs} |"
    yield "\n## 占位\n\n| 占位 | 含义 |\n|---|---|"
    for name, (meaning, _) in FIELDS.items():
        yield f"| 「{name}」 | {meaning} |"
    yield "\n## 清单的占位\n\n有几项就印几段；放在表格里，有几项就印几行。\n\n| 占位 | 含义 |\n|---|---|"
    for group, (meaning, _, fields) in GROUPS.items():
        yield f"| {'、'.join(f'「{group}{DOT}{field}」' for field in (ORDINAL, *fields))} | {meaning} |"
    yield "\n## 合法性检查\n\n文书发出前，照它当时的文字（包括在 Word 里改过的）逐条检查。有“错误”的不能发出，除非有人写明理由负责发出。"
    yield "\n| 编号 | 程度 | 查什么 | 依据 |\n|---|---|---|---|"
    for rule in LETTER_RULES:
        yield f"| [{rule.id}](#{rule.id.lower()}) | {rule.severity.label} | {rule.title} | {rule.source} |"
    for rule in LETTER_RULES:
        yield f'\n<a id="{rule.id.lower()}"></a>\n\n### {rule.id} {rule.title}\n\n{rule.page.replace("### ", "#### ")}'


def _scan() -> Iterator[str]:
    yield "# 内容检查\n"
    yield "`gongkai scan` 和发布前的审核都用这些检查。**错误**不改正、也没有人写明理由放行，就不能发布。\n"
    yield "| 编号 | 程度 | 查什么 | 依据 |\n|---|---|---|---|"
    for rule in SCAN_RULES:
        yield f"| [{rule.id}](#{rule.id.lower()}) | {rule.severity.label} | {rule.title} | {rule.source} |"
    yield "\n## 随程序的词表\n\n| 词表 | 检查 | 版本 | 日期 | 词数 | 来源 |\n|---|---|---|---|---|---|"
    for words in shipped():
        yield f"| {words.name} | {words.rule} | {words.version} | {words.date} | {len(words.words)} | {words.source} |"
    for rule in SCAN_RULES:
        yield f'\n<a id="{rule.id.lower()}"></a>\n\n## {rule.id} {rule.title}\n\n{rule.page}'


def _provisions() -> Iterator[str]:
    """What stands on each provision: entries of the law's data and rules of the auditor."""
    uses: dict[str, list[str]] = defaultdict(list)
    for provision, entries in index().items():
        uses[str(provision)].extend(f"{use.label}：{use.name}（`{use.key}`）" for use in entries)
    for rule in RULES:
        uses[rule.source].append(f"审核规则：[{rule.id}](rules.md#{rule.id.lower()}) {rule.title}")
    yield "# 条文索引\n"
    yield "程序中的期限、收费、文书、单元格和审核规则，各以哪一条文为据。"
    for source, names in uses.items():
        yield f"\n## {source}\n"
        yield from (f"- {name}" for name in names)


if __name__ == "__main__":
    for name, content in pages().items():
        (REFERENCE / name).write_text(content, encoding="utf-8")
