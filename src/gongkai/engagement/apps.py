"""The app."""

from django.apps import AppConfig


class EngagementConfig(AppConfig):
    """Consultations and what else people take part in."""

    name = "gongkai.engagement"
    label = "engagement"
    verbose_name = "公众参与"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the figures of the room, and what of it is vetted."""
        from gongkai.engagement import figures  # noqa: F401
        from gongkai.engagement.vettable import declare_targets

        declare_targets()
