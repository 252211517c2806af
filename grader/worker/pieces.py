"""What of a text Python can read where it cannot read all of it: its top-level statements, one after the other."""

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

MOST_PIECES = 4_000
MOST_PARSED = 1_000_000
"""Characters that are tried in pieces; of a text that is longer, all of it once."""
MOST_JOINED = 40
"""So many pieces are tried together, as a text in quotes may have lines that look like the beginning of a statement."""
_BEGINS = re.compile(r"[^\s#)\]}]")
_GOES_ON = re.compile(r"(else|elif|except|finally)\b")
_NOT_READABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True)
class Piece:
    """Statements that can be read, or why they cannot."""

    line: int
    statements: list[ast.stmt]
    problem: Exception | None = None


def pieces(text: str) -> list[Piece]:
    """The whole as one piece where Python can read it, else its readable and unreadable parts."""
    whole = _parsed(text, 1)
    if whole.problem is None or not isinstance(whole.problem, SyntaxError):
        return [whole]
    lines = text.split("\n")
    starts = list(_starts(lines))[:MOST_PIECES]
    found: list[Piece] = []
    at, room = 0, max(MOST_PARSED, len(text))
    while at < len(starts):
        if room <= 0:
            found.append(Piece(starts[at] + 1, [], MemoryError()))  # nobody knows what stands there
            break
        piece, at, tried = _longest_needed(lines, starts, at)
        room -= tried
        found.append(piece)
    problems = [piece for piece in found if piece.problem is not None]
    # Python's own complaint about the whole is the one that the group saw.
    return found if problems else [*found, Piece(whole.problem.lineno or 1, [], whole.problem)]


def parse(text: str) -> ast.Module:
    """Python's own parser, without its warnings: they are about the student's style."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text, type_comments=False)


def _parsed(text: str, line: int) -> Piece:
    """One text as a piece; its lines are counted from `line`."""
    try:
        statements = parse(text).body
    except _NOT_READABLE as problem:
        if isinstance(problem, SyntaxError) and problem.lineno:
            problem.lineno += line - 1
        return Piece(line, [], problem)
    return Piece(line, [ast.increment_lineno(one, line - 1) for one in statements] if line > 1 else statements)


def _starts(lines: list[str]) -> Iterator[int]:
    """The lines at which a statement may begin."""
    decorated = False
    for number, line in enumerate(lines):
        if _BEGINS.match(line) and not _GOES_ON.match(line):
            if not decorated:
                yield number
            decorated = line.startswith("@")


def _longest_needed(lines: list[str], starts: list[int], at: int) -> tuple[Piece, int, int]:
    """The piece that begins here, joined with what follows until Python can read it; where the next begins; how much was tried."""
    first: Piece | None = None
    tried = 0
    for end in range(at + 1, min(at + 1 + MOST_JOINED, len(starts) + 1)):
        stop = starts[end] if end < len(starts) else len(lines)
        text = "\n".join(lines[starts[at] : stop])
        tried += len(text)
        piece = _parsed(text, starts[at] + 1)
        if piece.problem is None:
            return piece, end, tried
        first = first or piece
        if not _unfinished(piece.problem):
            break
    return first or Piece(starts[at] + 1, []), at + 1, tried


def _unfinished(problem: Exception) -> bool:
    """Whether more lines might mend it: an open quote or bracket."""
    says = str(problem)
    return "unterminated triple-quoted" in says or "was never closed" in says or "unexpected EOF" in says
