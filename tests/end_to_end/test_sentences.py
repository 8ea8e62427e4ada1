"""True sentences that look like errors cause none; false ones are found."""

import functools
from random import Random

import pytest

from generator import Draft, random_draft
from generator.sentences import FALSE_SAYINGS, TRUE_SAYINGS, Saying, insert, pen_for
from gongkai.findings import Finding, Severity
from gongkai.report.model import AnnualReport
from gongkai.report.recognise import Reading
from gongkai.report.rules import audit

SEEDS = range(24)


@functools.cache
def _draft(seed: int) -> Draft:
    return random_draft(seed)


def _findings(report: AnnualReport) -> list[Finding]:
    return audit(Reading.of(report))


@functools.cache
def _errors_before(seed: int) -> frozenset[str]:
    return frozenset(f.fingerprint for f in _findings(_draft(seed).report) if f.severity is Severity.ERROR)


def _said(saying: Saying, seed: int) -> str | None:
    return saying.say(pen_for(_draft(seed), Random(seed)))


@pytest.mark.parametrize("saying", TRUE_SAYINGS, ids=lambda saying: saying.name)
def test_true_sentences_cause_no_error(saying: Saying) -> None:
    for seed in SEEDS:
        sentence = _said(saying, seed)
        if sentence is None:
            continue
        errors = [f for f in _findings(insert(_draft(seed).report, sentence)) if f.severity is Severity.ERROR]
        new = [f"{f.rule} {f.message}" for f in errors if f.fingerprint not in _errors_before(seed)]
        assert not new, (seed, sentence)


@pytest.mark.parametrize("saying", FALSE_SAYINGS, ids=lambda saying: saying.name)
def test_false_sentences_are_found(saying: Saying) -> None:
    accepted = {Severity.ERROR, Severity.WARNING} if saying.weaker else {Severity.ERROR}
    tried = [(seed, sentence) for seed in SEEDS if (sentence := _said(saying, seed))]
    assert tried
    for seed, sentence in tried:
        findings = _findings(insert(_draft(seed).report, sentence))
        assert any(f.rule in saying.rules and f.severity in accepted for f in findings), (seed, sentence)
