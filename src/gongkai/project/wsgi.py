"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.project.settings")
_django = get_wsgi_application()

from gongkai.project.front import Front  # noqa: E402  (its models need Django set up)

application = Front(_django)
