"""The app."""

from django.apps import AppConfig


class GazetteConfig(AppConfig):
    """The gazette."""

    name = "gongkai.gazette"
    label = "gazette"
    verbose_name = "政府公报"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the figures and the work of the room."""
        from gongkai.gazette import figures, tasks  # noqa: F401
