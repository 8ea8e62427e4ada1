"""The app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public face."""

    name = "gongkai.portal"
    label = "portal"
    verbose_name = "门户"
