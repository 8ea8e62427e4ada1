"""The whole case as one file (归档): everything in it in order under speaking names, on top the list of contents."""

import datetime as dt
import re
import zipfile
from pathlib import PurePath
from typing import IO

from django.db import transaction

from gongkai.applications import people
from gongkai.applications.letterfacts import facts_of
from gongkai.applications.models import Application, CaseFile
from gongkai.law.letters import letters
from gongkai.letters import fill
from gongkai.organs.access import Refused
from gongkai.organs.models import Person
from gongkai.trail.actions import record

_LIST = "archive_list"
_BAD = re.compile(r'[\\/:*?"<>|\s]+')
_LONGEST = 60
_EPOCH = (1980, 1, 1, 0, 0, 0)


@transaction.atomic
def bundle(person: Person, application: Application, on: dt.date, target: IO[bytes]) -> int:
    """Write the case into a ZIP file, for who may read the requester's particulars; how many files there are.

    Raises :class:`~gongkai.organs.access.Refused`; the reading leaves its trace.
    """
    sentence = people.may_read(person, application)
    if sentence is not None:
        raise Refused(sentence)
    files = list(application.files.select_related("instance"))
    data = {"files": [file.pk for file in files]}
    summary = f"申请{application}：取出全部案卷"
    record(person, "bundle", application, summary, organ=application.organ, data=data, public=False)
    contents = fill(_LIST, facts_of(person, application, _LIST, application.number, on))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo(f"00 {letters()[_LIST].name}.docx", _EPOCH), contents)
        for number, file in enumerate(files, 1):
            opened = file.unseal()
            with package.open(zipfile.ZipInfo(_name(number, file, opened["name"]), _EPOCH), "w") as member:
                for chunk in file.chunks(opened):
                    member.write(chunk)
    return len(files)


def _name(number: int, file: CaseFile, stored: str) -> str:
    """The place in the file, what it is, its number or the name that it came with; disputes by instance in a folder."""
    path = PurePath(stored)
    told = file.number or path.stem
    words = _BAD.sub(" ", f"{number:02} {file.title} {told}").strip()[:_LONGEST]
    folder = f"复议诉讼/{file.instance.get_level_display()}/" if file.instance else ""
    return f"{folder}{words}{_BAD.sub('', path.suffix)[:10]}"
