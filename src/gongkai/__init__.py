"""Gongkai: a platform for government information disclosure (政府信息公开).

The rooms of the house, lowest first; imports go downward only (`.importlinter` says so and fails the build):

``text``      Chinese text as data: numerals, widths, dates, sentences
``law``       the Regulation as code: instruments, articles, periods, fees
``findings``  what a rule and a finding are
``report``    the annual report as a thing: form, readers, recogniser, rules, writers
``cli``       the command line
"""
