"""Something that had to be handed in: a file that is not the blank form, headings, names and numbers, saved outputs, one archive."""

import re
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BeforeValidator, Field, model_validator

from grader.checks.fields import OneLine, Texts, Whole, YesNo, exact, one_line, share
from grader.checks.line import Line
from grader.document import Document
from grader.nearest import did_you_mean, quoted
from grader.run import Question, Run
from grader.score import Finding

if TYPE_CHECKING:  # what looks is loaded where something is looked at: a rubric is read without it
    from grader.checks.case import Case
    from grader.checks.present_seen import Kind
    from grader.formalities.handed_in import HandedIn
    from grader.formalities.seen import Seen

ASKED = {"protected cells": "protected", "calls": "live"}
"""What is asked about a notebook's cells, by what must be present."""
KINDS = ("headings", "members", "group number", "saved outputs", "zip", "tar.gz", *ASKED)
OF = {"headings": "the headings that must be there", "calls": "the names that must be used"}
FORMAL = frozenset(KINDS) - {"headings", *ASKED}
"""What the sheet asks of every submission, whatever its answers are: students are told of it before they hand in."""
ARCHIVES = frozenset({"zip", "tar.gz"})
AMOUNT = re.compile(r"(\d{1,6}) (word|line)s?", re.ASCII)


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
    def kind(self) -> "Kind":
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
            from grader.checks.notebook_cells import about_cells
            from grader.checks.notebook_named import notebook_meant

            found = notebook_meant(self.file or "", files, lone=True)
            return (about_cells(ASKED[self.kind], found, self.file or "", self.of),) if found is not None else ()
        return (Question("look", {"file": self.present}),) if self.kind == "file" else ()

    def run(self, case: "Case") -> Finding:
        """Whether it is there."""
        from grader.checks.present_seen import finding

        return finding(self.seen(case.documents, case.handed, case.run))

    def seen(self, documents: Collection[Document], handed: "HandedIn", run: Run | None = None) -> "Seen":
        """What was seen of it in what was read, in what is known beside that, and in the files that were looked at."""
        from grader.checks.present_seen import LookedFor, seen

        wish = LookedFor(self.kind, self.present, self.file, self.of, self.least, self.numbers, self.group_number)
        return seen(wish, documents, handed, run)
