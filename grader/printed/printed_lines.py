"""What a program printed, as lines of a document: the last state of each line, without colours, its places kept by cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.document import Line, LineKind, Piece, Source
from grader.printed.data_frames import aligned
from grader.printed.drawn_columns import in_one_line
from grader.printed.drawn_tables import drawn
from grader.printed.parted_rows import parted
from grader.printed.printed_dicts import MOST_ROWS, begins, pairs, whole
from grader.printed.spaced_columns import spaced
from grader.printed.typed_arrays import array_at

LONGEST_LINE = 2_000
LONGEST_VALUE = 8_000
"""Characters of a value that is printed over several lines."""
WRAPPER = "Parameter containing:"
"""What torch prints before a network's tensor."""
DRAWN = "⎡⎛│┃"
"""What matrices are drawn with that SymPy and others print."""
MOST_LINES = 2_000
"""Of one cell; of a longer output its beginning and its end are kept."""
_COLOURS = re.compile(r"\x1b(?:\[[0-9;?]{0,20}[ -/]{0,4}[@-~]|[@-Z\\-_])")
_GAP = re.compile(r"[ \t]{3,}|\t")
_NAMED = re.compile(r"(?<=[^\W\d_]):[ \t]{3,}(?=[-+\[]?\d[^\t]{0,60}$)")
"""`Standard CNN:    71,754 params`, filled up so that numbers stand below each other."""
_WRAPPED = re.compile(r"\bnp\.(?:float|int|uint|bool_?)\d{0,3}\(([^()\[\]]{1,60})\)")
"""`np.float64(0.5)`, as NumPy shows a number."""
_GOES_ON = re.compile(r"\s*(?:[-+\[\].,)(\d]|nan|inf|dtype=|device=|grad_fn=|requires_grad=)")
_LABELLED = re.compile(
    r"(?P<label>[^\W\d_][^\d\[\](){}=:<>|%,;?!\"]{0,60}?)(?P<gap> +)"
    r"(?P<value>(?:(?:np\.)?array|tensor)\(.*\)|\[.*\]|[-+]?(?:\d{1,3}(?:,\d{3})+|\d+\.?\d*|\.\d+)(?:e[-+]?\d+)? ?%?"
    r"(?:(?<=\d) (?:trainable )?param(?:eter)?s?(?![^\W_]))?)"
)
"""`loss 200.0`, as `print("loss", loss)` writes it."""
_LOGGED = re.compile(
    r"^(?:\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d{1,6})?\]?\s*[-|:]?\s*)?"
    r"(?:\w{1,20}\s+[-|]\s+)?(?:\[?(?:INFO|DEBUG|WARNING|ERROR)\]?\s*[-|:]?\s*)(?:(?:root|__main__)\s*[-|:]\s*)?"
)
"""What `logging` puts before a message."""
_HATTED = re.compile(r"(?<![^\W_])(?:ŷ|Ŷ|[yY]\u0302)(?![^\W\d_])")
"""A symbol with its hat, of which other readers make the same."""
_SHOWN_TENSOR = re.compile(r"<tf\.(?:Tensor|Variable)\b[^<>\n]{0,200}?\bnumpy=([^<>]{1,8000}?)>")
"""`<tf.Tensor: shape=(2,), dtype=float32, numpy=array([12., 21.], dtype=float32)>`, as TensorFlow shows a value."""
_STEPS = re.compile(r"\d{1,9}/\d{1,9}\s")
_METRIC = re.compile(r"(?<=- )([^\W\d]\w{0,60}): ([-+]?\d[\d.]{0,20}(?:e[-+]?\d{1,3})?)(?= - |\s*$)")
"""Of `313/313 - 1s - loss: 0.2391 - accuracy: 0.9312 - 2ms/step`, as Keras reports its progress."""
_VERBS = frozenset("is are was were of by to at in on from than equals ist sind war von bei auf beträgt".split())
"""Words behind which a number belongs to a sentence."""
MOST_WORDS = 6


@dataclass(frozen=True)
class Row:
    """A line as it was printed, with its number; one that goes on takes the next ones with it."""

    number: int
    text: str


def printed_lines(text: str, cell: int, block: int, first: int = 1, most: int = MOST_LINES) -> Iterator[Line]:
    """The lines of one output of a cell; `block` is the first number that is free, `first` the number of its first line."""
    kept = list(enumerate(text.split("\n"), start=first))
    if len(kept) > most:
        kept = [*kept[: most // 2], *kept[-(most // 2) :]]
    left = [as_left(row) for _, row in kept]
    left = in_one_line(left) if any(sign in text for sign in DRAWN) else left
    rows = whole_values(unwrapped([Row(number, shown) for (number, _), shown in zip(kept, left, strict=True) if shown.strip()]))
    texts = [row.text for row in rows]
    columns = {**parted(texts), **spaced(texts), **aligned(texts), **drawn(texts)}
    behind = 0
    for at, row in enumerate(rows):
        if at < behind:
            continue
        if begins(row.text) and (told := pairs("\n".join(texts[at : (behind := at + whole(texts[at : at + MOST_ROWS]))]))):
            for one in told:
                piece = Piece(linear(f"{one.name}: {one.value}"), f"{one.name}: {one.value}")
                yield Line((piece,), LineKind.TEXT, Source.NOTEBOOK, block, page=cell, number=row.number, printed=True)
            continue
        behind = at
        if at in columns:
            if not columns[at]:
                continue
            pieces = tuple(Piece(one, one, number=row.number) for one in columns[at])
            yield Line(pieces, LineKind.ROW, Source.NOTEBOOK, block, page=cell, number=row.number, printed=True)
        else:
            shown = row.text.strip()
            yield Line((Piece(linear(shown), shown),), LineKind.TEXT, Source.NOTEBOOK, block, page=cell, number=row.number, printed=True)


def as_left(row: str) -> str:
    """What is left of a line when it was written over: a progress bar's last state."""
    row = _COLOURS.sub("", row).rstrip("\r\b").rpartition("\r")[2]
    return row.rpartition("\b")[2][:LONGEST_LINE]


def linear(shown: str) -> str:
    """A printed line in linear notation, its hats too."""
    text = spaced_out(shown)
    return text if text.isascii() else _HATTED.sub(lambda hatted: rf"\hat{{{'Y' if hatted[0][0] in 'YŶ' else 'y'}}}", text)


def spaced_out(shown: str) -> str:
    """A printed line with its wide gaps, numbers without their type, a name before its value with a colon between."""
    if "INFO" in shown[:60]:
        shown = _LOGGED.sub("", shown)
    if "<tf." in shown:
        shown = _SHOWN_TENSOR.sub(r"\1", shown)
    if "np." in shown:
        shown = _WRAPPED.sub(r"\1", shown)
    if _STEPS.match(shown) and (metrics := _METRIC.findall(shown)):
        return ", ".join(f"{name}: {value}" for name, value in metrics)
    labelled = _LABELLED.fullmatch(shown)
    if labelled is not None and len(words := labelled["label"].split()) <= MOST_WORDS and words[-1].casefold() not in _VERBS:
        return f"{labelled['label']}: {labelled['value']}"
    named = _NAMED.sub(": ", shown, count=1)
    return _GAP.sub(r" \\quad ", shown) if "  " in named else named


def whole_values(rows: Sequence[Row]) -> list[Row]:
    """Rows of which those that leave a bracket open take the next ones with them, as a matrix is printed."""
    out: list[Row] = []
    depth = size = behind = 0
    texts = [row.text for row in rows]
    for at, row in enumerate(rows):
        if at < behind:
            continue
        array, count = array_at(texts, at)
        if array:
            out.append(Row(row.number, array))
            depth, behind = 0, at + count
            continue
        if depth > 0 and size + len(row.text) < LONGEST_VALUE and _GOES_ON.match(row.text):
            out[-1] = Row(out[-1].number, f"{out[-1].text} {row.text.strip()}")
            size += len(row.text)
        else:
            out.append(row)
            depth, size = 0, len(row.text)
        depth += sum(map(row.text.count, "([")) - sum(map(row.text.count, ")]"))
    return out


def unwrapped(rows: Sequence[Row]) -> list[Row]:
    """Rows with `w: Parameter containing:` and the tensor below it in one, as `w: tensor(…`."""
    out: list[Row] = []
    for row in rows:
        wrapped = bool(out) and out[-1].text.endswith(WRAPPER) and row.text.startswith("tensor(")
        if wrapped:
            out[-1] = Row(out[-1].number, out[-1].text.removesuffix(WRAPPER) + row.text)
        elif out and out[-1].text.endswith("numpy=") and row.text.startswith("array("):
            out[-1] = Row(out[-1].number, out[-1].text + row.text)
        else:
            out.append(row)
    return out


def gathered(rows: Sequence[str]) -> list[str]:
    """The lines of a text, as many as before, with every value that is printed over several of them on its first one."""
    out = [""] * len(rows)
    for row in whole_values(unwrapped([Row(at, row) for at, row in enumerate(rows) if row.strip()])):
        out[row.number] = row.text
    return out
