"""Reports made up from random consistent tables, rendered in every layout seen in published files.

An adversary of the readers, the recogniser and the rules: it shares with them only the form and the model, and builds
its tables, sentences and files on its own. The same seed always gives the same file.

``draft``   a report with consistent tables and prose          ``errors``   known errors put into a draft
``script``  the report as a sequence of paragraphs and tables  ``noises``   what happens to labels and cells
``layouts`` script → file, one function for each layout        ``judge``    what came back against what went in
``stress``  ``python -m generator.stress --layout tab --seeds 0:500``, run under ``tests/``
"""

from generator.draft import Draft, random_draft, random_report
from generator.errors import Expected, inject

__all__ = ["Draft", "Expected", "inject", "random_draft", "random_report"]
