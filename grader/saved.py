"""Whether a notebook was saved with its outputs: said in one sentence among the notes of its document, and understood from there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from grader.document import Document

_SENTENCE = re.compile(r"(\d{1,6}) code cells, of which (\d{1,6}) were run and (\d{1,6}) have outputs, (not )?in order")


@dataclass(frozen=True)
class SavedOutputs:
    """What a notebook's file says of its code cells; empty ones do not count."""

    cells: int
    run: int
    outputs: int
    in_order: bool = True

    def __str__(self) -> str:
        order = "in order" if self.in_order else "not in order"
        return f"{self.cells} code cells, of which {self.run} were run and {self.outputs} have outputs, {order}"


def saved_outputs(document: Document) -> SavedOutputs | None:
    """What the notes of a document say; None where it is no notebook that was read."""
    found = next((match for note in document.notes if (match := _SENTENCE.fullmatch(note))), None)
    return None if found is None else SavedOutputs(int(found[1]), int(found[2]), int(found[3]), found[4] is None)


def in_order(counts: Iterable[int]) -> bool:
    """Whether cells were run from top to bottom."""
    numbers = list(counts)
    return numbers == sorted(numbers)
