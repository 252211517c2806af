"""How results.json is laid out: a key a line and a mark a line, so that `diff` and `grep` speak of marks."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import JsonValue

SUBMISSION = "    "
"""Where a submission begins."""
MARKS = "marks"
"""The key under which its marks stand."""
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def block(data: Mapping[str, JsonValue], marks: Sequence[str] = (), indent: str = SUBMISSION) -> str:
    """A submission with a key a line; its marks, which are `written` already, stand on a line each."""
    listed = _listed(marks, indent + "    ")
    lines = [f"{indent}  {written(key)}: {listed if key == MARKS else written(value)}" for key, value in data.items()]
    return f"{indent}{{\n" + ",\n".join(lines) + f"\n{indent}}}"


def pieces(head: Mapping[str, JsonValue], submissions: Iterable[str]) -> Iterator[str]:
    """The whole text: the other keys first, then the blocks of the submissions, one after another."""
    yield "{\n" + "".join(f"  {written(key)}: {_entry(key, value)},\n" for key, value in head.items()) + '  "submissions": ['
    end = ""
    for number, submission in enumerate(submissions):
        yield (",\n" if number else "\n") + submission
        end = "\n  "
    yield f"{end}]\n}}\n"


def _entry(key: str, value: JsonValue) -> str:
    """A value on its key's line; marks of another version have lines of their own there, too."""
    return _listed([written(item) for item in value], SUBMISSION) if key == MARKS and isinstance(value, list) else written(value)


def _listed(items: Sequence[str], deeper: str) -> str:
    """A list with an item a line."""
    return "[\n" + ",\n".join(deeper + item for item in items) + f"\n{deeper[:-2]}]" if items else "[]"


def written(value: JsonValue) -> str:
    """A value on one line."""
    return _ENCODER.encode(value)
