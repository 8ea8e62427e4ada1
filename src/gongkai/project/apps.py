"""The app: the pages that belong to the site as a whole, and what is noted of logging in."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The site."""

    name = "gongkai.project"
    label = "project"
    verbose_name = "本站"

    def ready(self) -> None:
        """Leave a trace of every login, by password or single sign-on."""
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from gongkai.project.accounts import note_login, note_logout

        user_logged_in.connect(note_login)
        user_logged_out.connect(note_logout)
