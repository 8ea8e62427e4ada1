"""The app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components, templates and styles."""

    name = "gongkai.ui"
    label = "ui"
    verbose_name = "界面"
