"""What is asked of imports."""

import datetime as dt

from django.db.models import QuerySet

from gongkai.applications.imports.models import Import
from gongkai.organs.access import Act, organs_for
from gongkai.organs.models import Person


def imports_for(person: Person, on: dt.date) -> QuerySet[Import]:
    """The imports of bodies for which the person may register applications, newest first."""
    organs = organs_for(person, Act.REGISTER_APPLICATION, on)
    return Import.objects.filter(organ__in=organs).select_related("organ", "started_by")
