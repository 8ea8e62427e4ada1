"""The app."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """Disclosure on application."""

    name = "gongkai.applications"
    label = "applications"
    verbose_name = "依申请公开"
    default_auto_field = "django.db.models.BigAutoField"
