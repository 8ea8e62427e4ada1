"""The steps of vetting, who does them, and what each must go through before it lets a text pass."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import models

from gongkai.organs.access import Act


class Step(models.TextChoices):
    """A review; the order is that in which they are usually done."""

    FIRST = "first", "初审"
    SECOND = "second", "复审"
    SECRECY = "secrecy", "保密审查"
    FINAL = "final", "终审"


ACTS = {
    Step.FIRST: Act.VET_FIRST,
    Step.SECOND: Act.VET_SECOND,
    Step.SECRECY: Act.VET_SECRECY,
    Step.FINAL: Act.VET_FINAL,
}
PROOF = {Step.FIRST: "一校", Step.SECOND: "二校", Step.FINAL: "三校"}
"""Each review reads the proofs too."""


class Gate(models.TextChoices):
    """What a text must be sound in (政治、法律、政策、保密、文字五关)."""

    POLITICS = "politics", "政治关"
    LAW = "law", "法律关"
    POLICY = "policy", "政策关"
    SECRECY = "secrecy", "保密关"
    WORDING = "wording", "文字关"

    @property
    def question(self) -> str:
        """What is asked at the gate."""
        return {
            "politics": "提法、导向正确，涉及领土、民族、宗教的表述规范",
            "law": "内容合法，依据准确，没有减损权利或者增加义务的越权规定",
            "policy": "与现行政策一致，引用的文件有效",
            "secrecy": "不涉密、不敏感，没有商业秘密和个人隐私，汇聚起来也不泄密",
            "wording": "文字、标点、数字、单位、日期无误，版式和附件完整",
        }[self.value]


Stage = tuple[Step, ...]
"""Steps that one person does at once; in most bodies a single one."""
USUAL: tuple[Stage, ...] = ((Step.FIRST,), (Step.SECOND,), (Step.SECRECY,), (Step.FINAL,))
COMBINED: tuple[Stage, ...] = ((Step.FIRST, Step.SECOND), (Step.SECRECY, Step.FINAL))
"""For a township or a village with few people."""
SHORT: tuple[Stage, ...] = ((Step.FIRST,), (Step.SECRECY,), (Step.FINAL,))
PRESETS = {"usual": USUAL, "short": SHORT, "combined": COMBINED}
"""The chains that the desk offers, by a name for addresses and forms."""
_INDISPENSABLE = (Step.SECRECY, Step.FINAL)


def gates_of(stage: Iterable[Step]) -> list[Gate]:
    """The gates that a stage goes through: the secrecy review its own, every other review all five."""
    return [Gate.SECRECY] if set(stage) == {Step.SECRECY} else list(Gate)


def name_of(stage: Sequence[Step]) -> str:
    """The stage in Chinese.

    >>> name_of((Step.FIRST, Step.SECOND))
    '初审、复审'
    """
    return "、".join(step.label for step in stage)


def key_of(stage: Iterable[Step]) -> str:
    """The stage as a column of the database holds it."""
    chosen = set(stage)
    return "+".join(step for step in Step if step in chosen)


def stages_of(stored: Iterable[Iterable[str]]) -> tuple[Stage, ...]:
    """The stages out of what was stored."""
    return tuple(tuple(Step(step) for step in stage) for stage in stored)


def checked(stages: Sequence[Stage]) -> Sequence[Stage]:
    """The stages of a chain, or ``ValidationError``: each step once, the final review last, secrecy never left out."""
    steps = [step for stage in stages for step in stage]
    if len(steps) != len(set(steps)) or not all(stages):
        raise ValidationError("每一步审核只能出现一次。")
    missing = [step.label for step in _INDISPENSABLE if step not in steps]
    if missing:
        raise ValidationError(f"不能没有{'、'.join(missing)}（《条例》第十七条：公开前须经保密审查）。")
    if Step.FINAL not in stages[-1]:
        raise ValidationError("终审须是最后一步。")
    return stages


def urgent(stages: Sequence[Stage]) -> tuple[tuple[Stage, ...], int]:
    """The stages of a text that cannot wait: what is indispensable first, the rest afterwards; and how many come first."""
    first = tuple(stage for stage in stages if set(stage) & set(_INDISPENSABLE))
    rest = tuple(stage for stage in stages if stage not in first)
    return (*first, *rest), len(first)
