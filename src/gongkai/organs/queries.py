"""What is asked of the tree, of people, and of the trail as far as a person may see it."""

import datetime as dt

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Least

from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Organ, Person, Post
from gongkai.trail.models import Entry


def existing(on: dt.date) -> QuerySet[Organ]:
    """The bodies that exist on the day."""
    return Organ.objects.filter(
        Q(established_on=None) | Q(established_on__lte=on), Q(abolished_on=None) | Q(abolished_on__gt=on)
    )


def beneath(organ: Organ) -> QuerySet[Organ]:
    """The body and all beneath it, in the order of the tree."""
    tree: QuerySet[Organ] = Organ.get_tree(organ)  # type: ignore[no-untyped-call]
    return tree


def ancestors(organ: Organ) -> QuerySet[Organ]:
    """The bodies above it, from the root of the tree down."""
    above: QuerySet[Organ] = organ.get_ancestors()  # type: ignore[no-untyped-call]
    return above


def search(words: str, on: dt.date) -> QuerySet[Organ]:
    """The bodies that exist on the day whose name, short name or former name contains the words."""
    return with_words(existing(on), words)


def with_words(organs: QuerySet[Organ], words: str) -> QuerySet[Organ]:
    """Those of the bodies whose name, short name or former name contains the words, or whose code they are."""
    named = Q(name__icontains=words) | Q(short_name__icontains=words) | Q(names__name__icontains=words)
    return organs.filter(named | Q(credit_code=words)).distinct()


def people_for(person: Person, on: dt.date) -> QuerySet[Person]:
    """The people who hold or held a post in a body whose people the person manages on the day."""
    held = Post.objects.filter(organ__in=organs_for(person, Act.MANAGE_PEOPLE, on)).values("person")
    posts = Prefetch("posts", Post.objects.select_related("organ").order_by("since", "pk"))
    return Person.objects.filter(pk__in=held).prefetch_related(posts)


def trail_for(person: Person, on: dt.date) -> QuerySet[Entry]:
    """What was done on records of the bodies whose trail the person may see, and by their people on no body's record."""
    organs = organs_for(person, Act.SEE_TRAIL, on)
    people = Person.objects.filter(posts__organ__in=organs)
    return Entry.objects.filter(Q(organ_id__in=organs.values("pk")) | Q(organ_id=None, actor__in=people.values("pk")))


def failed_logins(username: str, at: dt.datetime) -> int:
    """Failures under the name within the time of a pause, wherever from; an address that is paused counts no further."""
    recent = at - dt.timedelta(hours=settings.AXES_COOLOFF_TIME)
    each = Least("failures_since_start", settings.AXES_FAILURE_LIMIT)
    attempts = AccessAttempt.objects.filter(username=username, attempt_time__gte=recent)
    return attempts.aggregate(all=Sum(each))["all"] or 0
