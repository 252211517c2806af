"""What pycodestyle says of a group's files."""

from importlib import import_module
from typing import Any

from grader.worker.channel import Channel
from grader.worker.loaded import Loaded
from grader.worker.source import MOST_BYTES

MOST_FINDINGS = 500
MOST_OF_A_FILE = 200


def answer(request: dict[str, Any], state: Loaded, _channel: Channel) -> dict[str, Any]:
    """Every finding: file, line, column, code, text."""
    if request["tool"] != "pycodestyle":
        return {
            "is": "fault",
            "says": f"{request['tool']} is a program, and no program can be started where student code runs; use pycodestyle",
        }
    try:
        pycodestyle = import_module("pycodestyle")
    except ModuleNotFoundError:
        return {"is": "fault", "says": "pycodestyle is not installed; `pip install pycodestyle` mends that"}
    found: list[list[Any]] = []
    for wanted in request["files"]:
        name = state.find(wanted)
        if name is None or not name.endswith(".py") or len(state.files[name]) > MOST_BYTES:
            continue
        found += _findings(pycodestyle, name, state, request["line_length"])
        if len(found) >= MOST_FINDINGS:
            break
    return {"is": "done", "value": found[:MOST_FINDINGS]}


def _findings(pycodestyle: Any, name: str, state: Loaded, length: int) -> list[list[Any]]:  # noqa: ANN401 - it has no types
    """The findings in one file, in its own lines and not in those that may since have been written over it."""
    found: list[list[Any]] = []

    class Report(pycodestyle.BaseReport):  # type: ignore[misc]  # it has no types
        """Keeps every finding, where pycodestyle would print it."""

        def error(self, line_number: int, offset: int, text: str, check: Any) -> Any:  # noqa: ANN401 - pycodestyle's own interface
            code = super().error(line_number, offset, text, check)
            if text[:4] and not self._ignore_code(text[:4]) and len(found) < MOST_OF_A_FILE:
                found.append([name, line_number, offset + 1, text[:4], text[5:][:200]])
            return code

    # No settings of the group's are read: neither its setup.cfg nor one in a home, nor a comment that says what not to find.
    pycodestyle.noqa = lambda _line: None
    style = pycodestyle.StyleGuide(max_line_length=length, quiet=2, reporter=Report)
    lines = _text(state.files[name]).splitlines(keepends=True)
    pycodestyle.Checker(name, lines=lines, options=style.options, report=style.options.report).check_all()
    return found


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")
