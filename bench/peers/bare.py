"""A Django application without middleware whose only view gives the bytes of the file that ``PEER_FILE`` names."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

BYTES = Path(os.environ["PEER_FILE"]).read_bytes()


def view(_request: HttpRequest) -> HttpResponse:
    """The bytes."""
    return HttpResponse(BYTES)


urlpatterns = [path("", view)]
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], SECRET_KEY="of a benchmark")
application = get_wsgi_application()
