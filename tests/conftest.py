"""What all tests share: a skipped test is told loudly at the end, and is a failure under continuous integration."""

import os
import tempfile

import pytest
from hypothesis import settings

settings.register_profile("shared", deadline=None)  # a busy machine is not a fault
settings.load_profile("shared")
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="gongkai-test-")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if not skipped:
        return
    verdict = "CI 环境下视为失败" if _strict() else "结论不含这些测试"
    terminalreporter.section(f"有 {len(skipped)} 项测试没有运行，{verdict}", sep="!", yellow=True, bold=True)
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        terminalreporter.line(f"{report.nodeid}：{str(reason).removeprefix('Skipped: ')}")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if _strict() and reporter and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _strict() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}
