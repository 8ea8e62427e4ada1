"""The platform as it is, but that no page is held."""

from gongkai.project.settings import *  # noqa: F403

MIDDLEWARE = [name for name in MIDDLEWARE if name != "gongkai.portal.cache.PageCache"]  # noqa: F405
