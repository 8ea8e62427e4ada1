"""The Regulation as code: instruments and articles, the calendar, periods, fees, duties, procedure, outcomes.

Pure: no clock, no settings, no Django. A function that needs a day takes it as an argument.
"""
