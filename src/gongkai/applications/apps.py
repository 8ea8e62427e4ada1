"""The app."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """Disclosure on application."""

    name = "gongkai.applications"
    label = "applications"
    verbose_name = "依申请公开"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the figures of the room."""
        from gongkai.applications import figures  # noqa: F401
