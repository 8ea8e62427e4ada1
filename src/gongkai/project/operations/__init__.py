"""What the commands of the platform do: serve, worker, migrate, create-organ, backup, restore, doctor."""

import os

import django
from django.core.exceptions import ImproperlyConfigured

from gongkai.cli.values import Refused


def prepare() -> None:
    """Set Django up from the environment; :class:`~gongkai.cli.values.Refused` says what an installation lacks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.project.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Refused(f"{error}\n请运行 gongkai doctor 查看全部问题和办法。") from error
