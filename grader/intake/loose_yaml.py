"""A platform's YAML as plain text, lists and tables: no types, no tags, no more depth or aliases than such a file needs."""

from collections.abc import Iterator

import yaml

from grader.errors import Unreadable

DEEPEST = 30
Plain = str | list["Plain"] | dict[str, "Plain"]
_BUILT_IN_C = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Events come one after another, so that depth costs nothing; only this file's own limit counts."""


def plain_yaml(data: bytes) -> Plain:
    """What stands in the file; Unreadable where it is no YAML or nested without end."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("is not in UTF-8") from None
    known: dict[str, Plain] = {}
    try:
        events = iter(yaml.parse(text, Loader=_BUILT_IN_C))
        return next((_node(event, events, known, 0) for event in events if isinstance(event, yaml.NodeEvent)), "")
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        raise Unreadable(f"is no YAML{f' from line {mark.line + 1} on' if mark else ''}") from None


def _node(event: yaml.NodeEvent, events: Iterator[yaml.Event], known: dict[str, Plain], depth: int) -> Plain:
    """What begins with an event."""
    if depth > DEEPEST:
        raise Unreadable(f"is nested more than {DEEPEST} deep")
    if isinstance(event, yaml.AliasEvent):
        return known.get(str(event.anchor), "")
    found: Plain
    if isinstance(event, yaml.ScalarEvent):
        found = event.value
    elif isinstance(event, yaml.SequenceStartEvent):
        found = [_node(one, events, known, depth + 1) for one in _until(events, yaml.SequenceEndEvent)]
    else:
        found = {}
        inside = _until(events, yaml.MappingEndEvent)
        for key in inside:
            name = _node(key, events, known, depth + 1)
            found[name if isinstance(name, str) else ""] = _node(next(inside), events, known, depth + 1)
    if event.anchor:
        known[str(event.anchor)] = found
    return found


def _until(events: Iterator[yaml.Event], end: type[yaml.Event]) -> Iterator[yaml.NodeEvent]:
    """The beginnings of what lies directly in a list or a table."""
    for event in events:
        if isinstance(event, end):
            return
        if isinstance(event, yaml.NodeEvent):
            yield event
