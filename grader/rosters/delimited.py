"""Tables as spreadsheets write them: encoding and separator told apart, every row with the line it begins in."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SEPARATORS = (",", ";", "\t")
LARGEST = 4 << 20
MOST_ROWS = 50_000
LONGEST_CELL = 100_000


class TableProblem(ValueError):
    """A table cannot be read; `line` is where, and the text says how to mend it."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line


@dataclass(frozen=True)
class Row:
    """The cells of a row without the room around them, and the line it begins in."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int | None) -> str:
        """A cell; empty where the row has none."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """The first row and those below it that are not empty."""

    header: Row
    rows: tuple[Row, ...]


def read_table(data: bytes) -> Table:
    """The table in a file; TableProblem says what is wrong with it."""
    if len(data) > LARGEST:
        raise TableProblem(1, f"is larger than {LARGEST >> 20} MiB; leave out what is no list of people")
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    before = 0
    first = text.partition("\n")[0]
    if first.casefold().startswith("sep=") and len(first) == 5:  # what Excel writes to itself
        before, text = 1, text[len(first) + 1 :]
    rows = list(_rows(text, before))
    if not rows:
        raise TableProblem(1, "is empty; write the names of the columns in its first line")
    return Table(rows[0], tuple(rows[1:]))


def decoded(data: bytes) -> str:
    """The text: by its byte order mark, as UTF-16 where every other byte is zero, as UTF-8, else as Windows and Latin-1 have it."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _as(data, encoding)
    start = data[:400]
    if start.count(b"\0") * 3 > len(start):
        return _as(data, "utf-16-le" if start[1:2] == b"\0" else "utf-16-be")
    if b"\0" in data:
        raise TableProblem(1, "is no text (it holds zero bytes); save it as CSV")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _windows(data)


def _windows(data: bytes) -> str:
    """Windows' own code page; what it leaves undefined shows that the file is something else."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise TableProblem(line, "has a character that is neither UTF-8 nor Windows-1252; save it as CSV in UTF-8") from None


def _as(data: bytes, encoding: str) -> str:
    """The text in the encoding that its beginning promises."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise TableProblem(1, f"begins as {encoding.upper()} and goes on as something else; save it as CSV in UTF-8") from None


def _rows(text: str, before: int) -> Iterator[Row]:
    """Rows that are not empty; the separator is the one that the first of them has most of, outside quotes."""
    lines = text.split("\n")
    head = next((line for line in lines if line.strip()), "")
    reader = csv.reader((line + "\n" for line in lines), delimiter=separator(head), strict=True)
    begins, count = 1, 0
    try:
        for cells in reader:
            stripped = tuple(cell.strip() for cell in cells)
            if any(stripped):
                count += 1
                if count > MOST_ROWS:
                    raise TableProblem(before + begins, f"has more than {MOST_ROWS:,} rows; leave out what is no list of people")
                yield Row(before + begins, stripped)
            begins = reader.line_num + 1
    except csv.Error as problem:
        wish = "close the quotation mark that opens here, or write it twice inside a cell"
        raise TableProblem(before + begins, f"cannot be taken apart into cells ({problem}); {wish}") from None


def separator(head: str) -> str:
    """Comma, semicolon or tab: what stands most often in a line, quoted cells apart."""
    outside = "".join(head.split('"')[::2])
    return max(SEPARATORS, key=outside.count)


def column_named(header: Row, names: Sequence[str]) -> int | None:
    """The first column with one of these names, however it is spelt; None where there is none."""
    wanted = {plain_word(name) for name in names}
    return next((at for at, cell in enumerate(header.cells) if plain_word(cell) in wanted), None)


def plain_word(text: str) -> str:
    """A heading for comparing: small letters and digits alone."""
    return "".join(character for character in text.casefold() if character.isalnum())
