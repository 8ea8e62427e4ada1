"""The running text of a report before an officer has touched it: sentences with figures bound into them."""

import functools
import re
from collections.abc import Mapping
from decimal import Decimal
from importlib import resources
from typing import Any

import yaml

from gongkai.figures.measures import NoFunction, Ratio, Value
from gongkai.report.form import Form
from gongkai.report.model import Section

_BOUND = re.compile(r"\{([a-z0-9_.]+)\}")
_WORDS = frozenset(("organ", "year"))


@functools.cache
def template(edition: str) -> Mapping[str, Any]:
    """The draft of an edition of the form, as its file has it."""
    source = resources.files("gongkai.annual") / "drafts" / f"{edition}.yaml"
    found: Mapping[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return found


def keys(edition: str) -> list[str]:
    """The figures that the draft asks for."""
    found = [key for lines in template(edition)["sections"].values() for line in lines for key in _asked(line)]
    return list(dict.fromkeys(found))


def _asked(line: Mapping[str, Any]) -> list[str]:
    bound = [key for key in _BOUND.findall(line["text"]) if key not in _WORDS]
    return [*bound, *line.get("when", ()), *line.get("unless", ())]


def drafted(form: Form, organ: str, year: int, values: Mapping[str, Value]) -> tuple[str, tuple[Section, ...]]:
    """The opening and the six sections, every figure in them one of the values (see :func:`keys`)."""
    words = {key: said(value) for key, value in values.items()}
    texts = _texts(form, organ, year, values, words)
    return opening(form, year), tuple(Section(h.number, h.title, texts[h.number]) for h in form.sections)


def bound(form: Form, organ: str, year: int, values: Mapping[str, Value]) -> dict[int, str]:
    """The texts of the sections by number, every figure in them a token; the values say which sentences there are."""
    return _texts(form, organ, year, values, {key: f"{{{{ {key} }}}}" for key in values})


def opening(form: Form, year: int) -> str:
    """The opening: basis and period."""
    return _filled(template(form.edition)["opening"], {"year": str(year)})


def _texts(
    form: Form, organ: str, year: int, values: Mapping[str, Value], figures: Mapping[str, str]
) -> dict[int, str]:
    words = {**figures, "organ": organ, "year": str(year)}
    sections: Mapping[int, list[Mapping[str, Any]]] = template(form.edition)["sections"]
    return {number: "\n".join(_lines(lines, words, values)) for number, lines in sections.items()}


def _lines(lines: list[Mapping[str, Any]], words: Mapping[str, str], values: Mapping[str, Value]) -> list[str]:
    return [
        _filled(line["text"], words)
        for line in lines
        if ("when" not in line or any(values[key] for key in line["when"]))
        and not any(values[key] for key in line.get("unless", ()))
    ]


def _filled(text: str, words: Mapping[str, str]) -> str:
    return _BOUND.sub(lambda match: words[match[1]], text)


def said(value: Value) -> str:
    """A figure as it stands in a sentence.

    >>> said(Decimal("12.50")), said(Ratio(1, 3)), said(None)
    ('12.5', '33.3', '—')
    """
    if isinstance(value, Ratio):
        return said(value.percent)
    if value is None or isinstance(value, NoFunction):
        return "—"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else f"{value:g}"
