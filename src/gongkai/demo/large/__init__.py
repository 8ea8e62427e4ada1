"""The large demonstration: what the small one has, many times over, in other bodies and on other days.

It does not call the actions: with a transaction and the locked end of the trail for each of five million acts, a million
applications would take days. It repeats what the actions wrote for the small one — every fact, its trace, the people,
the versions — and lets the same pure functions derive what the actions would have derived for the other days.
"""
