"""The app."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """The trail (操作留痕)."""

    name = "gongkai.trail"
    label = "trail"
    verbose_name = "操作留痕"
    default_auto_field = "django.db.models.BigAutoField"
