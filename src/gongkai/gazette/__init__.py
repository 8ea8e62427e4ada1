"""The gazette (政府公报): issues composed from public documents, proof-read three times, set, printed and published.

Public: :mod:`gongkai.gazette.actions`, :mod:`gongkai.gazette.queries`.
"""
