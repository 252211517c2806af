"""What was seen of something that had to be handed in, where, and how sure it is that the rest is not there."""

from dataclasses import dataclass
from enum import StrEnum

from grader.document import Place


class Standing(StrEnum):
    """How something that is asked for stands."""

    SEEN = "seen"
    NOT_SEEN = "not seen"
    NOT_CERTAIN = "not certain"
    IN_TIME = "in time"
    LATE = "late"
    NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Seen:
    """What was seen of something, and what that is worth."""

    share: float
    says: str
    rule: str
    certain: bool = True
    nothing: bool = False
    """Whether nothing at all of it is there."""
    doubt: str = ""
    """Why it is not certain."""
    opinion: bool = False
    """Whether a person can be told what it looks like."""
    places: tuple[Place, ...] = ()
    """Where it was seen."""
    strange: tuple[str, ...] = ()
    """Numbers among those of the members that are nobody's in the group: no group is told of another one's."""

    @property
    def standing(self) -> Standing:
        """Seen whole, certainly not, or a person has to look."""
        if self.share >= 1:
            return Standing.SEEN
        return Standing.NOT_SEEN if self.certain else Standing.NOT_CERTAIN
