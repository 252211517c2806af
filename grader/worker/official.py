"""A course's own test file, run wholly inside the job; weaker evidence, as the tests run beside what they test."""

import importlib
import os
import sys
from typing import Any

from grader.wire.text import clean
from grader.worker.attempt import attempt
from grader.worker.channel import Channel
from grader.worker.loaded import Loaded

MOST_RESULTS = 400
MOST_MESSAGE = 600


def answer(request: dict[str, Any], state: Loaded, _channel: Channel) -> dict[str, Any]:
    """The result of every test: its name, how it ended, and why."""
    name = state.find(request["file"])
    if name is None or name not in state.ours:
        return {"is": "absent"}
    if attempt(lambda: importlib.import_module("pytest")).error is not None:
        return {"is": "fault", "says": "pytest is not installed, so an official test file cannot be run; `pip install pytest` mends that"}
    import pytest

    _only_ours(state)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.argv = ["pytest"]
    results = Results()
    told = attempt(lambda: pytest.main(_options(state, name), plugins=[results]))
    if told.error is not None:
        raise told.error
    return {"is": "done", "value": results.found[:MOST_RESULTS]}


def _options(state: Loaded, name: str) -> list[str]:
    """No settings of the group's, nothing written, no other plugin."""
    root = state.home / state.root
    return [
        str(state.home / name),
        f"--rootdir={root}",
        f"--confcutdir={root}",
        "-c",
        os.devnull,
        "-q",
        "--no-header",
        "--no-summary",
        "--import-mode=importlib",
        "--capture=sys",
        *("-p", "no:cacheprovider"),
        *("-p", "no:faulthandler"),
        *("-p", "no:threadexception"),
        *("-p", "no:unraisableexception"),
    ]


def _only_ours(state: Loaded) -> None:
    """A `conftest.py` of the group's would decide about the course's tests."""
    for name in state.files:
        if name.rpartition("/")[2] == "conftest.py" and name not in state.ours:
            (state.home / name).unlink(missing_ok=True)
            state.note(f"{name} is not the course's; it was left out where its tests ran")


class Results:
    """A plugin of pytest's that listens."""

    def __init__(self) -> None:
        self.found: list[list[str]] = []

    def pytest_runtest_logreport(self, report: Any) -> None:  # noqa: ANN401 - pytest's own interface
        """A test was prepared, run or cleared away."""
        if report.when == "call" or not report.passed:
            outcome = "error" if report.failed and report.when != "call" else str(report.outcome)
            self._add(str(report.nodeid), outcome, report)

    def pytest_collectreport(self, report: Any) -> None:  # noqa: ANN401 - pytest's own interface
        """The file could not even be loaded."""
        if report.failed:
            self._add(str(report.nodeid), "error", report)

    def _add(self, nodeid: str, outcome: str, report: Any) -> None:  # noqa: ANN401 - pytest's own interface
        name = nodeid.partition("::")[2] or nodeid
        self.found.append([clean(name, 200), outcome, "" if outcome == "passed" else clean(_why(report), MOST_MESSAGE)])


def _why(report: Any) -> str:  # noqa: ANN401 - pytest's own interface
    """The message of what was raised, or the reason for skipping."""
    told = report.longrepr
    if isinstance(told, tuple):
        return str(told[-1])
    crash = getattr(told, "reprcrash", None)
    return str(crash.message) if crash is not None else str(told)[-MOST_MESSAGE:]
