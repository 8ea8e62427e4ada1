"""The app."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Catalogues and what is owed by them."""

    name = "gongkai.catalogue"
    label = "catalogue"
    verbose_name = "公开事项目录"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the figures of the room, and what of it is vetted."""
        from gongkai.catalogue import figures  # noqa: F401
        from gongkai.catalogue.vettable import declare_targets

        declare_targets()
