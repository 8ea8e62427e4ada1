"""Vetting at the desk: what waits, the review of one text, ledgers, corrections, how a body vets."""
