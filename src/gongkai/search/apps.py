"""The app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search."""

    name = "gongkai.search"
    label = "search"
    verbose_name = "搜索"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow what is done."""
        from gongkai.search.following import follow_acts
        from gongkai.trail.actions import follow

        follow(follow_acts)
