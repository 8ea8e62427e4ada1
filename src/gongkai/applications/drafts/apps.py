"""The app."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """Applications being written."""

    name = "gongkai.applications.drafts"
    label = "drafts"
    verbose_name = "未提交的公开申请"
    default_auto_field = "django.db.models.BigAutoField"
