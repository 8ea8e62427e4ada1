"""``python -m generator.stress --layout tab,pipe --noise none,typos --seeds 0:500 [--faulty] [--edition 2019]``.

Prints for each layout and noise how many cells came back exactly, how many as ``None``, how many wrong, the false and
the missed errors; then every failure with the line that repeats it. ``all`` names every layout or noise.
"""

import argparse
import itertools
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from generator.judge import Outcome
from generator.layouts import FAST, LAYOUTS
from generator.noises import NOISES
from generator.trial import Trial, make, run
from gongkai.report.readers import Unreadable

_CRASHES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    Unreadable,
)
_COLUMNS = ("exact", "nulls", "lost", "wrong", "false_errors", "missed_errors", "other")


def main() -> int:
    """Run the trials that the command line names; 1 where any failed."""
    options = _options()
    failures: list[str] = []
    print(f"{'layout':<28} {'noise':<19}{'files':>6}" + "".join(f"{name:>14}" for name in _COLUMNS) + f"{'s':>8}")
    for layout, noise in itertools.product(_names(options.layout, LAYOUTS), _names(options.noise, NOISES)):
        started, total = time.perf_counter(), Outcome()
        for seed in options.seeds:
            trial = Trial(layout, noise, seed, options.edition, options.faulty)
            if options.write:
                _write(trial, Path(options.write))
                continue
            outcome = _attempt(trial)
            total.add(outcome)
            if outcome.problems:
                failures.append(f"{trial.command}\n" + "\n".join(f"    {p}" for p in outcome.problems[: options.show]))
        counts = "".join(f"{getattr(total, name):>14}" for name in _COLUMNS)
        elapsed = time.perf_counter() - started
        print(f"{layout:<28} {noise:<19}{len(options.seeds):>6}{counts}{elapsed:>8.1f}", flush=True)
    print()
    for failure in failures[: options.failures]:
        print(failure)
    if len(failures) > options.failures:
        print(f"… and {len(failures) - options.failures} more failing files")
    return 1 if failures else 0


def _attempt(trial: Trial) -> Outcome:
    """The outcome; an exception of the code under test is a problem like any other."""
    try:
        return run(trial)
    except _CRASHES as error:
        outcome = Outcome()
        outcome.note("other", f"{type(error).__name__}: {error}")
        return outcome


def _write(trial: Trial, folder: Path) -> None:
    rendered = make(trial).rendered
    path = folder / f"{trial.layout}-{trial.noise}-{trial.seed}.{rendered.suffix}"
    path.write_bytes(rendered.data)
    print(path)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="generator.stress", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--layout", default="all", help="names, separated by commas, or all, or fast")
    parser.add_argument("--noise", default="none", help="names, separated by commas, or all")
    parser.add_argument("--seeds", type=_seeds, default=range(10), help="a seed, or FROM:TO without TO")
    parser.add_argument("--edition", default="2021", choices=("2021", "2019"))
    parser.add_argument("--faulty", action="store_true", help="put one known error into each report")
    parser.add_argument("--show", type=int, default=6, help="problems shown of one file")
    parser.add_argument("--failures", type=int, default=40, help="failing files shown")
    parser.add_argument("--write", metavar="FOLDER", help="only write the files there")
    return parser.parse_args()


def _seeds(text: str) -> range:
    first, _, last = text.partition(":")
    return range(int(first), int(last) if last else int(first) + 1)


def _names(text: str, known: Mapping[str, object]) -> list[str]:
    if text == "all":
        return list(known)
    if text == "fast":
        return list(FAST)
    unknown = [name for name in text.split(",") if name not in known]
    if unknown:
        sys.exit(f"unknown: {', '.join(unknown)}; known: {', '.join(known)}")
    return text.split(",")


if __name__ == "__main__":
    sys.exit(main())
