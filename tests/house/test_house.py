"""The house itself: walls, lock file, what may and may not stand in a tracked file."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
MACHINE = re.compile(r"/(?:home|root|Users|work)/\w|[A-Z]:\\\\Users")
REGISTRY = re.compile(r"(?<!emit-)index-url|\b(?:pypi|pythonhosted|npmjs)\.|\bmirrors?\.\w+\.(?:com|cn|org|net)")
GROWN = 400


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def sources() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py"]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in tracked():
        try:
            found.append((path, path.read_text("utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_imports_go_downward_only() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY], ids=["machine paths", "registries"])
def test_tracked_files_name_no_machine_and_no_registry(pattern: re.Pattern[str]) -> None:
    exempt = {Path(__file__)}
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path, text in texts()
        if path not in exempt and (match := pattern.search(text))
    ]
    assert found == []


def test_modules_stay_small() -> None:
    grown = [
        f"{path.relative_to(ROOT)}: {n}"
        for path in sources()
        if path.parent.name != "migrations"  # generated, and read by nobody
        and (n := len(path.read_text().splitlines())) > GROWN
    ]
    assert grown == []


def test_no_module_is_a_drawer_for_anything() -> None:
    drawers = {"utils.py", "helpers.py", "common.py", "misc.py", "signals.py"}
    assert [str(path.relative_to(ROOT)) for path in sources() if path.name in drawers] == []


def test_the_lock_file_holds_what_the_project_asks_for() -> None:
    locked = {
        canonicalize_name(name): version
        for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", LOCK, re.MULTILINE)
    }
    wanted = list(PROJECT["project"]["dependencies"]) + PROJECT["dependency-groups"]["dev"]
    for extra in PROJECT["project"]["optional-dependencies"].values():
        wanted += extra
    for requirement in map(Requirement, wanted):
        if requirement.name != PROJECT["project"]["name"]:
            name = canonicalize_name(requirement.name)
            assert name in locked, f"{name} 不在 requirements.lock 中，请运行 make lock"
            assert requirement.specifier.contains(locked[name], prereleases=True), f"{name} {locked[name]}"


def test_every_locked_file_has_its_hash() -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", LOCK)
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry)


def test_the_extra_all_holds_every_extra() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    (everything,) = extras["all"]
    assert set(re.findall(r"\w+", everything)) - {"gongkai"} == set(extras) - {"all"}
