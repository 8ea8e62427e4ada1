"""Interpretations, packs of policies and talks: the list, a new one, the page of one."""
