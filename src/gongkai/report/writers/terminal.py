"""An audited report on the terminal."""

from collections.abc import Iterator

from gongkai.findings import Finding, Severity
from gongkai.report.writers.characters import printable
from gongkai.report.writers.fold import columns, fold
from gongkai.report.writers.results import Audited, Failed, Result, tally
from gongkai.report.writers.wording import MARKS, advice, place, quote, values

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
BOLD, FAINT = "1", "2"
_INDENT = "     "
WIDEST = 100
"""A line of Chinese longer than this many columns is tiring to read, however wide the terminal is."""


class Screen:
    """A terminal: how wide it is and whether it shows colours."""

    def __init__(self, width: int = 80, *, colour: bool = False) -> None:
        self.width = min(width, WIDEST)
        self.colour = colour

    def paint(self, text: str, *codes: str) -> str:
        """The text in the colours and weights of the codes, where the terminal shows them."""
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if self.colour and text else text

    def rule(self, label: str, *codes: str) -> str:
        """A line across the screen that starts with the label."""
        line = "─" * max(3, (self.width - columns(label) - 1) // columns("─"))
        return f"{self.paint(label, *codes)} {self.paint(line, FAINT)}"


def write_audit(result: Result, screen: Screen) -> str:
    """What one file came to: its findings by severity, the errors first, and how many there are."""
    if isinstance(result, Failed):
        return printable(fold(f"{result.path}：{result.error}", screen.width))
    return "\n".join(_audited(result, screen))


def write_summary(reports: int, wrong: int, unread: int) -> str:
    """One line over a run: how many reports were audited, how many have errors, how many files could not be read.

    >>> write_summary(5, 2, 0)
    '共审核 5 份报告，其中 2 份有错误。'
    """
    rest = f"，{unread} 个文件不能读取" if unread else ""
    return f"共审核 {reports} 份报告，其中 {wrong} 份有错误{rest}。"


def _audited(audited: Audited, screen: Screen) -> Iterator[str]:
    report = audited.report
    yield screen.paint(fold(printable(audited.title), screen.width), BOLD)
    yield screen.paint(printable(fold(f"{audited.label} · {report.form} 年格式", screen.width)), FAINT)
    for note in audited.notes:
        yield screen.paint(printable(fold(f"注：{note}", screen.width)), FAINT)
    for severity in Severity:
        found = audited.of(severity)
        if found:
            yield ""
            yield screen.rule(f"{severity.label} {len(found)} 处", BOLD, _COLOURS[severity])
            for number, finding in found:
                yield from _finding(number, finding, audited, screen)
    yield ""
    yield screen.paint(f"{tally(audited.findings)}。", BOLD)


def _finding(number: int, finding: Finding, audited: Audited, screen: Screen) -> Iterator[str]:
    form = audited.report.edition
    head = fold(printable(f"{finding.rule}  {place(finding.where, form)}"), screen.width, _INDENT)
    yield f"{number:>2} {screen.paint(MARKS[finding.severity], _COLOURS[finding.severity])} {head.lstrip()}"
    if words := quote(finding.where):
        yield screen.paint(fold(printable(f"“{words}”"), screen.width, _INDENT), FAINT)
    yield fold(printable(finding.message), screen.width, _INDENT)
    numbers = "   ".join(f"{caption} {text}" for caption, text in values(finding, form))
    if numbers:
        yield fold(printable(numbers), screen.width, _INDENT)
    for caption, text in advice(finding):
        yield screen.paint(fold(printable(f"{caption}：{text}"), screen.width, _INDENT), FAINT)
