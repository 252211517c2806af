"""A line of a rubric: what it is worth, how it is called, who may see it, and how it is checked."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, field_validator

from grader.answer import Answer
from grader.checks.fields import OneLine, Points, Shown, Texts, YesNo
from grader.references.reference import Reference
from grader.run import Question
from grader.score import Finding, Visibility

if TYPE_CHECKING:
    from grader.checks.case import Case


@dataclass(frozen=True)
class Origin:
    """Where a line stands in its rubric."""

    file: str
    line: int


class Line(BaseModel, ABC):
    """One line of a task. Each kind of check is a subclass in a file of its own, named after its word."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    word: ClassVar[str]
    """The word a line of this kind begins with, and the field that holds what stands behind it."""
    no_self_check: ClassVar[str] = ""
    """Why students may not have this judged before they hand in; empty where they may."""

    points: Points
    bonus: YesNo = False
    name: OneLine | None = None
    label: OneLine | None = None
    visibility: Shown = Visibility.VISIBLE
    self_check: YesNo = Field(default=False, alias="self-check")
    goes_with: Texts = Field(default=(), alias="goes with")

    _origin: Origin = PrivateAttr(default=Origin("", 0))

    def model_post_init(self, context: Origin | None, /) -> None:
        """Remember where the line stands; whoever reads a rubric gives that as the context."""
        if context is not None:
            self._origin = context

    @field_validator("self_check")
    @classmethod
    def _gives_nothing_away(cls, value: bool) -> bool:  # noqa: FBT001 - pydantic's shape of a validator
        if value and cls.no_self_check:
            raise ValueError(f"may not be `yes` for `{cls.word}:`: {cls.no_self_check}; leave it out")
        return value

    @property
    def origin(self) -> Origin:
        """File and line, for an error that is found later."""
        return self._origin

    @property
    def key(self) -> str:
        """What stands behind the word."""
        return str(getattr(self, self.word))

    @property
    def mark_name(self) -> str:
        """The name of the mark in the results."""
        return self.name or self.key

    def wanted(self) -> tuple[str, ...]:
        """Names whose values are to be read from a submission."""
        return ()

    def computed(self) -> tuple[str, ...]:
        """Names that must be functions of the reference."""
        return ()

    def probed(self) -> tuple[str, ...]:
        """Names that must be functions of the reference whose arguments are the symbols of formulas."""
        return ()

    def mentioned(self) -> tuple[str, ...]:
        """Names that the reference, a spelling or another line must know."""
        return ()

    def leans_on(self) -> tuple[str, ...]:
        """Names whose readings its finding stands or falls with, where it reads no value of its own name."""
        return self.mentioned()

    def asks(self) -> tuple[tuple[str, str], ...]:
        """Functions of the reference that a group's own are compared with, each with the one that yields its inputs."""
        return ()

    def spoken_of(self) -> tuple[str, ...]:
        """Functions of the reference that it uses otherwise: predicates and their known mistakes."""
        return ()

    def unfit(self, reference: Reference) -> Iterator[str]:
        """What is wrong with those, found without running anything."""
        _ = reference
        yield from ()

    def prove(self, reference: Reference, sheet: str, task: str) -> None:
        """Try what can be tried before anyone is marked; ReferenceFault where it fails."""

    @property
    def is_share(self) -> bool:
        """Whether the value behind its word is a share, from 0 to 1."""
        return False

    @property
    def ranged(self) -> bool:
        """Whether so many values pass that being right confirms no reading."""
        return False

    def course_files(self) -> tuple[str, ...]:
        """Files that the course must have for it, whose change changes what it comes to."""
        return ()

    def runs_code(self) -> bool:
        """Whether code of the group has to be run for it."""
        return False

    def questions(self, files: Collection[str]) -> tuple[Question, ...]:
        """What is put to the jail for it where no reference decides; `files` are the names of what was handed in."""
        _ = files
        return ()

    def after(self, earlier: Sequence["Line"]) -> Self:
        """The line itself with what it leaves out because an earlier line of the rubric said it."""
        _ = earlier
        return self

    def slips(self) -> Iterator[str]:
        """What is wrong with the line as it is once it has what earlier lines say."""
        yield from ()

    def shown(self, case: "Case") -> Answer | None:
        """The answer to show for a line that reads no value of its own name."""
        _ = case
        return None

    def expected(self) -> tuple[str, ...]:
        """What a person looks for."""
        return ()

    @abstractmethod
    def run(self, case: "Case") -> Finding:
        """What this check says about one group's answers."""
