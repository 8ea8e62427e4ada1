"""The faces that a letter asks for, and what this machine has in their place."""

import functools
import shutil
import subprocess
from collections.abc import Iterable, Mapping

from lxml.etree import _Element

from gongkai.report.readers.ooxml import W

SONG = ("思源宋体", "Source Han Serif SC", "Noto Serif CJK SC", "宋体", "SimSun", "AR PL UMing CN")
FANG = ("仿宋", "FangSong", "STFangsong", "华文仿宋", "方正仿宋_GBK", "方正仿宋简体", "FandolFang R", "LXGW WenKai")
BIAO = ("方正小标宋_GBK", "小标宋", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong")
HEI = ("SimHei", "Microsoft YaHei", "Source Han Sans SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei")
STACKS: dict[str, tuple[str, ...]] = {
    "仿宋_GB2312": (*FANG, *SONG),
    "仿宋": ("仿宋_GB2312", *FANG, *SONG),
    "方正小标宋简体": (*BIAO, *SONG),
    "黑体": HEI,
    "宋体": SONG,
    "楷体_GB2312": ("楷体", "KaiTi", "STKaiti", "LXGW WenKai", *SONG),
}
"""Face → what may stand for it, the likest first."""
_FACES = tuple(f"{W}{script}" for script in ("eastAsia", "ascii", "hAnsi", "cs"))


@functools.cache
def installed() -> frozenset[str]:
    """The families of this machine, under all their names; empty where fontconfig is not there."""
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    listed = subprocess.run([program, ":", "family"], capture_output=True, encoding="utf-8", timeout=20, check=False)
    return frozenset(name.strip() for line in listed.stdout.splitlines() for name in line.split(","))


def missing(asked: Iterable[str], here: frozenset[str]) -> dict[str, str]:
    """Faces that are not here, each with the one to take; empty where nothing fits."""
    return {
        face: next((other for other in STACKS.get(face, SONG) if other in here), "")
        for face in dict.fromkeys(asked)
        if face not in here
    }


def asked(roots: Iterable[_Element]) -> list[str]:
    """The Chinese faces that styles and text ask for."""
    fonts = (fonts for root in roots for fonts in root.iter(f"{W}rFonts"))
    return list(dict.fromkeys(face for f in fonts if (face := f.get(_FACES[0], "")) and not face.isascii()))


def change(roots: Iterable[_Element], taken: Mapping[str, str]) -> None:
    """Ask for the faces that are here."""
    for root in roots:
        for fonts in root.iter(f"{W}rFonts"):
            for script in _FACES:
                if other := taken.get(fonts.get(script, "")):
                    fonts.set(script, other)


def notes(taken: Mapping[str, str]) -> tuple[str, ...]:
    """What to tell the user of faces that are not here."""
    if not taken:
        return ()
    told = "、".join(f"{face}（用{other or '系统默认字体'}代替）" for face, other in taken.items())
    return (f"本机没有安装字体：{told}。版面与公文格式不完全一致，正式文书请安装字体后重新生成",)
