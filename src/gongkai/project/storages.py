"""Where uploaded files are kept: in the data folder, or in an object storage that speaks S3.

``default`` is private: its files are given out by views that ask who may see them. ``public`` holds what pages show
(images in their sizes) and is served under the site's own address.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_FILES = "django.core.files.storage.FileSystemStorage"


def storages(url: str, folder: Path, media_url: str, *, hashed: bool) -> dict[str, dict[str, Any]]:
    """The setting ``STORAGES``. ``hashed`` gives static files names with a digest, to be cached for ever."""
    static = (
        "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if hashed
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    if url:
        private, public = _bucket(url, "files"), _bucket(url, "media")
        public = {"BACKEND": "gongkai.project.bucket.PublicBucket", "OPTIONS": public["OPTIONS"]}
    else:
        private = {"BACKEND": _FILES, "OPTIONS": {"location": folder / "files"}}
        public = {"BACKEND": _FILES, "OPTIONS": {"location": folder / "media", "base_url": media_url}}
    return {"default": private, "public": public, "staticfiles": {"BACKEND": static}}


def _bucket(url: str, below: str) -> dict[str, Any]:
    """A storage from ``s3://key:secret@bucket/prefix?endpoint=https://…&region=…``.

    >>> _bucket("s3://k:s%2F@b/p?endpoint=https://s3.example", "files")["OPTIONS"]["location"]
    'p/files'
    """
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.hostname:
        raise ImproperlyConfigured("STORAGE_URL 应形如 s3://访问编号:密钥@桶?endpoint=https://主机")
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    options = {
        "bucket_name": parts.hostname,
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "endpoint_url": query.get("endpoint"),
        "region_name": query.get("region"),
        "location": f"{parts.path.strip('/')}/{below}".lstrip("/"),
    }
    return {"BACKEND": "gongkai.project.bucket.Bucket", "OPTIONS": options}
