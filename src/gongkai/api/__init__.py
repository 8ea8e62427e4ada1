"""The interface for programs (/api/v1/): public, read-only data of bodies and published reports.

Public: :data:`gongkai.api.version_1.api`. One module for each field of work; what goes wrong is said by
:mod:`gongkai.api.problems`, how often one may ask by :mod:`gongkai.api.rate`.
"""
