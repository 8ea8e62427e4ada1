"""The app."""

from django.apps import AppConfig


class VettingConfig(AppConfig):
    """Vetting."""

    name = "gongkai.vetting"
    label = "vetting"
    verbose_name = "审核把关"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the figures of the room."""
        from gongkai.vetting import figures  # noqa: F401
