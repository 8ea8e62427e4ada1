"""The connection, found by Django under this name."""

import os
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that is let go when its file was moved away or replaced: what is written must reach the one there.

    Checked where Django asks whether a connection can be used on, at the beginning and the end of each request.
    """

    def get_new_connection(self, conn_params: Any) -> Any:
        """Remember which file it is."""
        connection = super().get_new_connection(conn_params)
        self._opened = self._file()
        return connection

    def close_if_unusable_or_obsolete(self) -> None:
        """Close it if there is another file now, or none."""
        if self.connection is not None and not self.in_atomic_block and self._opened != self._file():
            self.close()
        super().close_if_unusable_or_obsolete()

    def _file(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self.settings_dict["NAME"])  # noqa: PTH116  (twice a request: a path object costs as much)
        except OSError:
            return None
        return found.st_dev, found.st_ino
