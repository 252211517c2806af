"""Which of what stands between code fences is a program, and which only what one printed."""

import re
from collections.abc import Sequence

LANGUAGES = frozenset("python py python3 ipython java c cpp c++ matlab julia octave r javascript js".split())
OUTPUTS = frozenset("text txt plaintext output out console log none math latex tex markdown md".split())
FENCE = re.compile(r"^\s{0,3}(```+|~~~+)\s*([\w+#-]*)[^`]*$")
IN_PROGRAM = "a line of a program"
_PROGRAM = re.compile(
    r"^\s*(?:import \w|from [\w.]+ import |def \w+\s*\(|class \w+|for .+:\s*$|while .+:\s*$|if .+:\s*$"
    r"|print\s*\(|return\b|>>> |In \[\d*\]:|[\w.\[\]]+\s*(?:[-+*/]=)\s*\S)"
)


def is_program(language: str, rows: Sequence[str]) -> bool:
    """Whether the rows of a fence are a program: its assignments are no answers."""
    if language.casefold() in LANGUAGES:
        return True
    return language.casefold() not in OUTPUTS and any(_PROGRAM.match(row) for row in rows)
