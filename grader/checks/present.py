"""Something that had to be handed in: a file that is not the blank form, headings, names and numbers, saved outputs, one archive."""

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from grader.checks.fields import OneLine, Texts, Whole, YesNo, exact, one_line, share
from grader.checks.line import Line
from grader.checks.notebook_cells import about_cells, calls_seen, protected_seen
from grader.checks.notebook_named import may_be_meant, notebook_meant
from grader.checks.presence import file_seen, headings_seen, outputs_seen, packed_seen
from grader.document import Document
from grader.formalities.group_number import group_of
from grader.formalities.handed_in import HandedIn
from grader.formalities.left_out import may_be
from grader.formalities.members import members_seen
from grader.formalities.seen import Seen
from grader.nearest import did_you_mean, quoted
from grader.run import Question, Run
from grader.score import Finding, Outcome, Proposal

if TYPE_CHECKING:
    from grader.checks.case import Case

ASKED = {"protected cells": "protected", "calls": "live"}
"""What is asked about a notebook's cells, by what must be present."""
KINDS = ("headings", "members", "group number", "saved outputs", "zip", "tar.gz", *ASKED)
OF = {"headings": "the headings that must be there", "calls": "the names that must be used"}
FORMAL = frozenset(KINDS) - {"headings", *ASKED}
"""What the sheet asks of every submission, whatever its answers are: students are told of it before they hand in."""
ARCHIVES = frozenset({"zip", "tar.gz"})
AMOUNT = re.compile(r"(\d{1,6}) (word|line)s?", re.ASCII)
MOST_RUN = 0.8
"""Share of a notebook's code cells that must have been run, unless the line says otherwise."""


def what(value: object) -> str:
    """A file, a pattern, or one of the other things that can be present."""
    said = one_line(value)
    if said in KINDS:
        return said
    if not ("." in said or "*" in said or "/" in said):
        known = ", ".join(f"`{kind}`" for kind in KINDS)
        raise ValueError(f"wants a file such as `feedback.md`, or one of {known}, not {quoted(said)}{did_you_mean(said, KINDS)}")
    if said.startswith("/") or ".." in PurePosixPath(said).parts or "\\" in said:
        raise ValueError(f"wants a file inside a submission, not {quoted(said)}")
    return said


def amount(value: object) -> tuple[float, str]:
    """`20 words`, `5 lines`, or for saved outputs a share."""
    said = one_line(value)
    if found := AMOUNT.fullmatch(said):
        return float(exact(found[1])), f"{found[2]}s"
    if said.endswith("%"):
        return share(said), "share"
    raise ValueError(f"wants a number of words or lines, such as `20 words`, not {quoted(said)}")


class Present(Line):
    """`present: feedback.md`: handed in, and with `at least: 20 words` that were not in the form that was handed out."""

    word: ClassVar[str] = "present"

    name: OneLine
    present: Annotated[str, BeforeValidator(what)]
    least: Annotated[tuple[float, str] | None, BeforeValidator(amount)] = Field(default=None, alias="at least")
    of: Texts = ()
    file: OneLine | None = Field(default=None, alias="in")
    numbers: Whole | None = None
    group_number: YesNo = Field(default=False, alias="group number")

    @model_validator(mode="after")
    def _settings_fit(self) -> "Present":
        kind = self.kind
        if kind in OF and not self.of:
            raise ValueError(f"`present: {kind}` wants `of:` with {OF[kind]}")
        if kind in ASKED and not (self.file or "").endswith(".ipynb"):
            raise ValueError(f"`present: {kind}` wants `in:` with the notebook that was handed out, such as `Task_2.ipynb`")
        for setting, given, belongs in (
            ("of", self.of, kind in OF),
            ("in", self.file, kind not in ("file", "archive")),
            ("numbers", self.numbers, kind == "members"),
            ("group number", self.group_number, kind == "members"),
            ("at least", self.least, kind in ("file", "saved outputs")),
        ):
            if given and not belongs:
                raise ValueError(f"`{setting}:` says nothing about {quoted(self.present)}; leave it out")
        if self.least is not None and (self.least[1] == "share") != (kind == "saved outputs"):
            raise ValueError("`at least:` wants words or lines for a file, and a share such as `80%` for saved outputs")
        return self

    @property
    def kind(self) -> Literal["file", "headings", "members", "group number", "saved outputs", "archive", "protected cells", "calls"]:
        """Which of these it is."""
        if self.present in ARCHIVES:
            return "archive"
        return self.present if self.present in KINDS else "file"  # type: ignore[return-value]

    def runs_code(self) -> bool:
        """The cells of a notebook are read in a job, and none of them is run."""
        return self.kind in ASKED

    def questions(self, files: Collection[str]) -> tuple[Question, ...]:
        """For a file: which there are of that name, and what was added to the form; for a notebook: what became of its cells."""
        if self.kind in ASKED:
            found = notebook_meant(self.file or "", files, lone=True)
            return (about_cells(ASKED[self.kind], found, self.file or "", self.of),) if found is not None else ()
        return (Question("look", {"file": self.present}),) if self.kind == "file" else ()

    def run(self, case: "Case") -> Finding:
        """Whether it is there."""
        return finding(self.seen(case.documents, case.handed, case.run))

    def seen(self, documents: Collection[Document], handed: HandedIn, run: Run | None = None) -> Seen:
        """What was seen of it in what was read, in what is known beside that, and in the files that were looked at."""
        about = self.about(documents)
        seen = self._seen(documents, about, handed, run)
        looked_for = self.looked_for(about)
        if seen.share < 1 and seen.certain and looked_for and (why := may_be(looked_for, handed)):
            return replace(seen, certain=False, doubt=why)
        return seen

    def looked_for(self, about: Collection[Document]) -> str:
        """The file that would show it, where one of that name may have been left out; what every document may show is unread then."""
        if self.kind in ("members", "group number", "headings"):
            return self.file or ""
        return "" if about or self.kind != "saved outputs" else self.file or "*.ipynb"

    def _seen(self, documents: Collection[Document], about: tuple[Document, ...], handed: HandedIn, run: Run | None) -> Seen:
        match self.kind:
            case "file":
                return file_seen(self.present, self.least, run, tuple(documents), handed)
            case "headings":
                return headings_seen(self.of, about)
            case "members":
                return self.elsewhere(members_seen(self.numbers or 1, about, handed, group_number=self.group_number), about)
            case "group number":
                return self.elsewhere(group_of(about, handed), about)
            case "archive":
                return packed_seen(self.present, handed)
            case "protected cells":
                return protected_seen(self.file or "", run, handed_in=self.unclear(documents, handed))
            case "calls":
                return calls_seen(self.file or "", self.of, run, handed_in=self.unclear(documents, handed))
            case "saved outputs":
                return outputs_seen(about, self.least[0] if self.least is not None else MOST_RUN)

    def elsewhere(self, seen: Seen, about: Collection[Document]) -> Seen:
        """What is said where there is no such file as `in:` asks for: nobody looked at the others."""
        if about or self.file is None:
            return seen
        return replace(seen, says=f"{self.file} was not handed in", doubt="it may stand elsewhere")

    def unclear(self, documents: Collection[Document], handed: HandedIn) -> bool:
        """Whether there is a notebook that may be the one that is meant, or something nobody could look at."""
        return any(may_be_meant(self.file or "", one.file) for one in documents) or bool(may_be(self.file or "", handed))

    def about(self, documents: Collection[Document]) -> tuple[Document, ...]:
        """The documents that it is about."""
        if self.kind == "saved outputs":
            return tuple(one for one in documents if one.file.casefold().endswith(".ipynb") and self.named(one.file))
        return tuple(one for one in documents if self.named(one.file))

    def named(self, file: str) -> bool:
        """Whether a file is the one of `in:`, if there is one."""
        return self.file is None or PurePosixPath(file.casefold()).match(self.file.casefold())


def finding(seen: Seen) -> Finding:
    """Missing only where it is certain; else a person decides, and is told what it looks like."""
    if seen.share >= 1 and (seen.certain or not seen.doubt):
        return Finding(Outcome.RIGHT, seen.says, 1.0, seen.rule)
    outcome = Outcome.RIGHT if seen.share >= 1 else Outcome.MISTAKE if seen.share else Outcome.MISSING if seen.nothing else Outcome.WRONG
    if seen.certain:
        return Finding(outcome, seen.says, seen.share, seen.rule)
    proposed = Proposal(outcome if seen.share else Outcome.WRONG, seen.share) if seen.opinion else None
    says = f"{seen.says}; {seen.doubt or 'not everything could be read'}, so a person decides"
    return Finding(Outcome.REVIEW, says, 0.0, seen.rule, proposed=proposed)
