"""Chinese text as data: widths, numerals, dates, sentences. Imports nothing of the project."""
