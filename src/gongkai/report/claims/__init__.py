"""Sentences that state or deny a quantity, as typed values. Public: :class:`Claim`, :func:`claims_of`.

Understanding is a small grammar over data, and precision comes first: what is not understood claims nothing.

``lexicon``  every word that means something, with its kind; ``numbers`` and ``tokens`` cut a sentence into them
``heads``    what has been read so far: the words a number hangs on, the clause, the thread of the text
``collect``  what each kind of word does to these; ``sentence`` what a number, a comma, a bracket does
``meaning``  from the words a number hangs on to a metric; ``statements`` the same for denials, 均为, 100%
``metrics``  each metric with the sums of cells that it may legitimately mean
``scopes``   whose figure it is: 全县 means one thing in the county's report and another in its office's
``extract``  from sections to sentences to claims; ``parts`` wholes with listed parts, whatever is counted

To teach it a wording: add the word to ``lexicon``, the sentence to ``tests/claims/sentences.yaml``.
"""

from gongkai.report.claims.extract import claims_of
from gongkai.report.claims.model import Claim

__all__ = ["Claim", "claims_of"]
