"""``gongkai``: the group of commands, and the edge where whatever went wrong becomes one line and an exit status."""

import enum
import importlib
import os
import sys
from typing import Any

import click

from gongkai.cli.chinese import speak_chinese


class Status(enum.IntEnum):
    """The exit statuses of all commands."""

    CLEAN = 0
    """Nothing is wrong."""
    ERRORS = 1
    """A report has findings of severity ``error``."""
    UNREADABLE = 2
    """An input could not be read, or the command was called wrongly; weighs more than ``ERRORS``."""
    INTERRUPTED = 130
    """Ctrl-C."""
    PIPE_CLOSED = 141
    """Whoever read the output has gone."""


COMMANDS = {
    "audit": "gongkai.cli.audit",
    "read": "gongkai.cli.read",
    "compare": "gongkai.cli.compare",
    "rules": "gongkai.cli.rules",
    "due": "gongkai.cli.due",
    "fee": "gongkai.cli.fee",
}
"""The commands in the order of the help, and the modules that hold them as ``command``."""


class Commands(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, or ``None`` where there is none of the name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        command.options_metavar = "[选项]"
        return command


@click.group(
    cls=Commands,
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="退出状态：0 没有问题；1 有“错误”级问题；2 有文件无法读取，或用法不对。",
)
@click.version_option(None, "-V", "--version", package_name="gongkai", prog_name="gongkai")
def gongkai() -> None:
    """政府信息公开工作年度报告的读取、审核与比较，以及期限、收费的计算。"""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its :class:`Status`."""
    speak_chinese()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        status: Any = gongkai.main(arguments, prog_name="gongkai", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return Status.UNREADABLE
    except click.Abort:
        click.echo("已中断。", err=True)
        return Status.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it flushes
        return Status.PIPE_CLOSED
    return Status(status or 0)


if __name__ == "__main__":
    main()
