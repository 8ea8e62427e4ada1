"""A comparison of two reports → screens and files; one module a format, imported when the format is asked for.

``data`` JSON, ``terminal``, ``markdown``, ``page`` HTML, ``workbook`` XLSX; each has ``write_comparison``.
"""
