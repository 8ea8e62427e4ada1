"""Disclosure on application (依申请公开), from intake to court.

An application is what happened to it: dated facts, only ever added. Its standing is their fold.

``facts``    kinds of facts: the steps of the law's table, and what an office notes besides
``fold``     facts → case: what is so after them, refusing what the law does not allow
``clock``    case and calendar → due day, day by day, and what moved it
``models``   what is stored: applications with their facts, and the fold cached in columns for lists and figures
``actions``  what people do; the only place that writes
``queries``  what is asked; ``people`` for personal data, whose every reading leaves a trace
``figures``  the cells of tables 3 and 4 of the annual report, and the rates
"""
