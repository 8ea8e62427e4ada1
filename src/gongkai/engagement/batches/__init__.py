"""Tables taken over: motions by the hundred, the counters of many organs. All rows or none, undone as a whole.

``kinds``    what a table of a kind tells, and what becomes of its rows
``motions``, ``counters``  the two kinds
``actions``  hand in, take over, put aside, undo
``blank``    the workbook to begin with
"""
