"""The app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Ledgers taken over."""

    name = "gongkai.applications.imports"
    label = "imports"
    verbose_name = "台账导入"
    default_auto_field = "django.db.models.BigAutoField"
