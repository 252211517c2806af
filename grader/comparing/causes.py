"""What differs below a mark: told from two results alone, as pairs of before and after, and never guessed."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What differs, in the words that people read."""

    # of the rubric's line, the same for every group
    NEW_LINE = "the line is new"
    GONE_LINE = "the line is gone"
    MOVED = "the line stands under another task"
    CHECK = "the line is checked in another way"
    WORTH = "the line is worth other points"
    BONUS = "the line counts otherwise"
    EXPECTED = "the expected value changed"
    RULE = "judged by another rule"
    # of a person
    DECIDED = "a person decided"
    DECIDED_ANEW = "a person decided otherwise"
    NOT_DECIDED = "a person's decision is no longer there"
    FIRST = "the finding below the decision changed"
    CORRECTED = "a person read another value"
    DECIDED_ON = "what the decision was made on changed"
    # of the group
    FOUND = "read now, and nothing before"
    LOST = "no longer read"
    READ = "read otherwise"
    UNDERSTOOD = "understood otherwise"
    ALSO = "other readings beside it"
    PLACE = "read at another place"
    SOURCE = "read from something else"
    SURE = "read with another certainty"
    DOUBTS = "doubted otherwise"
    CARRIED = "an earlier value of theirs changed"
    RESTS = "it rests on other earlier values of theirs"
    RUN = "their code was run, and not before"
    NOT_RUN = "there is nothing of their code any more"
    CODE_PLACE = "their code was taken from another place"
    CODE = "their code there is not the same"
    INPUTS = "its inputs end otherwise"
    STAGE = "it differs first in something else"
    GAVE = "what it gave differs otherwise"
    ADAPTED = "it was run otherwise"
    # of the whole submission
    MARKABLE = "the submission can be marked now"
    UNMARKABLE = "the submission could not be marked"
    MEMBERS = "other members"
    PENALTY = "another penalty"
    LATE = "late or in time"
    DEADLINE = "another deadline"
    SUM = "its sum differs, and none of its lines"
    # of the sheet
    RUBRIC = "the rubric changed"
    REFERENCE = "the reference changed"
    GRADER = "another version of the grader"
    ISOLATION = "another isolation of students' code"
    POSSIBLE = "another sum of points"
    # where nothing of that is told
    SHARE = "the same outcome earns another share of the points"
    SAYS = "what is said of it changed"
    MARKING = "the marking itself changed"
    SINCE = "nothing that it rests on differs in the results; since then changed"
    UNKNOWN = "the results do not tell why"


OF_THE_LINE = frozenset({Kind.NEW_LINE, Kind.GONE_LINE, Kind.MOVED, Kind.CHECK, Kind.WORTH, Kind.BONUS, Kind.EXPECTED, Kind.RULE})
"""What is decided in the rubric or the reference, and so for every group."""
ALIKE = OF_THE_LINE | {Kind.ISOLATION, Kind.SHARE, Kind.MARKING, Kind.SINCE, Kind.UNKNOWN}
"""Those by which groups are put together."""
BELOW_A_DECISION = frozenset(
    {
        *(
            Kind.CHECK,
            Kind.WORTH,
            Kind.BONUS,
            Kind.EXPECTED,
            Kind.RULE,
            Kind.FIRST,
            Kind.DECIDED_ON,
            Kind.FOUND,
            Kind.LOST,
            Kind.READ,
            Kind.UNDERSTOOD,
        ),
        *(Kind.ALSO, Kind.CARRIED, Kind.RUN, Kind.NOT_RUN, Kind.CODE, Kind.INPUTS),
    }
)
"""What a person who decided had before them: where it differs, they should look again."""
PLAIN = frozenset(
    {
        *(Kind.CHECK, Kind.WORTH, Kind.BONUS, Kind.MOVED, Kind.GRADER, Kind.ISOLATION, Kind.PENALTY, Kind.POSSIBLE, Kind.INPUTS, Kind.SURE),
        *(Kind.SOURCE, Kind.RESTS, Kind.STAGE, Kind.LATE, Kind.DECIDED, Kind.NOT_DECIDED, Kind.SHARE, Kind.MARKING, Kind.SINCE),
    }
)
"""Those whose before and after are words of ours, and need no marks of quotation."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that differs; empty is what there is nothing to say of."""

    kind: Kind
    before: str = ""
    after: str = ""
    about: str = ""
    """Of which earlier value it is told."""

    @property
    def quoted(self) -> bool:
        """Whether before and after are texts of somebody else's."""
        return self.kind not in PLAIN
