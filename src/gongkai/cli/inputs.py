"""FILE… on the command line → the files to read, each with the name by which the user knows it."""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import msgspec

from gongkai.report.readers.open import MAX_BYTES

STANDARD_INPUT = "-"


class Input(msgspec.Struct, frozen=True):
    """A file to read, and its name for people: a path need not be valid Unicode, what is printed must be."""

    path: str
    name: str


def inputs(arguments: Iterable[str], *, recursive: bool) -> list[Input]:
    """The files in the order given; with ``recursive`` a folder stands for the files in it, in the order of names."""
    found = [entry for argument in arguments for entry in _entries(argument, recursive=recursive)]
    if not found:
        raise click.UsageError("所给文件夹中没有文件。")
    return found


def printable(path: str) -> str:
    """A path as text; a name that is not UTF-8 is most likely GB18030, as old archives have it.

    >>> printable(os.fsdecode("年报.doc".encode("gb18030")))
    '年报.doc'
    """
    name = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("utf-8", "replace")


def _entries(argument: str, *, recursive: bool) -> Iterator[Input]:
    if argument == STANDARD_INPUT:
        yield Input(_spooled(), STANDARD_INPUT)
    elif recursive and Path(argument).is_dir():
        for folder, folders, names in os.walk(argument):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(name for name in names if not name.startswith((".", "~$"))):
                path = os.path.join(folder, name)  # noqa: PTH118  (pathlib would drop a leading ./)
                yield Input(path, printable(path))
    else:
        yield Input(argument, printable(argument))


def _spooled() -> str:
    """Standard input as a file that a worker can open; a byte over the limit is enough for the reader to refuse it."""
    file = tempfile.NamedTemporaryFile(prefix="gongkai-")  # noqa: SIM115  (the context closes it)
    click.get_current_context().with_resource(file)
    file.write(sys.stdin.buffer.read(MAX_BYTES + 1))
    file.flush()
    return file.name
