"""The settings of the platform over a data folder of the run, whatever the machine's environment says."""

import os
import tempfile

_FOLDER = tempfile.TemporaryDirectory(prefix="gongkai-test-")
for _name in ("DATABASE_URL", "GONGKAI_ENV", "STORAGE_URL", "SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "OIDC_ISSUER"):
    os.environ.pop(_name, None)
os.environ["DATA_DIR"] = _FOLDER.name

from gongkai.project.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
