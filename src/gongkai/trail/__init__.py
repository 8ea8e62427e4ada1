"""Who did what, when, why, on which record: append-only, and chained so that a gap or a change shows.

Public: :func:`gongkai.trail.actions.record`, :mod:`gongkai.trail.queries`. Every action of the ledger records itself
here in its own transaction; so does every reading of personal data.
"""
