"""A run: what may have changed since the last one is made again, what is gone is taken away."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from django.db.models import Q
from django.utils import timezone

from gongkai.organs.models import Organ
from gongkai.portal.publication.folder import Change, Folder, State, has_name
from gongkai.portal.publication.pages import Page, Reader, body_of, is_published
from gongkai.trail.models import Entry, Head

START = ("/", "/sitemap.xml", "/feed/")
Pages = dict[str, tuple[str, str]]
Progress = Callable[[int], None]


def publish(
    path: Path, extra: Mapping[str, bytes], *, everything: bool = False, progress: Progress = lambda _: None
) -> Change:
    """Bring the folder up to date with the site; ``extra`` are files beside the pages, by name.

    Made again are the pages of the whole site and of every body on which something was done since the last run, with
    the bodies above it (and beneath it, where the body itself was changed); all of them on the first run of a day, for
    what is in force depends on it. Raises :class:`~gongkai.portal.publication.pages.Away`, ``OSError``.
    """
    folder = Folder(path)
    with folder.alone():
        before, now = folder.state(), _now()
        everything = everything or not before.whole or before.day != now.day
        known = {} if everything else before.pages
        stale = set(before.pages) if everything else set(_stale(known, before.number))
        folder.note(State(pages=before.pages))
        kept = {address: file for address, file in known.items() if address not in stale}
        run = _Run(folder, before.pages, kept, progress)
        run.visit([*START, *stale])
        for name, content in extra.items():
            run.pages[f"/{name}"] = folder.write(f"/{name}", Page("", content), before.pages.get(f"/{name}"))
        files = {name for name, _ in run.pages.values()}
        swept = folder.sweep(files) if everything else 0
        now.pages = run.pages
        folder.note(now)
        return Change(run.written, run.removed + swept, len(run.pages))


class _Run:
    """Follows links from page to page, as far as pages are not kept as they are."""

    def __init__(self, folder: Folder, before: Pages, kept: Pages, progress: Progress) -> None:
        self.pages = dict(kept)
        self.written = self.removed = 0
        self._folder, self._before, self._progress = folder, before, progress
        self._reader = Reader()
        self._seen = set(kept)

    def visit(self, addresses: Iterable[str]) -> None:
        """Read the addresses and all that they lead to, as far as it has not been read."""
        waiting = list(addresses)
        while waiting:
            address = waiting.pop()
            if address in self._seen:
                continue
            self._seen.add(address)
            if has_name(address) and is_published(address):
                waiting += self._read(address)
                self._progress(len(self.pages))

    def _read(self, address: str) -> list[str]:
        before, page = self._before.get(address), self._reader.read(address)
        if page is None:
            if before is not None:
                self._folder.remove(before[0])
                self.removed += 1
            return []
        self.pages[address] = self._folder.write(address, page, before)
        self.written += self.pages[address] != before
        return list(page.links(address))


def _now() -> State:
    head = Head.objects.filter(pk=1).first()
    return State(whole=True, number=head.number if head else 0, day=timezone.localdate().isoformat())


def _stale(pages: Pages, since: int) -> Iterable[str]:
    """The pages that may have changed since an entry of the trail."""
    slugs = _touched(since)
    for address in pages:
        slug = body_of(address)
        if slug in slugs or (slug is None and not address.startswith("/static/")):
            yield address


def _touched(since: int) -> set[str]:
    """The bodies on which something was done, those above them, and those beneath bodies that were changed."""
    entries = Entry.objects.filter(number__gt=since, organ_id__isnull=False)
    touched = Organ.objects.filter(pk__in=entries.values("organ_id"))
    changed = touched.filter(pk__in=entries.filter(record_type="organs.organ").values("organ_id"))
    within = Q(pk__in=touched.values("pk"))
    for path in touched.values_list("path", flat=True):
        within |= Q(path__in=[path[:end] for end in range(Organ.steplen, len(path), Organ.steplen)])
    for path in changed.values_list("path", flat=True):
        within |= Q(path__startswith=path)
    return set(Organ.objects.filter(within).values_list("slug", flat=True))
