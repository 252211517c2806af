"""An HTML table while it is read: its rows, and cells that take up several columns or go on from the rows above."""

from dataclasses import dataclass, field

MOST_COLUMNS = 60


@dataclass
class Rows:
    """A table while it is read: rows of cells, and cells that go on from the rows above."""

    rows: list[list[str]] = field(default_factory=list)
    spanned: dict[int, tuple[int, str]] = field(default_factory=dict)
    """By column: how many more rows, and what stands there."""

    def begin(self) -> None:
        """Begin a row."""
        self.rows.append([])

    def add(self, text: str, columns: int, rows: int) -> None:
        """A cell, which may take up several columns and rows."""
        if not self.rows:
            self.begin()
        row = self.rows[-1]
        self.filled()
        for _ in range(min(columns, MOST_COLUMNS)):
            if len(row) < MOST_COLUMNS:
                if rows > 1:
                    self.spanned[len(row)] = (rows - 1, text)
                row.append(text)

    def filled(self) -> None:
        """What goes on from above takes its columns first."""
        row = self.rows[-1]
        while len(row) in self.spanned and len(row) < MOST_COLUMNS:
            left, text = self.spanned.pop(len(row))
            if left > 1:
                self.spanned[len(row)] = (left - 1, text)
            row.append(text)
