"""The shipped lists of words, as data."""
