"""The making of annual reports at the desk, from the first pre-check to the superior's board.

``year``     one body's report of a year: where it stands, what it would say today, the next step
``acts``     the buttons of that page
``writing``  the editor, with figures bound into the text; versions
``changes``  what has changed in the ledger since the figures were frozen
``rollup``   a government's sums, every cell with its parts
``board``    who has handed in and who has not
"""
