"""The letters of a request: name, who signs, on what provision; their wording is not here."""

import enum
import functools

from gongkai.law.loading import Entry, parameters


class SignOff(enum.StrEnum):
    """Who signs a letter."""

    CLERK = "clerk"
    FOI_UNIT = "foi_unit"
    FOI_UNIT_HEAD = "foi_unit_head"
    LEADER = "leader"
    LEADER_AFTER_LEGAL = "leader_after_legal"

    @property
    def label(self) -> str:
        """The signer in Chinese."""
        return {
            "clerk": "经办人",
            "foi_unit": "公开工作机构",
            "foi_unit_head": "公开工作机构负责人",
            "leader": "机关负责人",
            "leader_after_legal": "机关负责人（经合法性审核）",
        }[self.value]


class Letter(Entry, frozen=True, kw_only=True):
    """A letter (文书). ``suffix`` follows the request's own number, as in 〔2026〕第1号-补; empty for none."""

    sign_off: SignOff
    suffix: str = ""


@functools.cache
def letters() -> dict[str, Letter]:
    """The letters by key."""
    return parameters("letters.yaml", Letter)
