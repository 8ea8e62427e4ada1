"""What is done with drafts, by whoever writes them."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from gongkai.applications.actions.casework import attach
from gongkai.applications.actions.intake import Intake, submit
from gongkai.applications.drafts.kinds import refuse_foreign
from gongkai.applications.drafts.models import Draft, DraftFile
from gongkai.applications.models import Application
from gongkai.jobs.actions import start
from gongkai.organs.models import Organ
from gongkai.vault import files

KEPT = dt.timedelta(days=14)
"""How long a draft is kept after it was last written to."""
KEPT_AFTER = dt.timedelta(days=1)
"""How long it leads to the receipt once it was handed in."""
FORGET = "forget_drafts"

MEGABYTE = 2**20
MOST_FILES = 8
LARGEST_FILE = 10 * MEGABYTE
LARGEST_ALL = 30 * MEGABYTE
ROOM = 2_048 * MEGABYTE
"""What the files of all drafts together may take: a flood of them must not fill the disk."""
LONGEST = 20_000
"""Characters kept of an answer; what is longer is told to be too long, and shortened."""


@transaction.atomic
def begin(organ: Organ) -> Draft:
    """A draft without answers; forgotten after some days without a word."""
    draft = Draft(organ=organ)
    draft.seal({"answers": {}})
    draft.save()
    start(FORGET, actor=None, on=organ, not_before=timezone.now() + KEPT)
    return draft


@transaction.atomic
def write(draft: Draft, step: str, answers: Mapping[str, list[str]]) -> Draft:
    """Keep what was typed in a step, right or wrong: nothing typed is lost."""
    locked = _lock(draft)
    if locked.application is not None:
        return locked
    kept = locked.answers
    kept[step] = {name: [value[:LONGEST] for value in values] for name, values in answers.items()}
    locked.seal({"answers": kept})
    locked.save()
    return locked


@transaction.atomic
def add_file(draft: Draft, kind: str, name: str, data: bytes) -> DraftFile:
    """Keep a file with the draft. ``ValidationError`` where kind, size or number are not allowed."""
    locked = _lock(draft)
    name = PurePath(name.replace("\\", "/")).name[-200:] or "未命名文件"
    _refuse_too_much(locked, name, len(data))
    refuse_foreign(name, data)
    sha256 = hashlib.sha256(data).hexdigest()
    if there := locked.files.filter(sha256=sha256).first():
        return there
    key = files.new_key()
    file = DraftFile(draft=locked, kind=kind, sha256=sha256, size=len(data))
    file.seal({"name": name, "key": key.hex()})
    file.content.save("", ContentFile(b"".join(files.sealed([data], key))))
    locked.save(update_fields=["written_at"])
    return file


@transaction.atomic
def remove_file(draft: Draft, identifier: str) -> None:
    """Take a file out again; nothing where it is gone already."""
    locked = _lock(draft)
    for file in locked.files.all():
        if str(file.pk) == identifier:
            _delete_files([file])


@transaction.atomic
def hand_in(draft: Draft, intake: Intake) -> Application:
    """Make the draft an application with its files; handed in twice it is one. The answers are gone from the draft."""
    locked = _lock(draft)
    if locked.application is not None:
        return locked.application
    application = submit(locked.organ, intake, key=str(locked.pk))
    kept = list(locked.files.all())
    for file in kept:
        attach(None, application, file.kind, file.name, file.chunks())
    _delete_files(kept)
    locked.seal({})
    locked.application = application
    locked.save()
    return application


@transaction.atomic
def forget(draft: Draft) -> None:
    """Delete the draft with its files; an application that it became stays."""
    locked = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if locked is not None:
        _delete_files(list(locked.files.all()))
        locked.delete()


def forget_old(organ: Organ, now: dt.datetime) -> int:
    """Forget the organ's drafts that lie longer than they are kept; how many there were."""
    old = Q(written_at__lt=now - KEPT) | Q(written_at__lt=now - KEPT_AFTER, application__isnull=False)
    left = list(Draft.objects.filter(old, organ=organ))
    for draft in left:
        forget(draft)
    return len(left)


def _lock(draft: Draft) -> Draft:
    return Draft.objects.select_for_update(of=("self",)).select_related("organ").get(pk=draft.pk)


def _refuse_too_much(draft: Draft, name: str, size: int) -> None:
    if draft.application is not None:
        raise ValidationError("申请已经提交，不能再添加附件。")
    if size > LARGEST_FILE:
        raise ValidationError(
            f"“{name}”有 {size / MEGABYTE:.1f} MB，超过 {LARGEST_FILE // MEGABYTE} MB 的上限，请压缩后重新选择。"
        )
    sizes = list(draft.files.values_list("size", flat=True))
    if len(sizes) >= MOST_FILES:
        raise ValidationError(f"附件最多 {MOST_FILES} 个，“{name}”没有添加。可以先删除不需要的。")
    if sum(sizes) + size > LARGEST_ALL:
        raise ValidationError(f"附件总共不能超过 {LARGEST_ALL // MEGABYTE} MB，“{name}”没有添加。")
    taken = DraftFile.objects.aggregate(all=Sum("size"))["all"] or 0
    if taken + size > ROOM:
        raise ValidationError(
            "现在上传的人太多，暂时不能添加附件。请稍后再试，或者提交申请后把材料当面递交、邮寄给机关。"
        )


def _delete_files(kept: list[DraftFile]) -> None:
    """The rows now, the stored files once that is certain."""
    for file in kept:
        storage, name = file.content.storage, file.content.name
        file.delete()
        transaction.on_commit(partial(storage.delete, str(name)))
