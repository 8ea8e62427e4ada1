"""The app."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """Proactive disclosure."""

    name = "gongkai.disclosure"
    label = "disclosure"
    verbose_name = "主动公开"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the figures of the room, and what of it is vetted."""
        from gongkai.disclosure import figures  # noqa: F401
        from gongkai.disclosure.vettable import declare_targets

        declare_targets()
