"""The app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk."""

    name = "gongkai.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Declare what annual reports have to be done, and the work of the desk's own."""
        from gongkai.desk import annual_matters, trail_check  # noqa: F401
