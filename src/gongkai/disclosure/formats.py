"""Formats that an office keeps files in, told by their first bytes: an ending can say anything."""

from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

HEAD = 1024
"""First bytes that tell a format."""

_OOXML = "application/vnd.openxmlformats-officedocument"
_OLE, _ZIP = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",), (b"PK\x03\x04",)
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
FORMATS: dict[str, tuple[str, tuple[bytes, ...]]] = {
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".doc": ("application/msword", (*_OLE, b"{\\rtf")),
    ".xls": ("application/vnd.ms-excel", _OLE),
    ".ppt": ("application/vnd.ms-powerpoint", _OLE),
    ".wps": ("application/vnd.ms-works", (*_OLE, *_ZIP)),
    ".docx": (f"{_OOXML}.wordprocessingml.document", _ZIP),
    ".xlsx": (f"{_OOXML}.spreadsheetml.sheet", _ZIP),
    ".pptx": (f"{_OOXML}.presentationml.presentation", _ZIP),
    ".ofd": ("application/ofd", _ZIP),
    ".zip": ("application/zip", _ZIP),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
}
"""Ending → media type and the first bytes that such a file has."""


def refuse_disguised(name: str, head: bytes) -> None:
    """Raise ``ValidationError`` for a program, and for what is not what its ending says; other endings say nothing."""
    if head.startswith(_PROGRAMS):
        raise ValidationError(f"“{name}”是程序文件，不能上传。")
    ending = PurePath(name).suffix.lower()
    _, beginnings = FORMATS.get(ending, ("", (b"",)))
    if not head.startswith(beginnings) and not (ending == ".pdf" and beginnings[0] in head):  # some begin with rubbish
        raise ValidationError(f"“{name}”的内容不是 {ending.removeprefix('.')} 格式，请确认没有改过后缀名。")


def media_type_of(name: str, upload: UploadedFile) -> str:
    """The media type of a file that may be attached. ``ValidationError`` for one that is empty, too large or disguised."""
    if not upload.size:
        raise ValidationError(f"“{name}”是空的，请检查后重新选择。")
    if upload.size > settings.UPLOAD_LIMIT:
        raise ValidationError(f"“{name}”超过 {settings.UPLOAD_LIMIT // 2**20} MB 的上限。")
    ending = PurePath(name).suffix.lower()
    if ending not in FORMATS:
        endings = "、".join(known.removeprefix(".") for known in FORMATS)
        raise ValidationError(f"“{name}”的格式不能作为附件。可以用：{endings}。")
    upload.seek(0)
    refuse_disguised(name, upload.read(HEAD))
    upload.seek(0)
    return FORMATS[ending][0]
