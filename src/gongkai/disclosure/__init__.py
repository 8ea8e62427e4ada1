"""Proactive disclosure (主动公开): the texts of a body's column, the documents that it publishes of itself.

Public: :mod:`gongkai.disclosure.actions`, :mod:`gongkai.disclosure.queries`.
"""
