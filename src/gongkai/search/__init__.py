"""Search over everything public: documents with the text of their attachments, column texts, bodies, annual reports.

Public: :func:`gongkai.search.queries.search` and :func:`~gongkai.search.queries.suggestions`. The index is kept in step
with what is public within the transaction of each act (:mod:`gongkai.search.following`).
"""
