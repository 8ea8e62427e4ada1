"""Loading the demonstration: all of it, or nothing."""

from pathlib import Path
from random import Random

from django.db import connection, transaction

from gongkai.applications.models import Application
from gongkai.demo.applications import make_applications
from gongkai.demo.catalogue import make_catalogues
from gongkai.demo.disclosure import make_disclosure
from gongkai.demo.engagement import make_engagement
from gongkai.demo.explaining import make_explaining
from gongkai.demo.figures import make_figures
from gongkai.demo.history import make_history, make_split
from gongkai.demo.large.applications import make_applications as make_many_applications
from gongkai.demo.large.batches import Progress, wide_cache
from gongkai.demo.large.documents import make_documents as make_many_documents
from gongkai.demo.people import make_people
from gongkai.demo.places import NINGXIA, WUZHONG, YANCHI
from gongkai.demo.region import make_region
from gongkai.demo.reports import make_reports
from gongkai.demo.vetting import make_vetting
from gongkai.organs.models import Organ


class Occupied(Exception):
    """The database holds bodies that are not of the demonstration."""


def loaded() -> bool:
    """Whether the demonstration is there. Raises :class:`Occupied` where other bodies are instead."""
    roots = list(Organ.objects.filter(depth=1).values_list("slug", flat=True))
    if not roots:
        return False
    if NINGXIA.slug not in roots:
        raise Occupied
    return True


@transaction.atomic
def load(seed: int, reports: Path) -> None:
    """Make the region of the seed, its people and its history, and load the sample reports of the folder."""
    make_region(NINGXIA, Random(seed))  # noqa: S311  (repeatable on purpose)
    people = make_people(seed)
    actor = people["ningxia-administrator"]
    for place in (WUZHONG, *NINGXIA.parts[0].parts, YANCHI):
        make_history(actor, place.slug, place.name)
    make_split(actor, WUZHONG.slug, WUZHONG.name)
    make_reports(reports, people)  # works off what is queued: what comes later is left to the worker
    make_disclosure(Random(seed), people)  # noqa: S311  (repeatable on purpose)
    make_engagement(people)
    make_catalogues(people)
    make_explaining(people)
    make_vetting(people)
    make_applications(people)
    make_figures(Random(seed))  # noqa: S311  (repeatable on purpose)


def enlarge(seed: int, documents: int, applications: int, progress: Progress) -> None:
    """Bring the demonstration to so many published documents and applications; broken off, it goes on the next time."""
    chance = Random(f"{seed}:{Application.objects.count()}")  # noqa: S311  (repeatable on purpose)
    with wide_cache():
        make_many_documents(documents, chance, progress)
        make_many_applications(applications, chance, progress)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the database chose its ways when the tables were small
