"""Where a JSON text is damaged: what the parser says of a part of it, with the line and column in the whole file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from pydantic import BaseModel, ValidationError

from grader.records.json_extents import PIECE, Extent

_PLACE = re.compile(r"(.*) at line (\d+) column (\d+)", re.DOTALL)


class _Anything(BaseModel):
    """An object of which only the JSON is looked at."""


@dataclass(frozen=True, order=True)
class Damage:
    """The first thing in a text that breaks the rules of JSON."""

    seen: int
    """After how many bytes of the file that is seen."""
    says: str


@dataclass(frozen=True)
class Part:
    """A text put together from parts of a file, behind a beginning that is not in it."""

    text: bytes
    extents: Sequence[Extent]
    """Where in the file it stands."""
    begins: int = 0
    """How long that beginning is."""

    def seen(self, line: int, column: int) -> int:
        """How many bytes of the file were read when this place of the text was reached."""
        at = -1
        for _ in range(line - 1):
            at = self.text.index(b"\n", at + 1)
        left = at + 1 + column - self.begins
        for start, end in self.extents[:-1]:
            if left <= end - start:
                return start + left
            left -= end - start
        return self.extents[-1][0] + left  # it may be seen only behind the last, as that `nul` goes on in no way


def damage_of(part: Part) -> Damage | None:
    """What breaks the rules in it; nothing where only what it says may be wrong."""
    try:
        _Anything.model_validate_json(part.text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if first["type"] == "json_invalid" and (said := _PLACE.fullmatch(first["msg"])) is not None:
            return Damage(part.seen(int(said[2]), int(said[3])), said[1])
    return None


def in_words(damage: Damage, file: BinaryIO) -> str:
    """The same in the words of a parser that read the whole file."""
    file.seek(0)
    line, begins, passed = 1, 0, 0
    while piece := file.read(min(PIECE, damage.seen - passed)):
        if (newline := piece.rfind(b"\n")) >= 0:
            line += piece.count(b"\n")
            begins = passed + newline + 1
        passed += len(piece)
    return f"{damage.says} at line {line} column {passed - begins}"
