"""``gongkai``: the group of commands, and the edge where whatever went wrong becomes one line and an exit status."""

import importlib
import os
import sys
from typing import Any

import click

from gongkai.cli.chinese import speak_chinese
from gongkai.cli.status import Status

COMMANDS = {
    "audit": "审核年报：逐处指出问题、两边的数据和依据。",
    "read": "读取年报：得到数据，或规定格式的报告。",
    "compare": "比较两份年报：逐项列出增减和文字异同。",
    "scan": "检查要公开的文件：个人信息、表述、错别字、隐藏内容。",
    "rules": "列出审核规则，或显示一条规则的说明。",
    "due": "计算依申请公开的期限。",
    "fee": "计算信息处理费。",
    "compile": "由台账编制机关的年度报告。",
    "serve": "运行平台：门户、工作台和后台任务。",
    "worker": "只运行后台任务，例如在另一台机器上。",
    "migrate": "建立或升级平台的数据库。",
    "reindex": "重建搜索索引。",
    "publish": "把门户写成静态文件，由 nginx 等直接提供。",
    "create-organ": "登记机关及其管理员。",
    "backup": "备份平台的数据库和文件。",
    "restore": "从备份恢复。",
    "rotate-keys": "用新密钥重新加密个人数据。",
    "doctor": "体检：缺什么、哪里不对、怎么办。",
    "demo": "装入演示地区，供试用。",
}
"""The commands in the order of the help; each is the ``command`` of the module of its name."""


class Commands(click.Group):
    """A group that imports a command when it is called, and none for the list of commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, or ``None`` where there is none of the name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"gongkai.cli.{cmd_name.replace('-', '_')}").command
        command.options_metavar = "[选项]"
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that has gone away (``| head``) is no fault of ours, but a status of its own."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it flushes
            return Status.PIPE_CLOSED
        return status

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table."""
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Commands,
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="退出状态：0 没有问题；1 有“错误”级问题；2 有文件无法读取，或用法不对。",
)
@click.version_option(
    None,
    "-V",
    "--version",
    package_name="gongkai",
    prog_name="gongkai",
    message="%(prog)s %(version)s",
    help="显示版本号。",
)
def gongkai() -> None:
    """政府信息公开工作年度报告的读取、审核与比较，期限、收费的计算，以及平台的运行。"""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its :class:`Status`."""
    speak_chinese()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        return Status(gongkai.main(arguments, prog_name="gongkai", standalone_mode=False) or Status.CLEAN)
    except click.ClickException as error:
        error.show()
        return Status.UNREADABLE
    except click.Abort:
        click.echo("已中断。", err=True)
        return Status.INTERRUPTED


if __name__ == "__main__":
    main()
