"""Whatever the user can see is Chinese: our own help, and what the click library says."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from cli.program import Call
from gongkai.cli import chinese
from gongkai.cli.main import COMMANDS
from gongkai.cli.main import gongkai as root

CATALOGUE = Path(chinese.__file__).parent / "locale/zh_CN/LC_MESSAGES/click.po"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_every_option_has_help_in_chinese(name: str) -> None:
    command = root.get_command(click.Context(root), name)
    assert command is not None
    assert CHINESE.search(command.help or "")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert CHINESE.search(parameter.help or ""), parameter.opts
        if not isinstance(parameter.type, click.Choice | click.types.BoolParamType):
            assert CHINESE.search(parameter.metavar or ""), parameter.opts


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["audit"], "缺少参数"),
        (["audit", "--unknown"], "没有“--unknown”这个选项"),
        (["audti"], "没有“audti”这个命令"),
        (["read", "x", "--format", "exe"], "“exe”不在可选值"),
        (["read", "x", "--jobs", "many"], "不是有效的数字"),
        (["read", "x", "--jobs", "0"], "超出范围"),
        (["read", "x", "--output"], "后面缺少取值"),
        (["rules", "Z99"], "没有编号为 Z99 的规则"),
    ],
)
def test_wrong_usage_is_explained_in_chinese_and_exits_with_2(gongkai: Call, arguments: list[str], said: str) -> None:
    done = gongkai(*arguments, env={"LANG": "en_US.UTF-8", "LANGUAGE": "en"})
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not re.search(r"\b(Usage|Error|Try|Missing|Invalid|No such)\b", done.stderr)


def test_all_that_click_can_say_is_translated() -> None:
    with CATALOGUE.open(encoding="utf-8") as file:
        known = {message.id if isinstance(message.id, str) else message.id[0] for message in read_po(file)}
    said = {message for path in Path(click.__file__).parent.glob("*.py") for message in _messages(path)}
    assert said - known == set()
    unseen = {"", "required"}  # the head of the catalogue; a word that click keeps in a variable
    assert known - said - unseen == set(), "click 不再说这些话，可以从译文目录中删去"


def test_translations_keep_the_placeholders() -> None:
    with CATALOGUE.open(encoding="utf-8") as file:
        for message in read_po(file):
            original = " ".join(message.id) if isinstance(message.id, tuple) else message.id
            string = " ".join(message.string) if isinstance(message.string, tuple) else message.string
            assert set(re.findall(r"{(\w+)", string)) <= set(re.findall(r"{(\w+)", original)), original


def test_the_compiled_catalogue_is_up_to_date(tmp_path: Path) -> None:
    with CATALOGUE.open(encoding="utf-8") as file, (tmp_path / "click.mo").open("wb") as compiled:
        write_mo(compiled, read_po(file))
    with CATALOGUE.with_suffix(".mo").open("rb") as tracked, (tmp_path / "click.mo").open("rb") as fresh:
        assert read_mo(tracked)._messages == read_mo(fresh)._messages, "请运行 make docs"


def test_colours_only_on_terminals_that_want_them(faulty: Path) -> None:
    def shown(**env: str) -> str:
        variables = " ".join(f"{key}={value}" for key, value in env.items())
        call = f"{variables} {sys.executable} -m gongkai.cli.main audit {faulty}"
        return subprocess.run(["script", "-qec", call, "/dev/null"], capture_output=True, text=True, check=False).stdout

    assert "\x1b[" in shown(TERM="xterm")
    assert "\x1b[" not in shown(TERM="xterm", NO_COLOR="1")
    assert "\x1b[" not in shown(TERM="dumb")


def _messages(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="_" | "ngettext"), args=[ast.Constant(value=str(message)), *_]):
                yield message
