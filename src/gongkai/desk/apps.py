"""The app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk."""

    name = "gongkai.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Declare what there is to be done, by field of work, and the work of the desk's own."""
        from gongkai.desk import annual_matters, digest, document_matters, trail_check  # noqa: F401
        from gongkai.desk.annual import matters as manuscripts  # noqa: F401
        from gongkai.desk.applications import matters  # noqa: F401
        from gongkai.desk.engagement import matters as engagement_matters  # noqa: F401
        from gongkai.desk.vetting import matters as vetting_matters  # noqa: F401
