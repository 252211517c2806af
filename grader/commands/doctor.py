"""`grader doctor`: what this machine offers, in a plain table."""

from textwrap import wrap

from grader.commands.terminal import Terminal
from grader.doctor import State, examine

WORDS = {State.OK: "works", State.ABSENT: "not here", State.FAILED: "FAILED"}
WIDTH = 80


def run_doctor(terminal: Terminal) -> int:
    """Try everything; 0 if nothing that is needed failed, else 1."""
    found = examine()
    widest = max(len(capability.what) for capability in found)
    column = widest + 2 + max(map(len, WORDS.values())) + 2
    for capability in found:
        lines = wrap(capability.says, max(WIDTH - column, 30)) or [""]
        terminal.say(f"{capability.what:<{widest}}  {WORDS[capability.state]:<{column - widest - 4}}  {lines[0]}")
        for line in lines[1:]:
            terminal.say(" " * column + line)
    failed = sum(capability.state is State.FAILED for capability in found)
    terminal.say()
    terminal.say(f"{failed} of {len(found)} things that are needed do not work here" if failed else "All that is needed works here.")
    return 1 if failed else 0
