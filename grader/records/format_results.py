"""What a submission had to be beside its answers, as results.json has it: what was asked, how it stands, and where it was seen."""

from grader.document import Box
from grader.formalities.seen import Standing
from grader.records.recorded import Recorded


class WhereResult(Recorded):
    """A place where it was seen."""

    optional = frozenset({"page", "box", "line"})
    file: str
    page: int | None = None
    box: Box | None = None
    line: int | None = None


class FormatResult(Recorded):
    """One thing that was asked for."""

    optional = frozenset({"says", "where", "others", "private"})
    asked: str
    state: Standing
    says: str = ""
    where: tuple[WhereResult, ...] = ()
    others: tuple[str, ...] = ()
    """Numbers among the members' that are nobody's in the group; for the instructor alone."""
    private: str = ""
    """Whose they are, by the roster; for the instructor alone."""
