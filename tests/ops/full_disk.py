"""Uploads a report while the disk is full: ``python full_disk.py FOLDER`` in a mount namespace of its own.

The folder is put on a file system of 1 MB that the kernel really fills. Prints what the person saw and what was kept.
"""

import json
import os
import subprocess
import sys

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.project.settings"
    django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.annual.models import ReportFile
from gongkai.jobs.models import Job
from gongkai.organs.models import Organ, Person
from gongkai.trail.models import Entry


def main(folder: str) -> None:
    client = Client(raise_request_exception=False, headers={"host": "127.0.0.1"})
    client.force_login(Person.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=True)
    full = upload(client, b"x" * 3_000_000)
    subprocess.run(["umount", folder], check=True)
    after = upload(client, b"x" * 3_000_000)
    sys.stdout.write(json.dumps({"full": full, "after": after}))


def upload(client: Client, content: bytes) -> dict[str, object]:
    fields = {"organ": Organ.objects.get().pk, "attached": SimpleUploadedFile("年报.txt", content)}
    response = client.post("/desk/reports/upload/", fields)
    return {
        "status": response.status_code,
        "page": response.content.decode(),
        "files": ReportFile.objects.count(),
        "jobs": Job.objects.count(),
        "trail": Entry.objects.filter(act="upload_report").count(),
    }


if __name__ == "__main__":
    main(sys.argv[1])
