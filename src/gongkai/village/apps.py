"""The app."""

from django.apps import AppConfig


class VillageConfig(AppConfig):
    """Village affairs."""

    name = "gongkai.village"
    label = "village"
    verbose_name = "村务公开"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the figures of the room."""
        from gongkai.village import figures  # noqa: F401
