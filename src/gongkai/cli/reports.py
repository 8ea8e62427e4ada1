"""From files to the reports in them; and the reports that another is held against."""

from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from gongkai.cli.inputs import Input, inputs
from gongkai.report.batch import Limits, Lost, each
from gongkai.report.load import load_reports
from gongkai.report.model import AnnualReport
from gongkai.report.recognise import Reading


def readings(file: Input) -> tuple[Reading, ...]:
    """The reports in the file; :class:`~gongkai.report.readers.Unreadable` where there is none."""
    return load_reports(Path(file.path))


def reports(file: Input) -> tuple[AnnualReport, ...]:
    """The reports in the file, without how they were read."""
    return tuple(reading.report for reading in readings(file))


class Neighbours(msgspec.Struct, frozen=True):
    """What a report is held against: reports of the year before, and of the bodies whose figures it adds up."""

    previous: tuple[AnnualReport, ...] = ()
    parts: tuple[AnnualReport, ...] = ()

    def year_before(self, report: AnnualReport) -> AnnualReport | None:
        """The report of the same body for the year before; where just one was given, that one whatever it says."""
        for other in self.previous:
            if other.organ == report.organ and other.year is not None and other.year + 1 == report.year:
                return other
        return self.previous[0] if len(self.previous) == 1 else None


def gather(arguments: Sequence[str], limits: Limits) -> tuple[AnnualReport, ...]:
    """All reports in the files and folders; the command ends where one of them cannot be read."""
    files = inputs(arguments, recursive=True) if arguments else []
    found: list[AnnualReport] = []
    for file, result in zip(files, each(reports, files, limits=limits), strict=True):
        if isinstance(result, Lost):
            raise click.ClickException(f"{file.name}：{result.reason}")
        found.extend(result)
    return tuple(found)
