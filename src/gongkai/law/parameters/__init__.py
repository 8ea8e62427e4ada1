"""The statute's numbers and tables as YAML, each with its article, for a lawyer to review; no code lives here.

``basis`` cites provisions by the short names of :mod:`gongkai.law.instruments`. ``checked`` is 已核 where the text of
the source was read, 待核 where the entry rests on knowledge and must be verified before it is relied on.
"""
