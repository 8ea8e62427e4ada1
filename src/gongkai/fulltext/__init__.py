"""The full index of texts: what a text is known by, and one engine for each database, for whoever has texts to be found.

A field of work has a table of its own here (``<name>_words``), made by its migration (:mod:`.tables`) and kept in step by
its actions; what the texts are, and who may find them, is not known here.
"""
