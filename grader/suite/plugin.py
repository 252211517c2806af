"""The pytest plugin of a run: gives tests the fixture `student`, and tells the grader how each of them ended."""

from collections.abc import Iterator
from typing import Any

import pytest

from grader.suite.channel import Channel
from grader.suite.raised import CannotCross, EarlierTest, StudentEnded, StudentError
from grader.suite.student import Student
from grader.suite.uses import Uses

LONGEST = 6_000
OURS = (NameError, ImportError, SyntaxError, CannotCross, EarlierTest)
"""What no value of a group's makes a test raise: the test itself is wrong."""


class Grading:
    """One run over one group's code."""

    def __init__(self, channel: Channel, default: str) -> None:
        self._channel, self._default = channel, default
        self._told: dict[str, tuple[str, str]] = {}
        """The first thing that went wrong in each test."""

    @pytest.fixture
    def student(self) -> Iterator[Student]:
        """The group's code, in the jail; every test meets it freshly loaded."""
        uses = Uses(self._channel)
        yield Student(uses.ask, self._default)
        uses.over()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """A test begins, and with it a job of its own."""
        self._channel.send({"is": "next", "test": short(nodeid)})

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
        """How one phase of a test ended."""
        outcome: Any = yield
        report = outcome.get_result()
        if report.outcome == "passed" and (report.when != "call" or hasattr(report, "wasxfail")):
            return
        word = worded(report, call)
        if item.nodeid not in self._told or (self._told[item.nodeid][0] == "passed" and word != "passed"):
            self._told[item.nodeid] = word, message(report, call)

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """A test is over with all its phases."""
        outcome, says = self._told.get(nodeid, ("skipped", ""))
        self._channel.send({"is": "test", "test": short(nodeid), "outcome": outcome, "says": says})

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """What there is, with the first line of each test's docstring."""
        documented = {short(item.nodeid): first_line(getattr(item, "obj", None)) for item in items}
        self._channel.send({"is": "collected", "tests": documented})

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot even be loaded is the course's fault."""
        if report.failed:
            self._channel.send({"is": "broken", "says": last_line(report.longreprtext), "detail": report.longreprtext[-LONGEST:]})


def worded(report: pytest.TestReport, call: pytest.CallInfo[None]) -> str:
    """`passed`, `failed`, `skipped`, or `error` where the test itself is at fault."""
    if report.outcome != "failed":
        return str(report.outcome)
    problem = call.excinfo.value if call.excinfo is not None else None
    if isinstance(problem, StudentError | StudentEnded):
        return "failed"
    return "error" if report.when != "call" or isinstance(problem, OURS) else "failed"


def message(report: pytest.TestReport, call: pytest.CallInfo[None]) -> str:
    """What pytest says of it: the line of the exception, then where and why."""
    if report.outcome != "failed" or call.excinfo is None:
        return ""
    return f"{call.excinfo.exconly()[:1000]}\n{report.longreprtext[-LONGEST:]}"


def short(nodeid: str) -> str:
    """A test's name without its file."""
    return nodeid.partition("::")[2] or nodeid


def first_line(function: object) -> str:
    """The first line of a docstring."""
    return ((getattr(function, "__doc__", None) or "").strip().splitlines() or [""])[0][:300]


def last_line(text: str) -> str:
    """The last line that says something: of a traceback, what was wrong."""
    return next((line.removeprefix("E").strip() for line in reversed(text.splitlines()) if line.strip()), "")[:500]
