"""Who handed in, as results.json has it: uploads that do not count, people without any, and what a person has to look at."""

from grader.records.recorded import Recorded


class OtherResult(Recorded):
    """An upload of the group that does not count."""

    optional = frozenset({"by", "submitted_at"})
    name: str
    by: str = ""
    submitted_at: str | None = None


class AbsentResult(Recorded):
    """Somebody on the roster without a submission."""

    optional = frozenset({"group", "excused"})
    name: str
    id: str = ""
    group: str = ""
    excused: bool = False


class NoticedResult(Recorded):
    """Something about who handed in that a person has to look at."""

    optional = frozenset({"group"})
    kind: str
    says: str
    group: str = ""


class RollResult(Recorded):
    """Who did not hand in, and what is not clear about those who did."""

    optional = frozenset({"roster"})
    roster: str = ""
    without: tuple[AbsentResult, ...] = ()
    noticed: tuple[NoticedResult, ...] = ()
