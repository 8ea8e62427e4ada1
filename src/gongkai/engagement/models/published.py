"""What every published record of the room has."""

from typing import ClassVar

from django.db import models

from gongkai.disclosure.versions import Versioned


class Published(Versioned):
    """A record that is drafted, vetted, published under a number and taken down.

    ``FIELDS`` is what a person fills in, ``TEXTS`` those of them with marks (rich text). Number and day are those of the
    first publication, and are never given to another.
    """

    FIELDS: ClassVar[tuple[str, ...]] = ()
    TEXTS: ClassVar[tuple[str, ...]] = ("body",)
    kept: ClassVar[tuple[str, ...]] = ("year", "serial", "published_on")

    title = models.CharField("标题", max_length=200)
    year = models.PositiveSmallIntegerField("年份", null=True, editable=False)
    serial = models.PositiveIntegerField("序号", null=True, editable=False)
    published_on = models.DateField("发布日期", null=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """The number of the first publication; empty before."""
        return f"〔{self.year}〕{self.serial}号" if self.serial else ""

    @property
    def note(self) -> str:
        """What a list of records says of it beside its title."""
        return self.state
