"""What every page of the portal needs: whose site it is, and how the reader wants to read."""

from collections.abc import Mapping
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from gongkai.portal.tree import site_organ

_YEAR = 365 * 24 * 3600


class Preferences(NamedTuple):
    """Large print, high contrast: kept in a cookie of the reader's, for the portal only."""

    large: bool
    contrast: bool


def preferences_of(request: HttpRequest) -> Preferences:
    """What the reader chose before; standard where nothing was chosen."""
    return Preferences(request.COOKIES.get("large") == "1", request.COOKIES.get("contrast") == "1")


def page(request: HttpRequest, template: str, context: Mapping[str, object], status: int = 200) -> HttpResponse:
    """A page of the portal. Its site is that of the root of the tree of bodies."""
    frame = {
        "site_organ": site_organ(request),
        "preferences": preferences_of(request),
    }
    return render(request, template, {**frame, **context}, status=status)


@csrf_exempt  # changes nothing but how the visitor's own browser shows pages, which can so be the same for all
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice and go back to the page."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    for name in ("large", "contrast"):
        if name in request.POST:
            value = "1" if request.POST[name] == "1" else "0"
            response.set_cookie(
                name, value, max_age=_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True
            )
    return response
