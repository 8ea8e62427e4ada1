"""Reading the statute's data files: YAML that a lawyer can check, refused for an unknown key or one given twice."""

import enum
from collections.abc import Hashable
from importlib.resources import files
from typing import Any, TypeVar

import msgspec
import yaml

from gongkai.law.provisions import Provision, cite

T = TypeVar("T")
PARAMETERS = "gongkai.law.parameters"


class DataError(ValueError):
    """A data file that cannot be used as it stands; the message names the file and the key."""


class Checked(enum.Enum):
    """Whether the text of the source was read for this entry, or it rests on knowledge and must be verified."""

    VERIFIED = "已核"
    UNVERIFIED = "待核"


class Cited(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of a data file that stands on provisions; ``basis`` holds them as words, see :func:`cite`."""

    basis: tuple[str, ...]
    checked: Checked = Checked.VERIFIED
    note: str = ""

    def __post_init__(self) -> None:
        for words in self.basis:
            cite(words)

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The provisions that the entry stands on."""
        return tuple(cite(words) for words in self.basis)

    @property
    def sources(self) -> tuple[str, ...]:
        """The provisions in full, with a mark where the entry still has to be verified."""
        mark = "" if self.checked is Checked.VERIFIED else "（待核）"
        return tuple(f"{provision}{mark}" for provision in self.provisions)


class Entry(Cited, frozen=True, kw_only=True):
    """An entry that has its own key in its file, and a Chinese name."""

    key: str
    name: str


class _Strict(yaml.CSafeLoader):
    """YAML's safe subset without two of its habits: the last of two equal keys wins; on, off, yes, no are booleans."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for place, _ in node.value:
            key = self.construct_object(place, deep=True)
            if key in seen:
                raise DataError(f"第{place.start_mark.line + 1}行：键“{key}”重复")
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


_Strict.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def parse(text: str, name: str) -> Any:
    """The YAML in ``text``; ``name`` is the file's, for the message of the :class:`DataError` that it may raise."""
    try:
        return yaml.load(text, _Strict)  # noqa: S506  (a subclass of the safe loader)
    except yaml.YAMLError as error:
        raise DataError(f"{name}：不是合法的 YAML：{error}") from error
    except DataError as error:
        raise DataError(f"{name}：{error}") from error


def convert(raw: object, type_: type[T], place: str) -> T:
    """``raw`` as a ``type_``; ``place`` (file and key) opens the message of the :class:`DataError`."""
    try:
        return msgspec.convert(raw, type_)
    except msgspec.ValidationError as error:
        raise DataError(f"{place}：{error}") from error


def entries(text: str, name: str, type_: type[T]) -> dict[str, T]:
    """A file that maps keys to entries; each entry's own ``key`` is the key that it stands under."""
    raw = parse(text, name)
    if not isinstance(raw, dict):
        raise DataError(f"{name}：应为“键：内容”的形式")
    for key, entry in raw.items():
        if not isinstance(entry, dict):
            raise DataError(f"{name}，{key}：应为“键：内容”的形式")
    return {key: convert({**entry, "key": key}, type_, f"{name}，{key}") for key, entry in raw.items()}


def data_file(package: str, name: str) -> str:
    """The text of a data file that is shipped inside a package."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def document(name: str, type_: type[T], package: str = PARAMETERS) -> T:
    """A data file that is one entry."""
    return convert(parse(data_file(package, name), name), type_, name)


def parameters(name: str, type_: type[T]) -> dict[str, T]:
    """The entries of a file of ``gongkai.law.parameters``."""
    return entries(data_file(PARAMETERS, name), name, type_)
