"""Every labelled sentence gives exactly its findings, and the sentences that must give none give none."""

from pathlib import Path

import pytest
import yaml

from claims.reports import report
from gongkai.report.recognise import Reading
from gongkai.report.rules import RULES, Subject

RULES_OF_SENTENCES = ("A5", "A6", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D9")
GROUPS = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text("utf-8"))


def _cases() -> list[tuple[str, str, dict, str]]:
    found = []
    for group in GROUPS:
        for sentence in group["sentences"]:
            text, findings = (sentence, "") if isinstance(sentence, str) else next(iter(sentence.items()))
            found.append((text, findings, group.get("cells", {}), group.get("organ", "清河县人民政府办公室")))
    return found


CASES = _cases()


@pytest.mark.parametrize(("text", "expected", "cells", "organ"), CASES, ids=[case[0][:40] for case in CASES])
def test_sentence_gives_exactly_its_findings(text: str, expected: str, cells: dict, organ: str) -> None:
    subject = Subject(Reading.of(report(text, cells, organ)))
    found = [
        f"{rule} {fault.severity or RULES[rule].severity}"
        for rule in RULES_OF_SENTENCES
        for fault in RULES[rule].check(subject)
    ]
    assert sorted(found) == sorted(part.strip() for part in expected.split(";") if part.strip()), [
        (claim.metric, claim.value, claim.said) for claim in subject.claims
    ]


def test_there_are_enough_sentences_and_many_that_give_nothing() -> None:
    silent = sum(not expected for _, expected, _, _ in CASES)
    assert len(CASES) >= 200
    assert silent >= 100
