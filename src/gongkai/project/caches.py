"""What is kept for a while: counts that all processes share, and the pages that each one holds in memory."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PAGES = 1_000
"""How many pages a process holds at most; their size is limited in :mod:`gongkai.portal.cache`."""


def caches(url: str, folder: Path) -> dict[str, dict[str, Any]]:
    """The setting ``CACHES``: ``default`` is shared by all processes, ``pages`` is of each one.

    Shared by files in the data folder, or by Redis where the processes are on several machines. Pages need not be
    shared: each is held with the version of what it shows, which the database has.
    """
    return {"default": _shared(url, folder), "pages": _memory("pages", PAGES)}


def _shared(url: str, folder: Path) -> dict[str, Any]:
    if not url:
        return {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": folder / "cache",
            "OPTIONS": {"MAX_ENTRIES": 1_000},  # the folder is listed at every write
        }
    if urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
        raise ImproperlyConfigured("CACHE_URL 应形如 redis://主机:6379/0")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url, "KEY_PREFIX": "gongkai"}


def _memory(name: str, entries: int) -> dict[str, Any]:
    return {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": name,
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": entries},
    }
