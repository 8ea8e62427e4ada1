"""Uploads files while the disk is full: ``python full_disk.py FOLDER`` in a mount namespace of its own.

The folder is put on a file system of 1 MB that the kernel really fills. Prints what the person saw and what was kept.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.project.settings"
    django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.annual.models import ReportFile
from gongkai.applications.drafts.models import DraftFile
from gongkai.disclosure.models import Attachment, Document
from gongkai.jobs.models import Job
from gongkai.organs.models import Organ, Person
from gongkai.trail.models import Entry


def main(folder: str) -> None:
    staff, visitor = (Client(raise_request_exception=False, headers={"host": "127.0.0.1"}) for _ in range(2))
    staff.force_login(Person.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    organ, document = Organ.objects.get(), Document.objects.get()
    visitor.post(f"/o/{organ.slug}/apply/what/", {"content": "2025年度水利工程建设资金使用情况"})
    content = b"%PDF-1.7" + b"x" * 3_000_000
    doors: dict[str, Callable[[], Any]] = {
        "report": lambda: staff.post("/desk/reports/upload/", {"organ": organ.pk, "attached": pdf(content)}),
        "document": lambda: staff.post(f"/desk/documents/{document.pk}/attach/", {"file": pdf(content)}),
        "applicant": lambda: visitor.post(
            f"/o/{organ.slug}/apply/files/", {"kind": "attachment", "files": [pdf(content)]}
        ),
    }
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=True)
    full = {name: seen(post()) for name, post in doors.items()}
    subprocess.run(["umount", folder], check=True)
    after = {name: seen(post()) for name, post in doors.items()}
    sys.stdout.write(json.dumps({"full": full, "after": after}))


def pdf(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("材料.pdf", content)


def seen(response: Any) -> dict[str, object]:
    """What the person saw, and what is kept of all that was sent so far."""
    kept = [kind.objects.count() for kind in (ReportFile, Attachment, DraftFile)]
    traces = Entry.objects.filter(act__in=["upload_report", "attach"]).count()
    page = response.content.decode()
    return {"status": response.status_code, "page": page, "kept": kept, "jobs": audits(), "traces": traces}


def audits() -> int:
    return Job.objects.filter(kind="audit_report").count()


if __name__ == "__main__":
    main(sys.argv[1])
