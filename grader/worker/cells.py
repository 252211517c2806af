"""A notebook run again, cell by cell: a cell that fails is told, and the next one runs."""

import linecache
import sys
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from grader.wire.opaque import type_name
from grader.wire.text import clean
from grader.worker.attempt import attempt
from grader.worker.channel import Channel
from grader.worker.failing import causes, message
from grader.worker.hints import hint_of
from grader.worker.load import new_module
from grader.worker.loaded import Group, Loaded
from grader.worker.notebook_source import NotANotebook, code_cells
from grader.worker.printed import Printed
from grader.worker.random_state import reseed
from grader.worker.shell import new_shell

MOST_CELLS = 1_000
MOST_OUTPUT = 60_000
"""Characters of what one cell printed."""
_NOT_HERE = "IPython is not installed, so notebooks cannot be run; `pip install ipython` mends that"


@dataclass(frozen=True)
class Ran:
    """What became of one cell."""

    index: int
    output: str = ""
    error: str = ""
    line: str = ""
    skipped: str = ""
    hint: str = ""
    """What may be to blame beside the group."""
    notes: str = ""
    """What was adapted for it."""

    def reply(self) -> dict[str, Any]:
        """As it is sent."""
        parts = {key: clean(text, MOST_OUTPUT) for key, text in vars(self).items() if key != "index"}
        return {"is": "cell", "value": {"index": self.index, **parts}}


def answer(request: dict[str, Any], state: Loaded, channel: Channel) -> dict[str, Any]:
    """Run all cells, those but for that are named in `skip`; afterwards the notebook can be asked like any file."""
    name = state.find(request["file"])
    if name is None or not name.casefold().endswith(".ipynb"):
        return {"is": "absent"}
    try:
        cells = code_cells(state.files[name])[:MOST_CELLS]
    except NotANotebook as problem:
        return {"is": "raised", "type": "NotANotebook", "message": str(problem), "trace": [], "chain": ["NotANotebook"], "hint": ""}
    skipped: list[str] = []
    made = attempt(lambda: new_shell(skipped.append))
    if isinstance(made.error, ModuleNotFoundError):
        return {"is": "fault", "says": _NOT_HERE}
    if made.error is not None:
        raise made.error
    shell = made.value
    _is_the_file(shell, state, name)
    reseed(state.seed)
    passed = frozenset(request.get("skip", ()))
    for index, cell in enumerate(cells):
        ran = Ran(index, skipped="not run") if index in passed else _run(shell, state, name, index, cell, skipped)
        channel.send(ran.reply())
        channel.receive()  # `{"do": "next"}`: the grader pulls, and so has a clock of its own for each cell
    return {"is": "done", "value": {"count": len(cells)}}


def _is_the_file(shell: Any, state: Loaded, name: str) -> None:  # noqa: ANN401 - IPython has no types for it
    """Questions about the notebook are put to what its cells leave behind; its folder is where it works."""
    module = shell.user_module
    vars(module)["__file__"] = new_module(state, name).__file__
    state.groups[name] = Group(name, state.codes[name], module, whole=True)
    sys.modules["__main__"] = module


def _run(shell: Any, state: Loaded, name: str, index: int, cell: str, skipped: list[str]) -> Ran:  # noqa: ANN401 - see Ran
    """One cell."""
    del skipped[:]
    printed, told = Printed(), len(state.notes)
    if state.guard is not None:
        state.guard.restore(str((state.home / name).parent))
    before = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = printed
    done = state.attempt(lambda: shell.run_cell(cell, store_history=True, silent=False))
    sys.stdout, sys.stderr = before
    _close_figures()
    if state.guard is not None:
        state.guard.restore()
    error = done.error
    if error is None:
        error = done.value.error_before_exec or done.value.error_in_exec
    left_out = "; ".join(text.splitlines()[0][:200] for text in skipped[:5] if text)
    notes = "; ".join(state.new_notes(told))
    if error is None:
        return Ran(index, printed.text(), skipped=left_out, notes=notes)
    line = _line(error, cell)
    hint = hint_of(error, list(causes(error)), line.partition(": ")[2], state)
    return Ran(index, printed.text(), f"{type_name(error)}: {message(error)}", line, left_out, hint, notes)


def _line(error: BaseException, cell: str) -> str:
    """The line of this cell at which it failed."""
    number = error.lineno if isinstance(error, SyntaxError) else _innermost(error.__traceback__)
    lines = cell.split("\n")
    return f"line {number}: {lines[number - 1].strip()}"[:300] if number and 0 < number <= len(lines) else ""


def _innermost(trace: TracebackType | None) -> int | None:
    """The last line of this very cell on the way to the error: the outermost frame is the cell."""
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_name == "<module>" and code.co_filename in linecache.cache:
            return trace.tb_lineno
        trace = trace.tb_next
    return None


def _close_figures() -> None:
    """What was drawn is not kept."""
    plt = sys.modules.get("matplotlib.pyplot")
    if plt is not None:
        attempt(lambda: plt.close("all"))
