"""A site as ``wagtail start`` makes it, with one page type of rich text in a StreamField."""
