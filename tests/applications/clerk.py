"""An office at work in a process of its own: ``python clerk.py ORGAN COUNT KEY APPLICATION DAYS``.

Hands in one form under the key three times over, extends the application, and registers others with a step each; prints
the number of the form's application and what became of the extension.
"""

import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.project.settings"
django.setup()

import datetime as dt  # noqa: E402

from django.core.exceptions import ValidationError  # noqa: E402

from applications.conftest import noon, wanted  # noqa: E402
from gongkai.applications.actions import casework, intake, period  # noqa: E402
from gongkai.applications.models import Application  # noqa: E402
from gongkai.organs.models import Organ, Person, Role  # noqa: E402

DAY = dt.date(2026, 3, 2)


def work(organ: str, count: str, key: str, application: str, days: str) -> None:
    body = Organ.objects.get(pk=organ)
    officer, signer = (Person.objects.get(posts__organ=body, posts__role=role) for role in (Role.OFFICER, Role.SIGNER))
    for _ in range(3):
        first = intake.register(officer, body, wanted(), "counter", noon(DAY), key=key)
    sys.stdout.write(f"{first.number}\n{extend(signer, Application.objects.get(pk=application), int(days))}\n")
    for _ in range(int(count)):
        made = intake.register(officer, body, wanted(), "counter", noon(DAY))
        casework.note(officer, made, DAY, "已查阅目录")


def extend(signer: Person, application: Application, days: int) -> str:
    try:
        period.extend(signer, application, DAY, "需要查找多年档案", days=days)
    except ValidationError as error:
        return str(error.messages[0])
    return "done"


if __name__ == "__main__":
    work(*sys.argv[1:])
