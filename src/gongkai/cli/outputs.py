"""Where results go: standard output, one file, or a folder with a file for each result.

A file appears whole or not at all: it is written under another name and then renamed. Without a result there is none.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from gongkai.cli.formats import Format
from gongkai.cli.inputs import STANDARD_INPUT, Input

Put = Callable[[bytes], object]
Write = Callable[[Input, bytes], object]
"""Takes the file that was read, and the result for it or for one report of it."""

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
def destination(output: str | None, format: Format, sources: Sequence[Input]) -> Iterator[Write]:
    """How to write results to the ``-o`` of the command line.

    Without one they go to standard output; a folder, or a path that ends in a slash, receives a file for each
    result; any other path receives all results, or the only one where the format cannot hold several.
    """
    try:
        if output is None or output == "-":
            if format.binary and sys.stdout.isatty():
                raise click.UsageError(f"{format.suffix} 不能显示在终端上，请用 -o 写明保存到哪里。")
            yield _one_after_another(_to_stdout(format), format)
        elif output.endswith(os.sep) or Path(output).is_dir():
            Path(output).mkdir(parents=True, exist_ok=True)
            yield _to_folder(Path(output), format, sources)
        else:
            with _replacing(Path(output), sources) as put:
                yield _one_after_another(put, format)
    except BrokenPipeError:
        raise
    except OSError as error:
        why = _WHY.get(error.errno or 0, error.strerror)
        raise click.ClickException(f"写不了“{output}”：{why}。") from error


def _one_after_another(put: Put, format: Format) -> Write:
    written = 0

    def write(_: Input, content: bytes) -> None:
        nonlocal written
        written += 1
        if written > 1 and not format.joins:
            raise click.UsageError(f"有不止一份报告，而一个 {format.suffix} 只放一份：请用 -o 文件夹/ 分别保存。")
        put(content)

    return write


def _to_stdout(format: Format) -> Put:
    encoding = "utf-8" if format.suffix == ".json" or format.binary else sys.stdout.encoding

    def put(content: bytes) -> None:
        sys.stdout.buffer.write(content if encoding == "utf-8" else content.decode().encode(encoding, "replace"))
        if sys.stdout.isatty():
            sys.stdout.buffer.flush()

    return put


def _to_folder(folder: Path, format: Format, sources: Sequence[Input]) -> Write:
    taken: set[str] = set()

    def write(source: Input, content: bytes) -> None:
        stem = "标准输入" if source.name == STANDARD_INPUT else Path(source.name).stem
        name, count = stem, 1
        while name in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add(name)
        with _replacing(folder / (name + format.suffix), sources) as put:
            put(content)

    return write


@contextlib.contextmanager
def _replacing(path: Path, sources: Sequence[Input]) -> Iterator[Put]:
    path = path.resolve()
    if path.exists() and any(Path(source.path).exists() and path.samefile(source.path) for source in sources):
        raise click.UsageError(f"“{path.name}”正是要读的文件，请换一个名称保存结果。")
    if path.exists() and not path.is_file():  # a pipe or a device cannot be renamed over
        with path.open("wb") as file:
            yield file.write
        return
    partial = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            yield file.write
        if partial.stat().st_size:
            partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
