"""One trial: a report made from a seed, put through noise into a layout, read, recognised and audited."""

from collections.abc import Iterable
from random import Random

import msgspec

from generator.draft import Draft, random_draft
from generator.errors import Expected, inject
from generator.judge import Outcome, judge_findings, judge_readings
from generator.layouts import LAYOUTS, Rendered
from generator.noises import NOISES
from generator.script import script_of
from gongkai.report.readers.open import read_bytes
from gongkai.report.recognise import recognise
from gongkai.report.rules import audit


class Trial(msgspec.Struct, frozen=True):
    """What is tried; ``faulty`` puts one error in. The same trial always makes the same file."""

    layout: str
    noise: str
    seed: int
    edition: str = "2021"
    faulty: bool = False

    @property
    def command(self) -> str:
        """The line that shows this trial's file and outcome again."""
        options = (" --edition 2019" if self.edition == "2019" else "") + (" --faulty" if self.faulty else "")
        return f"python -m generator.stress --layout {self.layout} --noise {self.noise} --seeds {self.seed}{options}"


class Made(msgspec.Struct, frozen=True):
    """The file of a trial and the findings it must cause."""

    rendered: Rendered
    expected: frozenset[Expected]
    allowed: frozenset[str]


def make(trial: Trial) -> Made:
    """The trial's file."""
    draft: Draft = random_draft(trial.seed, edition=trial.edition)
    report, expected, allowed = draft.report, frozenset[Expected](), frozenset[str]()
    if trial.faulty:
        injected = inject(draft, trial.seed)
        report, expected, allowed = injected.report, injected.expected, injected.allowed
    rng = Random(f"{trial.seed}/{trial.layout}/{trial.noise}")
    noise = NOISES[trial.noise]
    script = noise.apply(script_of(report), rng)
    return Made(LAYOUTS[trial.layout].apply(script, rng), expected, allowed | noise.allowed)


def run(trial: Trial) -> Outcome:
    """Read, recognise and audit the trial's file, and judge what came back."""
    made = make(trial)
    readings = list(recognise(read_bytes(made.rendered.data)))
    outcome = judge_readings(made.rendered, readings)
    for number, reading in enumerate(readings[: len(made.rendered.reports)]):
        expected = made.expected if number == 0 else frozenset[Expected]()
        judge_findings(outcome, reading, audit(reading), expected, made.allowed)
    return outcome


def expect_none(trials: Iterable[Trial], *kinds: str) -> None:
    """Run the trials; problems of the kinds (all, where none is named) fail the test that calls."""
    failures = []
    for trial in trials:
        problems = [p for p in run(trial).problems if not kinds or p.split(":")[0] in kinds]
        failures += [f"{trial.command}: {problem}" for problem in problems[:4]]
    assert not failures, "\n" + "\n".join(failures[:20])
