"""A report as PDF, set from the page that everybody sees; by LibreOffice from the Word file where that cannot be."""

from gongkai.report.model import AnnualReport


def pdf_of(report: AnnualReport) -> bytes:
    """The PDF in official form. Raises :class:`~gongkai.report.readers.errors.Unreadable` where nothing can set it."""
    try:
        import weasyprint  # a part that a machine with LibreOffice does without
    except (ImportError, OSError):
        from gongkai.letters.render import render
        from gongkai.report.writers.docx import write_report as word

        return render(word(report)).pdf
    from gongkai.report.writers.html import write_report as page

    made = weasyprint.HTML(string=page(report), url_fetcher=_nothing).write_pdf()
    return bytes(made)


def _nothing(url: str, *_: object, **__: object) -> dict[str, object]:
    raise ValueError(f"年报不得引用外部资源：{url}")
