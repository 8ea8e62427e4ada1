"""Who leads a body, what it does, its units, how to reach it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gongkai.engagement.models import Enclosure, Leader, Profile
from gongkai.engagement.queries import public
from gongkai.portal.engagement.consultations import frame
from gongkai.portal.frame import page
from gongkai.portal.tree import body


def leaders(request: HttpRequest, slug: str) -> HttpResponse:
    """Those in office today, in their order, with portraits."""
    organ = body(request, slug)
    found = list(public(Leader, organ).filter(Leader.on_duty(timezone.localdate())))
    pictures = Enclosure.objects.filter(
        record_type=Leader._meta.label_lower, record_id__in=[leader.pk for leader in found]
    )
    portraits = dict(pictures.order_by("-pk").values_list("record_id", "pk"))
    for leader in found:
        leader.portrait = portraits.get(leader.pk)  # type: ignore[attr-defined]  # for the template
    context = {"leaders": found, "profile": public(Profile, organ).first(), **frame(request, organ)}
    return page(request, "portal/engagement/leaders.html", context)
