"""What is asked of the tree."""

import datetime as dt

from django.db.models import Q, QuerySet

from gongkai.organs.models import Organ


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
    named = Q(name__icontains=words) | Q(short_name__icontains=words) | Q(names__name__icontains=words)
    return existing(on).filter(named).distinct()
