"""The app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk."""

    name = "gongkai.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Declare what annual reports have to be done."""
        from gongkai.desk import annual_matters  # noqa: F401
