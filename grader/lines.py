"""YAML as text with line numbers: nothing is guessed, nothing is repeated, and every word knows where it stands.

YAML's own guesses would make `1e-3` text, `12:30` 750, `no` False, `010` 8 and the key `1.10` the number 1.1, and would keep
only the last of two equal keys. Here every scalar stays the text that was written.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from grader.nearest import quoted
from grader.syntax import explain

LARGEST = 2**20
DEEPEST = 12


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend, and in which line."""

    line: int
    text: str


@dataclass(frozen=True)
class Text:
    """A scalar as it was written."""

    text: str
    line: int
    plain: bool = True
    """Written without quotes."""


@dataclass(frozen=True)
class Items:
    """A list; `flow` where it was written `[…]` on one line."""

    items: tuple["Node", ...]
    line: int
    flow: bool = False


@dataclass(frozen=True)
class Table:
    """Keys and what stands behind them, in the order written; `flow` where it was written `{…}`."""

    entries: tuple[tuple[Text, "Node"], ...]
    line: int
    flow: bool = False

    def get(self, key: str) -> "Node | None":
        """What stands behind a key."""
        return next((value for name, value in self.entries if name.text == key), None)

    def line_of(self, key: str) -> int:
        """The line of a key, or of the table where there is no such key."""
        return next((name.line for name, _ in self.entries if name.text == key), self.line)


Node = Text | Items | Table
Plain = str | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]


def plain(node: Node) -> Plain:
    """The same as text, lists and dicts, for a typed model to read."""
    match node:
        case Text():
            return node.text
        case Items():
            return [plain(item) for item in node.items]
        case Table():
            return {key.text: plain(value) for key, value in node.entries}


def line_at(node: Node, path: Path) -> int:
    """The line of what a path of keys and indices leads to; of the last step that exists, where it leads nowhere."""
    line = node.line
    for step in path:
        match node:
            case Table() if (inner := node.get(str(step))) is not None:
                line, node = node.line_of(str(step)), inner
            case Items() if isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                line = node.line
            case _:
                break
    return line


@dataclass
class _Open:
    """A list or table that is still being read."""

    start: yaml.CollectionStartEvent
    nodes: list[Node] = field(default_factory=list)

    @property
    def line(self) -> int:
        return _line(self.start)

    def close(self, problems: list[Problem]) -> Node:
        flow = bool(self.start.flow_style)
        if isinstance(self.start, yaml.SequenceStartEvent):
            return Items(tuple(self.nodes), self.line, flow)
        pairs = zip(self.nodes[::2], self.nodes[1::2], strict=True)
        return Table(tuple(_unrepeated(pairs, problems)), self.line, flow)


def _unrepeated(pairs: Iterator[tuple[Node, Node]], problems: list[Problem]) -> Iterator[tuple[Text, Node]]:
    """Entries of a table; what is said twice, or is no key at all, becomes a problem."""
    first: dict[str, int] = {}
    for key, value in pairs:
        if not isinstance(key, Text):
            problems.append(Problem(key.line, "a key must be a word, not a list or another table; put it in quotes if it is text"))
        elif key.text in first:
            problems.append(Problem(key.line, f"{quoted(key.text)} is said twice, first in line {first[key.text]}; keep one of them"))
        else:
            first[key.text] = key.line
            yield key, value


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _refused(event: yaml.NodeEvent) -> str | None:
    """What YAML offers and a rubric has no use for."""
    if isinstance(event, yaml.AliasEvent):
        return f"`*{event.anchor}` would repeat another place; write it out, or put text that begins with `*` in quotes"
    if event.anchor:
        return f"`&{event.anchor}` would name this place; leave it out, or put text that begins with `&` in quotes"
    if tag := getattr(event, "tag", None):
        return f"{quoted(str(tag))} is a YAML tag; leave it out, or put text that begins with `!` in quotes"
    if isinstance(event, yaml.ScalarEvent) and any("\ud800" <= character <= "\udfff" for character in event.value):
        return "half a character (a lone surrogate); write the character itself"
    return None


def _node_of(event: yaml.NodeEvent, problems: list[Problem]) -> Text:
    if why := _refused(event):
        problems.append(Problem(_line(event), why))
    if isinstance(event, yaml.ScalarEvent):
        return Text(event.value, _line(event), plain=event.style is None)
    return Text("", _line(event))


def _build(text: str, problems: list[Problem]) -> Node | None:
    """One tree from YAML's events; gives up at a second document or where it is nested too deeply."""
    root: Node | None = None
    stack: list[_Open] = []
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        node: Node | None = None
        if isinstance(event, yaml.CollectionStartEvent):
            if why := _refused(event):
                problems.append(Problem(_line(event), why))
            stack.append(_Open(event))
            if len(stack) > DEEPEST:
                problems.append(Problem(_line(event), f"nested more than {DEEPEST} deep; is a bracket never closed?"))
                return None
        elif isinstance(event, yaml.CollectionEndEvent):
            node = stack.pop().close(problems)
        elif isinstance(event, yaml.NodeEvent):
            node = _node_of(event, problems)
        elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
            problems.append(Problem(_line(event), "a second document begins with `---`; a file holds one, so leave the line out"))
            return root
        if node is not None and stack:
            stack[-1].nodes.append(node)
        elif node is not None:
            root = node
    return root


def _decoded(data: bytes, problems: list[Problem]) -> str | None:
    if len(data) > LARGEST:
        problems.append(Problem(1, f"the file is larger than {LARGEST // 2**20} MiB; is it the right one?"))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        problems.append(Problem(line, "this is not UTF-8 text; save the file with the encoding UTF-8"))
        return None


def read(data: bytes) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML file, or as much of it as could be read, and what is wrong with it."""
    problems: list[Problem] = []
    text = _decoded(data, problems)
    if text is None:
        return None, problems
    try:
        return _build(text, problems), problems
    except yaml.YAMLError as error:
        problems.append(Problem(*explain(error, text)))
    except (ValueError, OverflowError):  # PyYAML lets a number in an escape or a directive through unchecked
        problems.append(Problem(1, "an escape such as `\\U00110000` names no character; write the character itself"))
    return None, problems
