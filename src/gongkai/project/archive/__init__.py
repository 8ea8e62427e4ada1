"""A backup: one ``tar.gz`` with the database, the uploaded files, and a manifest that says what must be in it.

``database`` writes and loads the rows, ``files`` what was uploaded, ``manifest`` the list with its digests.
"""
