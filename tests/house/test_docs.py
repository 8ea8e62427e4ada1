"""Whatever the documentation lists comes from the code, and what it shows can be run."""

import difflib
import importlib.util
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from gongkai.cli.main import COMMANDS, gongkai
from gongkai.findings import Rule
from gongkai.findings.registry import PAGE_HEADINGS
from gongkai.report.rules import RULES, Subject

ROOT = Path(__file__).parents[2]
MODES = ("tutorial", "how-to", "reference", "explanation")
PROSE = [ROOT / name for name in ("README.md", "README.en.md", "CONTRIBUTING.md")] + sorted(
    path for mode in MODES for path in (ROOT / "docs" / mode).glob("*.md")
)


def generated() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs/generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pages: dict[str, str] = module.pages()
    return pages


def test_reference_pages_are_up_to_date() -> None:
    stale = []
    for name, page in generated().items():
        kept = (ROOT / "docs/reference" / name).read_text("utf-8")
        stale += difflib.unified_diff(kept.splitlines(), page.splitlines(), name, lineterm="")
    assert stale == [], "请运行 make docs"


@pytest.mark.parametrize("rule", list(RULES), ids=lambda rule: rule.id)
def test_every_rule_has_a_page_with_all_headings(rule: Rule[Subject]) -> None:
    lines = [line.strip() for line in rule.page.splitlines()]
    assert lines[0].endswith("。"), "首行用一句话说明查什么"
    headings = [heading for line in lines for heading in PAGE_HEADINGS if line.lstrip("#* ").startswith(heading)]
    assert headings == list(PAGE_HEADINGS)


@pytest.mark.parametrize("rule", list(RULES), ids=lambda rule: rule.id)
def test_the_title_of_a_rule_names_the_fault(rule: Rule[Subject]) -> None:
    assert re.search(r"[\u4e00-\u9fff]", rule.title)
    assert not rule.title.startswith(("应", "请", "须", "检查")), "标题说毛病，不说办法"
    assert rule.source


@pytest.mark.parametrize("path", PROSE, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        if not re.match(r"https?:|mailto:|#", target):
            assert (path.parent / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("path", PROSE, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_in_the_documentation_exist(path: Path) -> None:
    for line in re.findall(r"^(?:\$ )?gongkai (.*)$", path.read_text("utf-8"), re.MULTILINE):
        name, *arguments = shlex.split(line, comments=True)
        assert name in COMMANDS or name.startswith("-"), line
        if name in COMMANDS:
            command = gongkai.get_command(click.Context(gongkai), name)
            assert command
            known = {option for parameter in command.params for option in parameter.opts} | {"--help", "-h"}
            assert {argument for argument in arguments if argument.startswith("-") and argument != "-"} <= known, line


def test_the_documentation_has_its_four_modes() -> None:
    assert {path.parent.name for path in PROSE} >= set(MODES)


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_the_first_screen_shows_what_the_program_says(name: str) -> None:
    (shown,) = re.findall(r"```console\n\$ gongkai ([^\n]+)\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    command, lines = shown
    program = [sys.executable, "-m", "gongkai.cli.main", *shlex.split(command)]
    said = subprocess.run(program, cwd=ROOT, capture_output=True, encoding="utf-8", check=False).stdout
    assert lines.removesuffix("     …\n") in said
