"""``gongkai scan``: any text or file → what should not stand in it before it is published."""

from typing import Any

import click

from gongkai.cli.options import files_argument, format_option, output_option, run_options
from gongkai.cli.status import Status

DEFAULT = "text"
CHOICES = ("text", "json")


@click.command("scan")
@files_argument
@format_option(DEFAULT, CHOICES)
@output_option
@click.option("--words", metavar="文件", help="本单位词表（YAML，写法见文档），加在随程序的词表之前。")
@run_options
def command(
    files: tuple[str, ...], format: str | None, output: str | None, words: str | None, **options: Any
) -> Status:
    """检查文件里有没有不该公开、写得不对的内容：个人信息、严重表述错误、错别字、日期、网址，以及批注、隐藏行列和文件属性。

    文本、网页、Word、Excel、PDF、OFD 均可。显示的个人信息都已遮盖。

    \b
    例：gongkai scan 公示名单.xlsx
        gongkai scan 附件/*.pdf --format json
    """
    from gongkai.cli.formats import chosen_format
    from gongkai.cli.scanning import scan_files

    return scan_files(files, chosen_format(format, output, DEFAULT, CHOICES), output, words, **options)
