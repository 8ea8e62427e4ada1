"""The catalogue (目录): what a body owes the public by law, by when, and whether it was published.

``models`` catalogues, their editions and items, who adopted them; what is owed for a period, and what fulfils it.
Public: :mod:`gongkai.catalogue.actions`, :mod:`gongkai.catalogue.queries`, :mod:`gongkai.catalogue.coverage`.
"""
