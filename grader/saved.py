"""Whether a notebook was saved with its outputs: said in one sentence among the notes of its document, and understood from there."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.document import Document

_SENTENCE = re.compile(
    r"(\d{1,6}) code cells, of which (\d{1,6}) were run and (\d{1,6}) have outputs, (not )?in order(, without counts)?"
    r"(?: \(cells ([\d, -]{1,40000})\))?"
)


@dataclass(frozen=True)
class SavedOutputs:
    """What a notebook's file says of its code cells; empty ones do not count."""

    cells: int
    run: int
    outputs: int
    in_order: bool = True
    places: tuple[int, ...] = ()
    """Where all its code cells stand among the cells of the file, empty ones too."""
    uncounted: bool = False
    """Whether there are outputs, and of no cell a count of when it was run: a tool took them out."""

    def __str__(self) -> str:
        order = "in order" if self.in_order else "not in order"
        where = f" (cells {', '.join(ranges(self.places))})" if self.places else ""
        order += ", without counts" if self.uncounted else ""
        return f"{self.cells} code cells, of which {self.run} were run and {self.outputs} have outputs, {order}{where}"


def saved_outputs(document: Document) -> SavedOutputs | None:
    """What the notes of a document say; None where it is no notebook that was read."""
    found = next((match for note in document.notes if (match := _SENTENCE.fullmatch(note))), None)
    if found is None:
        return None
    return SavedOutputs(int(found[1]), int(found[2]), int(found[3]), found[4] is None, tuple(counted(found[6] or "")), found[5] is not None)


def in_order(counts: Iterable[int]) -> bool:
    """Whether cells were run from top to bottom."""
    numbers = list(counts)
    return numbers == sorted(numbers)


def ranges(numbers: Iterable[int]) -> list[str]:
    """`2-4`, `7`: numbers that follow each other said in one."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return [str(first) if first == last else f"{first}-{last}" for first, last in runs]


def counted(text: str) -> Iterator[int]:
    """The numbers that `ranges` wrote."""
    for run in re.findall(r"\d{1,6}(?:-\d{1,6})?", text):
        first, _, last = run.partition("-")
        yield from range(int(first), min(int(last or first), int(first) + 10_000) + 1)
