"""A course's own test file, run wholly inside the job; weaker evidence, as the tests run beside what they test."""

import importlib
import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from grader.wire.text import clean
from grader.worker.attempt import attempt
from grader.worker.channel import Channel
from grader.worker.failing import causes, raised
from grader.worker.load import define, missed, why_not
from grader.worker.loaded import Group, Loaded

MOST_RESULTS = 400
MOST_MESSAGE = 600
MOST_RUNS = 5
"""Of the whole file, each with more of what was left out at the top of the group's files."""


def answer(request: dict[str, Any], state: Loaded, _channel: Channel) -> dict[str, Any]:
    """The result of every test: its name, how it ended, why, the type of what was raised, and what may be to blame beside the group."""
    name = state.find(request["file"])
    if name is None or name not in state.ours:
        return {"is": "absent"}
    if attempt(lambda: importlib.import_module("pytest")).error is not None:
        return {"is": "fault", "says": "pytest is not installed, so an official test file cannot be run; `pip install pytest` mends that"}
    import pytest

    _only_ours(state)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.argv = ["pytest"]
    before, results = set(sys.modules), Results(state)
    for _ in range(MOST_RUNS):
        results = Results(state)
        told = attempt(partial(pytest.main, _options(state, name), plugins=[results]))
        if told.error is not None:
            raise told.error
        if sum(define(state, *lacking) for lacking in results.lacking()) == 0:
            break
        for module in [one for one in sys.modules if one not in before and _is(sys.modules[one], state.home / name)]:
            del sys.modules[module]
    return {"is": "done", "value": results.rows()[:MOST_RESULTS]}


def _is(module: object, path: Path) -> bool:
    """Whether a module is the test file itself, which is then loaded anew."""
    return vars(module).get("__file__") == str(path)


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

    def __init__(self, state: Loaded) -> None:
        self._state = state
        self._found: list[list[str]] = []
        self._raised: dict[str, BaseException] = {}
        """By the test or file, the first that was raised."""

    def rows(self) -> list[list[str]]:
        """What became of each."""
        return [self._row(*told) for told in self._found]

    def lacking(self) -> Iterator[tuple[Group, str]]:
        """The names that were missed, and so may have been left out."""
        found = (missed(self._state, one) for error in self._raised.values() for one in causes(error))
        yield from (one for one in found if one is not None)

    def _row(self, nodeid: str, outcome: str, message: str) -> list[str]:
        """One of them; of what stands behind an error, that is told in its place."""
        name, error = nodeid.partition("::")[2] or nodeid, self._raised.get(nodeid)
        if error is None:
            return [name, outcome, message, "", ""]
        lacking = next((found for one in causes(error) if (found := missed(self._state, one)) is not None), None)
        behind = (lacking and why_not(self._state, *lacking)) or (error.__cause__ if type(error).__name__ == "CollectError" else None)
        told = raised(behind or error, self._state)
        return [name, outcome, clean(told["message"], MOST_MESSAGE) if behind else message, told["type"], told["hint"]]

    def pytest_runtest_logreport(self, report: Any) -> None:  # noqa: ANN401 - pytest's own interface
        """A test was prepared, run or cleared away."""
        if report.when == "call" or not report.passed:
            outcome = "error" if report.failed and report.when != "call" else str(report.outcome)
            self._add(str(report.nodeid), outcome, report)

    def pytest_exception_interact(self, call: Any, report: Any) -> None:  # noqa: ANN401 - pytest's own interface
        """What was raised, as it was."""
        if call.excinfo is not None:
            self._raised.setdefault(str(report.nodeid), call.excinfo.value)

    def pytest_collectreport(self, report: Any) -> None:  # noqa: ANN401 - pytest's own interface
        """The file could not even be loaded."""
        if report.failed:
            self._add(str(report.nodeid), "error", report)

    def _add(self, nodeid: str, outcome: str, report: Any) -> None:  # noqa: ANN401 - pytest's own interface
        self._found.append([clean(nodeid, 300), outcome, "" if outcome == "passed" else clean(_why(report), MOST_MESSAGE)])


def _why(report: Any) -> str:  # noqa: ANN401 - pytest's own interface
    """The message of what was raised, or the reason for skipping."""
    told = report.longrepr
    if isinstance(told, tuple):
        return str(told[-1])
    crash = getattr(told, "reprcrash", None)
    return str(crash.message) if crash is not None else str(told)[-MOST_MESSAGE:]
