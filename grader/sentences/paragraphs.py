"""Which lines of a document run on as one paragraph, a calculation among them that is displayed in the middle of a sentence.

`ImageClassifier has` above the display `320 + … = 71754` above `parameters.` says what the same words say in one line: of the display its
result is a word of the sentence. A line that ends in a full stop ends the sentence, and what begins with a capital behind a display is
another one, unless it names what was counted (`Parameter`).
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from grader.document import Line, LineKind
from grader.page.nodes import Path
from grader.page.scene import Scene
from grader.page.sides import STRONG
from grader.text.items import Item, Matrix, Number, Sign, Symbol, walk
from grader.text.phrases import phrase

COUNTED = phrase("parameter weight")
"""What a count may be followed by with a capital letter, in German."""
SIGNS = frozenset("+-−·×*/^()=≈%.,")
Run = tuple[int, list[Item]]
"""A line and those of its items that belong to a sentence."""


def paragraphs(scene: Scene) -> Iterator[tuple[Path | None, list[Run]]]:
    """The paragraphs of running text under their tasks."""
    for (_, path), lines in groupby(placed(scene), key=lambda one: one[0]):
        yield path, [run for _, run in lines]


def placed(scene: Scene) -> Iterator[tuple[tuple[int, Path | None], Run]]:
    """Each line of running text, and each display within it, with its paragraph: the block where it began, and the task."""
    begun: tuple[int, Path | None] | None = None  # the paragraph that may go on in a display or behind it
    own: tuple[int, Path | None] | None = None
    behind_display, waiting = False, False
    for index, (line, path) in enumerate(zip(scene.document.lines, scene.paths, strict=True)):
        if line.kind is LineKind.MARGIN:
            continue
        items = [item for item in scene.parsed[index] if item.start >= scene.skips[index]]
        if readable(line):
            if own != (line.block, path):
                same = behind_display and begun is not None and begun[1] == path and runs_on(items)
                own, begun = (line.block, path), begun if same else (line.block, path)
            yield begun or own, (index, items)
            behind_display, waiting = False, not ends(items)
            continue
        result = result_of(items) if waiting and line.kind is LineKind.MATH and begun is not None and begun[1] == path else None
        if result and begun is not None:
            yield begun, (index, result)
        behind_display = bool(result) and not ends(result or [])
        waiting = result == []
        own = own if line.kind is LineKind.ROW else None


def readable(line: Line) -> bool:
    """Whether a line may be one of a sentence."""
    return line.kind is LineKind.TEXT and not line.doubts and r"\quad" not in line.text


def ends(items: Sequence[Item]) -> bool:
    """Whether a full stop ends a line."""
    return not items or (isinstance(last := items[-1], Sign) and last.stop)


def runs_on(items: Sequence[Item]) -> bool:
    """Whether a line goes on with the sentence of a display above it: with a small letter, or with what was counted."""
    first = items[0] if items else None
    return isinstance(first, Symbol) and first.word and (first.base[:1].islower() or bool(phrase(first.base) & COUNTED))


def result_of(items: Sequence[Item]) -> list[Item] | None:
    """What a calculation comes to, with the sign behind it; nothing for one that goes on below, None for what is no calculation."""
    end = len(items) - (bool(items) and isinstance(last := items[-1], Sign) and (last.stop or last.separator))
    if any(isinstance(item, Symbol | Matrix) for item in walk(items)) or not all(plain(item) for item in items[:end]):
        return None
    equals = [at for at, item in enumerate(items) if isinstance(item, Sign) and item.text in STRONG]
    value = list(items[equals[-1] + 1 : end]) if equals else []
    number = value[:1] if len(value) == 1 or (len(value) == 2 and isinstance(sign := value[1], Sign) and sign.text == "%") else []
    if equals and not (number and isinstance(number[0], Number)):
        return None
    return [*value, *items[end:]] if equals else []


def plain(item: Item) -> bool:
    """Whether an item is a number, a bracket, or a sign of arithmetic that parts nothing."""
    return not isinstance(item, Sign) or (item.text in SIGNS and not item.separator and not item.stop)
