"""A page about an open case."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from gongkai.applications.models import Application
from gongkai.portal.frame import page


def case_page(
    request: HttpRequest, application: Application, template: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """The page of that template, with the case and the body that handles it."""
    whole = {"application": application, "organ": application.organ, "here": "follow", **context}
    return page(request, f"portal/applications/{template}.html", whole, status)
