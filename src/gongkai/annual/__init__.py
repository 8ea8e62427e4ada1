"""The library of annual reports (年度报告): files collected from bodies, read and audited; decisions; publication.

Public: :mod:`gongkai.annual.actions`, :mod:`gongkai.annual.queries`.
"""
