"""The interface for programs (/api/v1/): public data of bodies and published reports; for staff with a token, their work.

Public: :data:`gongkai.api.version_1.api`. One module for each field of work; what goes wrong is said by
:mod:`gongkai.api.problems`, how often one may ask by :mod:`gongkai.api.rate`.
"""
