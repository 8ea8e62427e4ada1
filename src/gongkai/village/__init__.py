"""Village affairs (村务公开): what a village committee tells its villagers, by strand and period, on the board and the phone.

What is owed and how it stands is the catalogue's; here are quick postings, lists with an end, and what villages ask.
"""

STRANDS = ("党务公开", "村务公开", "财务公开")
"""The three strands, as fields of the catalogue."""
