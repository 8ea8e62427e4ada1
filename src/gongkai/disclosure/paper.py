"""Pages set as PDF in the form of official papers: what a pack or a gazette is printed from."""

from gongkai.letters.faces import BIAO, FANG, HEI, SONG
from gongkai.report.readers.errors import NotInstalled


def stack(*names: str) -> str:
    """Faces in the order of preference, as a style sheet has them."""
    return ", ".join(f'"{name}"' for name in names) + ", serif"


FACES = {
    "fang": stack("仿宋_GB2312", *FANG, *SONG),
    "song": stack(*SONG),
    "biao": stack("方正小标宋简体", *BIAO, *SONG),
    "hei": stack("黑体", *HEI),
}
"""The faces of official papers."""


def pdf_of(page: str) -> bytes:
    """The page as PDF. Raises :class:`~gongkai.report.readers.errors.NotInstalled` where nothing can set it."""
    try:
        import weasyprint  # a part that a machine may do without
    except (ImportError, OSError):
        raise NotInstalled("没有排版 PDF 的软件", "请安装 weasyprint 和 libpango") from None
    made = weasyprint.HTML(string=page, url_fetcher=_nothing).write_pdf()
    return bytes(made)


def _nothing(url: str, *_: object, **__: object) -> dict[str, object]:
    raise ValueError(f"版面不得引用外部资源：{url}")
