"""The rules of leaders, their portraits, and of what is said of a body."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from gongkai.engagement.models.leader import Leader, Profile
from gongkai.organs.models import Organ

LEAST, MOST = (200, 260), (4_000, 5_000)
"""Pixels of a portrait, wide and high."""
LARGEST = 2 * 2**20


def checked(_organ: Organ, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as they may be stored."""
    since, until = fields.get("since"), fields.get("until")
    if not since:
        raise ValidationError({"since": "请填写任职日期。"})
    if until and until < since:
        raise ValidationError({"until": "离任日期早于任职日期，请核对。"})
    return dict(fields)


def obstacle(draft: Leader) -> str | None:
    """That nothing is said of the division of work."""
    return None if draft.duties.strip() else "还没有写分工，请先补充。"


def portrait(name: str, upload: UploadedFile) -> None:
    """Refuse with ``ValidationError`` what is no portrait: another format, too small, too large, lying."""
    from PIL import Image, UnidentifiedImageError

    if (upload.size or 0) > LARGEST:
        raise ValidationError(f"照片“{name}”超过 {LARGEST // 2**20} MB，请压缩后重新选择。")
    try:
        with Image.open(upload) as image:
            kind, (width, height) = image.format, image.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(f"“{name}”不是能读的照片，请用 JPG 或者 PNG。") from error
    finally:
        upload.seek(0)
    if kind not in {"JPEG", "PNG"}:
        raise ValidationError(f"“{name}”不是 JPG 或者 PNG 照片。")
    if width < LEAST[0] or height < LEAST[1] or width > MOST[0] or height > MOST[1]:
        raise ValidationError(f"照片是 {width}×{height} 像素，应在 {LEAST[0]}×{LEAST[1]} 和 {MOST[0]}×{MOST[1]} 之间。")
    if width > height:
        raise ValidationError("照片应当是竖的。")


def checked_profile(_organ: Organ, fields: Mapping[str, Any]) -> dict[str, Any]:
    """As they are."""
    return dict(fields)


def obstacle_to_profile(draft: Profile) -> str | None:
    """That it is empty."""
    return None if draft.body else "主要职能是空的，请先补充。"
