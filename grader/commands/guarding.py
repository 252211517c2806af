"""Whatever goes wrong in a command is one line and a status, and a command that is stopped ends as after Ctrl-C."""

import gc
import signal
from collections.abc import Callable
from types import FrameType

from grader.commands import Status
from grader.commands.terminal import Terminal, standard_terminal
from grader.errors import GraderError

BY_SIGNAL = 128
"""A command that was stopped has this and the signal's number for its status."""

Command = Callable[[Terminal], int]
"""What a command does once all that it needs is loaded."""


class Stopped(KeyboardInterrupt):
    """Somebody ended the command from outside."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def guarded(load: Callable[[], Command], *, debug: bool) -> int:
    """Load a command and run it; whatever goes wrong is one line, and a status."""
    terminal = standard_terminal(debug=debug)
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)
    try:
        command = load()
        _look_for_garbage_again()
        return command(terminal)
    except GraderError as problem:
        terminal.complain(str(problem), problem)
    except KeyboardInterrupt as stop:
        terminal.complain("stopped; what is finished is kept, and the same command goes on from there")
        return BY_SIGNAL + (stop.number if isinstance(stop, Stopped) else signal.SIGINT)
    except OSError as problem:
        where = f"{problem.filename}: " if problem.filename else ""
        terminal.complain(f"{where}{problem.strerror or problem}; is there room, and may you write there? `--debug` says more", problem)
    except Exception as problem:  # noqa: BLE001 - no traceback reaches a user unasked
        said = f"{type(problem).__name__}: {' '.join(str(problem).split())}"
        terminal.complain(f"the grader itself failed ({said}): {'report it' if debug else 'run again with --debug and report it'}", problem)
    return Status.WRONG


def _look_for_garbage_again() -> None:
    """Where the program has looked for none while it loaded; what is loaded stays, and is not looked through again."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _stop(number: int, _frame: FrameType | None) -> None:
    """End as after Ctrl-C: nothing is left behind."""
    raise Stopped(number)
