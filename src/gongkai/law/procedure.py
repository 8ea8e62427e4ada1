"""The procedure of a request as a table: which step, in which state, by whom, on what article, with what effect."""

import enum
import functools

import msgspec

from gongkai.law.loading import PARAMETERS, DataError, Entry, convert, data_file, parse

_FILE = "procedure.yaml"
HEADINGS = ("步骤", "可以在何种状态下进行", "进行后的状态", "由谁进行", "对答复期限的影响", "依据")


class Clock(enum.StrEnum):
    """What a step does to the answer clock."""

    NONE = "none"
    START = "start"
    RESTART = "restart"
    STOP = "stop"
    EXCLUDE_FROM = "exclude_from"
    EXCLUDE_UNTIL = "exclude_until"
    EXTEND = "extend"
    DELAY = "delay"

    @property
    def label(self) -> str:
        """The effect in Chinese; empty for none."""
        return _CLOCK[self]


_CLOCK = {
    Clock.NONE: "",
    Clock.START: "起算",
    Clock.RESTART: "重新起算",
    Clock.STOP: "停止",
    Clock.EXCLUDE_FROM: "开始不计入",
    Clock.EXCLUDE_UNTIL: "恢复计算",
    Clock.EXTEND: "延长",
    Clock.DELAY: "另定日期",
}


class Step(Entry, frozen=True, kw_only=True, rename={"states": "from"}):
    """A step: the states it may be taken in (none: a new request), the state it leads to (none: it stays), who takes it.

    ``period`` is the period that it starts or must keep, ``once`` marks a step that may be taken once in a request.
    """

    states: tuple[str, ...]
    by: str
    to: str = ""
    clock: Clock = Clock.NONE
    period: str = ""
    letter: str = ""
    outcome: str = ""
    once: bool = False


class Procedure(msgspec.Struct, frozen=True):
    """States and actors with their Chinese names, and the steps."""

    states: dict[str, str]
    actors: dict[str, str]
    steps: dict[str, Step]

    def allowed(self, state: str | None) -> tuple[Step, ...]:
        """The steps that may be taken in a state; ``None`` for a request that does not exist yet.

        >>> [step.key for step in procedure().allowed("correcting")]
        ['receive_correction', 'lapse_correction', 'withdraw']
        """
        return tuple(s for s in self.steps.values() if (state in s.states if state else not s.states))

    def rows(self) -> list[tuple[str, ...]]:
        """The table for people, in the columns of ``HEADINGS``."""
        return [
            (
                step.name,
                "、".join(self.states[state] for state in step.states) or "（新申请）",
                self.states[step.to] if step.to else "不变",
                self.actors[step.by],
                step.clock.label,
                "；".join(step.sources),
            )
            for step in self.steps.values()
        ]


@functools.cache
def procedure() -> Procedure:
    """The procedure. Raises :class:`DataError` where a step names a state or an actor that there is not."""
    raw = parse(data_file(PARAMETERS, _FILE), _FILE)
    steps = {key: convert({**step, "key": key}, Step, f"{_FILE}，{key}") for key, step in raw["steps"].items()}
    for step in steps.values():
        if (
            unknown := {*step.states, *filter(None, [step.to])} - raw["states"].keys()
            | {step.by} - raw["actors"].keys()
        ):
            raise DataError(f"{_FILE}，{step.key}：没有定义“{'、'.join(sorted(unknown))}”")
    return Procedure(raw["states"], raw["actors"], steps)
