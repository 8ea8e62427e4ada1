"""The draft of a browser: which one it is stands in a signed cookie that scripts cannot read and that expires."""

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from gongkai.applications.drafts.actions import KEPT
from gongkai.applications.drafts.models import Draft
from gongkai.organs.models import Organ

COOKIE = "draft"
_SALT = "gongkai.portal.applications.draft"


def draft_of(request: HttpRequest, organ: Organ) -> Draft | None:
    """The draft that the browser has begun for the organ, if there is one still."""
    try:
        identifier = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=KEPT)
        return Draft.objects.select_related("organ", "application").get(pk=identifier, organ=organ)
    except (signing.BadSignature, Draft.DoesNotExist, ValidationError):
        return None


def remember(response: HttpResponseBase, draft: Draft) -> None:
    """Give the browser the cookie; it is sent to the organ's pages of application only."""
    response.set_cookie(
        COOKIE,
        signing.dumps(str(draft.pk), salt=_SALT),
        max_age=KEPT,
        path=_path(draft.organ),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponseBase, organ: Organ) -> None:
    """Take the cookie back."""
    response.delete_cookie(COOKIE, path=_path(organ), samesite="Lax")


def _path(organ: Organ) -> str:
    return reverse("organ_part", args=[organ.slug, "apply"])
