"""The app."""

from django.apps import AppConfig


class AnnualConfig(AppConfig):
    """Annual reports."""

    name = "gongkai.annual"
    label = "annual"
    verbose_name = "年度报告"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the background work of the room."""
        from gongkai.annual import tasks  # noqa: F401
