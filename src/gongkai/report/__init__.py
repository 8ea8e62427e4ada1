"""The annual report (政府信息公开工作年度报告) as a thing: read from any file, audited, compared, written.

``form``       the statutory form as data, by edition
``model``      :class:`~gongkai.report.model.AnnualReport`, the one type for a report read, compiled or rolled up
``document``   what a file holds, before anyone knows that it is a report: paragraphs and grids with their places
``readers``    file → Document
``recognise``  Document → readings of annual reports
``claims``     sentences that state a quantity, as typed values
``rules``      the checks
``writers``    report and findings → terminal, JSON, XLSX, Markdown, HTML, DOCX
"""
