"""The entries of an answers.yaml as they were written: keys and values as text, each line by itself, so that a slip costs one entry."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import yaml

from grader.nearest import quoted
from grader.syntax import LONG_FORM, explain

DEEPEST = 6
MOST = 400
LONGEST = 5_000
"""Characters of one value; no answer is longer."""
_KEY = re.compile(r"""(?:"[^"\n]{1,200}"|'[^'\n]{1,200}'|[^\s#\-\[\]{},"'|>@`%&*!][^#\n]{0,200}?)\s*:(?=\s|$)""")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CARRIED_ON = re.compile(r"\n\s*[-+*/]")
"""An item of a list that is indented too far, which YAML takes for the end of the line before it."""
_HARMLESS = '\\"/\nxuU'
"""Behind a backslash in double quotes; anything else was meant for LaTeX."""


@dataclass(frozen=True)
class Scalar:
    """Text as it was written: without quotes (`style` is empty), within `'` or `"`, or as a block (`|`, `>`)."""

    text: str
    style: str
    line: int
    raw: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Sequenced:
    """A list: `[…]` where `flow`, else one item a line."""

    items: tuple["Node", ...]
    flow: bool
    line: int
    gaps: tuple[str, ...] = ()
    """What parts the items of `[…]`: a comma, with a space where one was written."""
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Mapped:
    """Keys and what stands behind them."""

    entries: tuple[tuple["Node", "Node"], ...]
    flow: bool
    line: int
    start: int = 0
    end: int = 0


Node = Scalar | Sequenced | Mapped


@dataclass(frozen=True)
class Entry:
    """A key (with those it stands below), its value, and its line; `problem` says why the value cannot be used."""

    keys: tuple[str, ...]
    value: Scalar | Sequenced | None
    line: int
    problem: str = ""
    raw: str = ""
    below: int = 0
    """How many lines below its key the value begins."""


class Unusable(Exception):
    """What YAML can say and a sheet of answers has no use for."""

    def __init__(self, line: int, says: str) -> None:
        super().__init__(says)
        self.line, self.says = line, says


@dataclass
class _Open:
    """A list or table that is still being read."""

    event: yaml.CollectionStartEvent
    nodes: list[Node] = field(default_factory=list)


def entries(text: str) -> Iterator[Entry]:
    """All entries of a sheet, those that cannot be read with the reason."""
    for count, (number, chunk) in enumerate(chunks(text)):
        if count >= MOST:
            yield Entry((), None, number, problem=f"has more than {MOST:,} entries; what follows was not read")
            return
        yield from _entries_of(chunk, number)


def chunks(text: str) -> Iterator[tuple[int, str]]:
    """Stretches that begin with a key at the margin, each with its first line; a list may go on at the margin."""
    held: list[str] = []
    first, depth, flow = 1, 0, False
    for number, line in enumerate(text.split("\n"), start=1):
        if line[:1] == "#" or line.rstrip() in ("---", "..."):
            line = ""  # noqa: PLW2901 - a line without content keeps the count of lines
        margin = line[:1].strip() and not line.startswith(("- ", "]", "}")) and line.rstrip() != "-"
        if margin and held and not flow and (depth <= 0 or _KEY.match(line)):
            yield first, "\n".join(held)
            held, depth = [], 0
        if not held:
            first, flow = number, line.startswith(("{", "["))
        if held or line.strip():
            held.append(line)
        depth += line.count("[") + line.count("{") - line.count("]") - line.count("}")
    if held:
        yield first, "\n".join(held)


def _entries_of(chunk: str, number: int) -> Iterator[Entry]:
    """The entries of one stretch, or one that says what is wrong with it."""
    key, raw = _key_of(chunk), " ".join(chunk.split())[:LONGEST]
    try:
        root = tree(chunk)
    except yaml.YAMLError as error:
        yield Entry(key, None, *_told(error, chunk, number), raw=raw)
    except Unusable as problem:
        yield Entry(key, None, number + problem.line - 1, problem.says, raw)
    except (ValueError, OverflowError):  # PyYAML lets a number in an escape or a directive through unchecked
        yield Entry(key, None, number, "an escape such as `\\U00110000` names no character; write the character itself", raw)
    else:
        if isinstance(root, Mapped):
            yield from flattened(root, (), number)
        elif root is not None:
            yield Entry((), None, number, "is no `name: value`; write the name, a colon, a space and the value", raw)


def _told(error: yaml.YAMLError, chunk: str, number: int) -> tuple[int, str]:
    """The line of the file, and what is wrong there."""
    marks = (getattr(error, "problem_mark", None), getattr(error, "context_mark", None))
    for mark in {id(mark): mark for mark in marks if mark is not None}.values():
        mark.line += number - 1
    line, says = explain(error, chunk)
    says = says.replace(LONG_FORM, "write the value in single quotes").replace(", and begin each line of a task with `- `", "")
    return (line if any(marks) else number + line - 1), says


def _key_of(chunk: str) -> tuple[str, ...]:
    """The key at the beginning of a stretch that could not be read as a whole."""
    match = _KEY.match(chunk)
    return () if match is None else (match.group().rstrip(": \t").strip("\"'"),)


def flattened(table: Mapped, above: tuple[str, ...], first: int) -> Iterator[Entry]:
    """The entries of a table and of the tables in it, with all their keys."""
    for key, value in table.entries:
        line = first + key.line - 1
        if not isinstance(key, Scalar):
            yield Entry(above, None, line, problem="a key must be a name, not a list or a table")
            continue
        keys = (*above, key.text.strip())
        if isinstance(value, Mapped) and not value.flow:
            yield from flattened(value, keys, first)
        elif isinstance(value, Mapped):
            yield Entry(keys, None, line, problem="braces make a table; write a list in square brackets, and LaTeX in single quotes")
        else:
            problem = misread(value)
            yield Entry(keys, value, line, problem=problem, below=0 if problem else max(0, value.line - key.line))


def misread(value: Scalar | Sequenced) -> str:
    r"""What YAML turns into something else than was meant: `"\frac"` begins with a form feed."""
    if isinstance(value, Sequenced):
        return next((says for item in value.items if not isinstance(item, Mapped) and (says := misread(item))), "")
    if len(value.raw) > LONGEST:
        return f"is longer than {LONGEST:,} characters, which no answer is"
    if value.style == '"' and any(letter not in _HARMLESS for letter in _ESCAPE.findall(value.raw)):
        return r"in double quotes a backslash begins an escape; use single quotes: '\frac{1}{2}'"
    if not value.style and _CARRIED_ON.search(value.raw):
        return "goes on in the next line with a sign; indent the items of a list equally, or write the value on one line"
    if any("\ud800" <= character <= "\udfff" for character in value.text):
        return "has half a character (a lone surrogate); write the character itself"
    return ""


def tree(text: str) -> Node | None:
    """One stretch as a tree; raises Unusable for what is no plain list, table or text."""
    root: Node | None = None
    stack: list[_Open] = []
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        node: Node | None = None
        if isinstance(event, yaml.NodeEvent):
            _allowed(event)
        if isinstance(event, yaml.CollectionStartEvent):
            stack.append(_Open(event))
            if len(stack) > DEEPEST:
                raise Unusable(_line(event), f"is nested more than {DEEPEST} deep; is a bracket never closed?")
        elif isinstance(event, yaml.CollectionEndEvent):
            node = _closed(stack.pop(), event, text)
        elif isinstance(event, yaml.ScalarEvent):
            start, end = _span(event, event)
            node = Scalar(event.value, event.style or "", _line(event), text[start:end], start, end)
        elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise Unusable(_line(event), "a second document begins with `---`; leave the line out")
        if node is not None and stack:
            stack[-1].nodes.append(node)
        elif node is not None:
            root = node
    return root


def _allowed(event: yaml.NodeEvent) -> None:
    """Refuse what repeats, names or retypes a place."""
    if isinstance(event, yaml.AliasEvent):
        raise Unusable(_line(event), f"`*{event.anchor}` would repeat another place; put text that begins with `*` in quotes")
    if event.anchor:
        raise Unusable(_line(event), f"`&{event.anchor}` would name this place; put text that begins with `&` in quotes")
    if tag := getattr(event, "tag", None):
        raise Unusable(_line(event), f"{quoted(str(tag))} is a YAML tag; put text that begins with `!` in quotes")


def _closed(opened: _Open, end: yaml.CollectionEndEvent, text: str) -> Node:
    """The list or table that ends here."""
    event, nodes = opened.event, opened.nodes
    start, stop = _span(event, end)
    flow = bool(event.flow_style)
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequenced(tuple(nodes), flow, _line(event), _gaps(nodes, text) if flow else (), start, stop)
    return Mapped(tuple(zip(nodes[::2], nodes[1::2], strict=True)), flow, _line(event), start, stop)


def _gaps(nodes: Sequence[Node], text: str) -> tuple[str, ...]:
    """Whether a space stands behind each comma: `[1,56, 0,28]` are two numbers, which YAML alone takes for four."""
    between = (text[one.end : other.start] for one, other in pairwise(nodes))
    return tuple("," if gap == "," else ", " for gap in between)


def _span(first: yaml.Event, last: yaml.Event) -> tuple[int, int]:
    return (first.start_mark.index if first.start_mark else 0), (last.end_mark.index if last.end_mark else 0)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
