"""Names for files that are no report, so that the message can say what was given and what to do."""

_UNPACK = "请先解压，再给出其中的报告文件"
_AS_PICTURE = "请转存为 JPG 或 PDF 后再试"
_NAMES: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"MZ", "Windows 程序", ""),
    (0, b"\x7fELF", "Linux 程序", ""),
    (0, b"\xcf\xfa\xed\xfe", "macOS 程序", ""),
    (0, b"\xca\xfe\xba\xbe", "程序", ""),
    (0, b"Rar!\x1a\x07", "RAR 压缩包", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "7z 压缩包", _UNPACK),
    (0, b"\x1f\x8b", "gzip 压缩包", _UNPACK),
    (0, b"BZh", "bzip2 压缩包", _UNPACK),
    (0, b"\xfd7zXZ\x00", "xz 压缩包", _UNPACK),
    (0, b"(\xb5/\xfd", "zstd 压缩包", _UNPACK),
    (0, b"PK\x05\x06", "空的压缩包", ""),
    (257, b"ustar", "tar 归档", _UNPACK),
    (0, b"ID3", "录音", ""),
    (0, b"\xff\xfb", "录音", ""),
    (0, b"\xff\xf3", "录音", ""),
    (0, b"OggS", "录音", ""),
    (0, b"fLaC", "录音", ""),
    (0, b"#!AMR", "录音", ""),
    (8, b"WAVE", "录音", ""),
    (8, b"AVI ", "录像", ""),
    (4, b"ftypheic", "苹果 HEIC 照片", _AS_PICTURE),
    (4, b"ftypM4A", "录音", ""),
    (4, b"ftyp", "录像", ""),
    (0, b"\x1aE\xdf\xa3", "录像", ""),
    (0, b"FLV\x01", "录像", ""),
    (0, b"0&\xb2u\x8ef\xcf\x11", "录像或录音", ""),
    (0, b"SQLite format 3\x00", "数据库", ""),
    (0, b"8BPS", "Photoshop 图片", _AS_PICTURE),
    (0, b"AC10", "CAD 图纸", ""),
    (0, b"CAJ", "知网 CAJ 文献", "请转存为 PDF 后再试"),
    (0, b"wOFF", "字体", ""),
    (0, b"OTTO", "字体", ""),
    (0, b"\x00\x01\x00\x00", "字体", ""),
    (0, b"ttcf", "字体", ""),
)


def name_of(data: bytes) -> tuple[str, str]:
    """What the bytes are, in Chinese, and what to do about it; empty strings where there is nothing to say.

    >>> name_of(b"Rar!\\x1a\\x07\\x00")
    ('RAR 压缩包', '请先解压，再给出其中的报告文件')
    """
    for offset, magic, name, advice in _NAMES:
        if data.startswith(magic, offset):
            return name, advice
    return "", ""
