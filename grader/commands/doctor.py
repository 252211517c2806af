"""`grader doctor`: what this machine offers, in a plain table."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from grader.capability import Capability, State, Trial
from grader.commands.terminal import Terminal
from grader.doctor import examine

WORDS = {State.OK: "works", State.ABSENT: "not here", State.FAILED: "FAILED"}
WIDTH = 80
INDENT = "    "


def run_doctor(terminal: Terminal) -> int:
    """Try everything; 0 if nothing that is needed failed, else 1."""
    found = examine()
    for line in table(found):
        terminal.say(line)
    failed = sum(capability.state is State.FAILED for capability in found)
    terminal.say()
    terminal.say(f"{failed} of {len(found)} things that are needed do not work here" if failed else "All that is needed works here.")
    return 1 if failed else 0


def table(found: Sequence[Capability]) -> Iterator[str]:
    """A row for each thing, and below it what was tried and what to do."""
    widest = max(len(capability.what) for capability in found)
    state = max(map(len, WORDS.values()))
    column = widest + 2 + state + 2
    for capability in found:
        first, *rest = wrap(capability.says, max(WIDTH - column, 30)) or [""]
        yield f"{capability.what:<{widest}}  {WORDS[capability.state]:<{state}}  {first}"
        for line in rest:
            yield " " * column + line
        yield from _tried(capability.trials)
        for command in capability.commands:
            yield from _command(command)


def _tried(trials: Sequence[Trial]) -> Iterator[str]:
    """What was tried, level by level, and whether it was refused."""
    levels = max((len(trial.level) for trial in trials), default=0)
    for trial in trials:
        indent = f"{INDENT}{trial.level:<{levels}}  {'held' if trial.held else 'OPEN'}  "
        said = f"{trial.what}: {trial.says}" if trial.says else trial.what
        yield from wrap(said, WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent))


def _command(line: str) -> Iterator[str]:
    """A line of advice; a command, which is indented, stays whole so that it can be copied."""
    if line.startswith(" "):
        yield f"{INDENT}  {line.strip()}"
    else:
        yield from wrap(line, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)
