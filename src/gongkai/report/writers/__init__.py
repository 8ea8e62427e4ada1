"""Report, findings and comparison → files and screens; one module a format, imported when the format is asked for.

``layout``, ``outline``   the form on paper: the tables with their spans, the order of the parts
``results``, ``wording``  what there is to write about a file, and how a finding is put in words
``data``                  JSON, both ways: :func:`~gongkai.report.writers.data.report_from_data` reads it back
``terminal``              findings on a screen
``markdown``, ``html``, ``docx``, ``xlsx``  each has ``write_report`` (a clean report in the official form) and writes
                          findings: ``write_audit``, in Word ``write_comments``, in Excel ``write_audits`` for many files
``comparison``            the same formats for two reports side by side

``read(write(report)) == report`` holds for JSON, HTML, DOCX and XLSX. An unreadable cell is printed as ``—?`` without
the characters that made it so, which only JSON keeps. Markdown tables do not state their columns: a blank cell comes
back where the row's sums tell its place, else the row comes back unreadable.
"""
