"""The work of ``gongkai read``, apart from its options so that the help comes at once."""

from collections.abc import Sequence
from typing import Any

from gongkai.cli.formats import FORMATS
from gongkai.cli.inputs import Input, inputs
from gongkai.cli.outputs import destination
from gongkai.cli.reports import readings
from gongkai.cli.run import Run
from gongkai.cli.status import Status
from gongkai.cli.writing import failure, report_writer
from gongkai.report.batch import Lost
from gongkai.report.writers.results import Failed


def read_files(files: Sequence[str], format: str, output: str | None, *, recursive: bool, **options: Any) -> Status:
    """Read the files and write their reports."""
    run = Run(inputs(files, recursive=recursive), **options)
    writer = report_writer(format)

    def written(file: Input) -> list[bytes]:
        return [writer(reading, file) for reading in readings(file)]

    with destination(output, FORMATS[format], run.files) as write:
        for file, result in run.results(written):
            if not isinstance(result, Lost):
                for content in result:
                    write(file, content)
            elif place := failure(format, Failed(file.name, result.reason)):
                write(file, place)
    return run.status
