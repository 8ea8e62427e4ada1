"""The app."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Statistics."""

    name = "gongkai.figures"
    label = "figures"
    verbose_name = "统计"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the figures that come from outside."""
        from gongkai.figures import outside  # noqa: F401
