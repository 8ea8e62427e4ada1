"""How a report or an audit becomes bytes in each format.

A writer is imported when its format is asked for, and before the workers are forked, so that they share it.
"""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from gongkai.cli.inputs import Input
from gongkai.report.recognise import Reading
from gongkai.report.writers.results import Audited, Failed
from gongkai.report.writers.terminal import Screen

WriteReport = Callable[[Reading, Input], bytes]
WriteAudit = Callable[[Audited, Reading, Input], bytes]


def json_line(value: object) -> bytes:
    """One line of JSON."""
    return msgspec.json.encode(value) + b"\n"


def screen(output: str | None) -> Screen:
    """The terminal that the results are shown on; plain where they go elsewhere or the user wants no colours."""
    shown = output is None and sys.stdout.isatty()
    colour = shown and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Screen(shutil.get_terminal_size((100, 24)).columns if shown else 100, colour=colour)


def report_writer(format: str) -> WriteReport:
    """How ``gongkai read`` writes a report."""
    match format:
        case "html":
            from gongkai.report.writers import html

            return lambda reading, _: html.write_report(reading.report).encode()
        case "docx":
            from gongkai.report.writers import docx

            return lambda reading, _: docx.write_report(reading.report)
        case "pdf":
            from gongkai.letters.render import render
            from gongkai.report.writers import docx

            return lambda reading, _: render(docx.write_report(reading.report)).pdf
        case "xlsx":
            from gongkai.report.writers import xlsx

            return lambda reading, _: xlsx.write_report(reading.report)
        case "xml":
            from gongkai.report.exchange import to_xml

            return lambda reading, _: to_xml(reading.report)
        case "csv":
            from gongkai.report.writers import tidy

            return lambda reading, _: tidy.write_report(reading.report)
        case "md" | "text":
            from gongkai.report.writers import markdown

            return lambda reading, _: markdown.write_report(reading.report).encode()
    from gongkai.report.writers import data

    return lambda reading, file: json_line(data.report_data(reading, file.name))


def audit_writer(format: str, screen: Screen) -> WriteAudit:
    """How ``gongkai audit`` writes an audited report."""
    match format:
        case "html":
            from gongkai.report.writers import html

            return lambda audited, *_: html.write_audit(audited).encode()
        case "docx":
            from gongkai.report.writers import docx

            return lambda audited, reading, file: docx.write_comments(Path(file.path).read_bytes(), reading, audited)
        case "md":
            from gongkai.report.writers import markdown

            return lambda audited, *_: f"{markdown.write_audit(audited)}\n".encode()
        case "json":
            from gongkai.report.writers import data

            return lambda audited, *_: json_line(data.audit_data(audited))
    from gongkai.report.writers import terminal

    return lambda audited, *_: f"{terminal.write_audit(audited, screen)}\n\n".encode()


def failure(format: str, failed: Failed) -> bytes:
    """What stands in the place of a file that could not be read."""
    if format == "json":
        from gongkai.report.writers import data

        return json_line(data.result_data(failed))
    if format == "md":
        from gongkai.report.writers import markdown

        return f"{markdown.write_audit(failed)}\n".encode()
    return b""
