"""How results.json is laid out: a key a line and a mark a line, so that `diff` and `grep` speak of marks."""

import json
from collections.abc import Iterable, Iterator, Mapping

from pydantic import JsonValue

SUBMISSION = "    "
"""Where a submission begins."""
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def block(data: Mapping[str, JsonValue], indent: str = SUBMISSION) -> str:
    """An object with a key a line, such as a submission: its marks stand on a line each."""
    lines = [f"{indent}  {_inline(key)}: {_entry(key, value, indent + '    ')}" for key, value in data.items()]
    return f"{indent}{{\n" + ",\n".join(lines) + f"\n{indent}}}"


def pieces(head: Mapping[str, JsonValue], submissions: Iterable[str]) -> Iterator[str]:
    """The whole text: the other keys first, then the blocks of the submissions, one after another."""
    yield "{\n" + "".join(f"  {_inline(key)}: {_entry(key, value, SUBMISSION)},\n" for key, value in head.items()) + '  "submissions": ['
    end = ""
    for number, submission in enumerate(submissions):
        yield (",\n" if number else "\n") + submission
        end = "\n  "
    yield f"{end}]\n}}\n"


def _entry(key: str, value: JsonValue, deeper: str) -> str:
    """A value on its key's line, but for marks."""
    if key != "marks" or not isinstance(value, list) or not value:
        return _inline(value)
    return "[\n" + ",\n".join(deeper + _inline(item) for item in value) + f"\n{deeper[:-2]}]"


def _inline(value: JsonValue) -> str:
    return _ENCODER.encode(value)
