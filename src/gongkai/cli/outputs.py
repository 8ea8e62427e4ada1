"""Where results go: standard output, one file, or a folder with a file for each report.

A file appears whole or not at all: it is written under another name and then renamed.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

Write = Callable[[str, bytes], object]
"""Takes the name of the input, as the user knows it, and the result for one report of it."""

_WHY = {
    errno.ENOENT: "文件夹不存在，请先建好",
    errno.ENOTDIR: "上级路径不是文件夹",
    errno.EISDIR: "这是文件夹",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "文件名太长",
}


@contextlib.contextmanager
def destination(output: str | None, suffix: str, *, text: bool, sources: Iterable[str]) -> Iterator[Write]:
    """How to write results to the ``-o`` of the command line.

    Without one they go to standard output, in its encoding where they are ``text``; a folder, or a path with a
    slash at its end, receives one file for each result; any other path receives all results in one file.
    """
    try:
        if output is None or output == "-":
            yield _to_stdout(text=text)
        elif output.endswith(os.sep) or Path(output).is_dir():
            Path(output).mkdir(parents=True, exist_ok=True)
            yield _to_folder(Path(output), suffix, sources)
        else:
            _refuse_source(Path(output), sources)
            with _replacing(Path(output)) as write:
                yield lambda _, content: write(content)
    except BrokenPipeError:
        raise
    except OSError as error:
        why = _WHY.get(error.errno or 0, error.strerror)
        raise click.ClickException(f"写不了“{output}”：{why}。") from error


def _to_stdout(*, text: bool) -> Write:
    encoding = sys.stdout.encoding
    stdout = sys.stdout.buffer

    def write(_: str, content: bytes) -> None:
        stdout.write(content.decode().encode(encoding, "replace") if text and encoding != "utf-8" else content)
        if sys.stdout.isatty():
            stdout.flush()

    return write


def _to_folder(folder: Path, suffix: str, sources: Iterable[str]) -> Write:
    taken: set[str] = set()

    def write(source: str, content: bytes) -> None:
        stem = Path(source).stem if source != "-" else "stdin"
        names = (f"{stem}{count}{suffix}" for count in ("", *(f"-{n}" for n in range(2, 1_000_000))))
        name = next(name for name in names if name not in taken)
        taken.add(name)
        _refuse_source(folder / name, sources)
        with _replacing(folder / name) as put:
            put(content)

    return write


def _refuse_source(output: Path, sources: Iterable[str]) -> None:
    """Refuse to write over what is being read."""
    if output.exists() and any(Path(s).exists() and output.samefile(s) for s in sources):
        raise click.UsageError(f"“{output}”正是要读的文件，请换一个名称保存结果。")


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[Callable[[bytes], object]]:
    path = path.resolve()
    if path.exists() and not path.is_file():  # a pipe or a device cannot be renamed over
        with path.open("wb") as file:
            yield file.write
        return
    partial = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            yield file.write
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
