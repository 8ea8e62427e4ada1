"""An object storage that speaks S3, private, and waited for no longer than a person waits."""

from typing import Any

from botocore.config import Config
from django.conf import settings
from storages.backends.s3 import S3Storage


class Bucket(S3Storage):  # type: ignore[misc]  # untyped base
    """A bucket whose files nobody reaches but through the site."""

    def get_default_settings(self) -> dict[str, Any]:
        """Private, never overwritten, addressed by path as most makers of such storage expect."""
        config = Config(
            connect_timeout=5,
            read_timeout=30,
            retries={"max_attempts": 2},
            signature_version="s3v4",
            s3={"addressing_style": "path"},
        )
        return {
            **super().get_default_settings(),
            "default_acl": None,
            "file_overwrite": False,
            "client_config": config,
        }


class PublicBucket(Bucket):
    """The same for what pages show; its addresses are the site's own."""

    def url(self, name: str, *_: Any, **__: Any) -> str:
        """The address at which the site gives the file out."""
        return f"{settings.MEDIA_URL}{name}"
