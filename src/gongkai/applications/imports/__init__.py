"""Ledgers that offices kept themselves (台账), taken over row by row: all or nothing, and undone as a whole.

``columns``  what a ledger tells, and which of its columns tells it, guessed from the headings
``words``    what cells say: days, outcomes, kinds of requesters, channels
``rows``     a row understood, or what is wrong with it
``lives``    a row as dated facts, which the law's fold has to allow
``numbers``  the ledger's own numbers beside those of the register
``models``   an import, and where each of its applications stood in the ledger
``actions``  hand in, choose columns, take over, undo, put aside
``checking`` all rows of a ledger, and which of them were imported before
``work``     what the background does: check, write at once
``undoing``  an import taken back
``queries``  what is asked
``blank``    the workbook to begin with
"""
