"""Who may enter Wagtail's admin: whoever holds a post that uses the desk. There are no groups to maintain."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.utils import timezone

from gongkai.organs.access import Act, may_anywhere

ADMISSION = "wagtailadmin.access_admin"
"""The one permission that Wagtail asks for at the door; what it grants within follows from the posts again."""


class DeskEntry(BaseBackend):
    """Gives the permission, and no other."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Whether the person holds a post today that uses the desk."""
        if perm != ADMISSION or not user_obj.is_authenticated:
            return False
        return may_anywhere(user_obj, Act.USE_DESK, timezone.localdate())
