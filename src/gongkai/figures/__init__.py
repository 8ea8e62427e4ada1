"""The registry of statistics: each has one definition, and its value is its records measured.

``scope``    whose: an organ, or an organ with all beneath it; and when: a period, as at a day
``measures`` how records become a value: counted, added up, the share of some of them, their median
``registry`` what a figure is, and all of them by identifier
``outside``  those that other systems count: an organ states them (``actions``), with where it has them from
"""
