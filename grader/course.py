"""A course folder: rubrics, references and submissions under one name each."""

from dataclasses import dataclass
from pathlib import Path

from grader.collect import Search, search_for
from grader.course_module import load_reference
from grader.errors import CommandError, ReferenceFault
from grader.nearest import did_you_mean, quoted
from grader.reference import Reference
from grader.rubric import check_names, load_rubric
from grader.scheme import Rubric


@dataclass(frozen=True)
class Assignment:
    """A rubric with its reference, checked against each other, ready to mark."""

    rubric: Rubric
    reference: Reference
    search: Search


@dataclass(frozen=True)
class Course:
    """The folder that holds `rubrics/`, `reference/` and `submissions/`."""

    folder: Path

    def rubrics(self) -> tuple[str, ...]:
        """The names of all rubrics."""
        return tuple(sorted(path.stem for path in (self.folder / "rubrics").glob("*.yaml")))

    def assignments(self) -> tuple[str, ...]:
        """The names under `submissions/` that are folders."""
        submissions = self.folder / "submissions"
        if not submissions.is_dir():
            message = f"{shown(self.folder)} has no folder `submissions`; name the folder of submissions, or another course with `--course`"
            raise CommandError(message)
        return tuple(sorted(path.name for path in submissions.iterdir() if path.is_dir() and not path.name.startswith(".")))

    def rubric_path(self, name: str) -> Path:
        """Where the rubric of an assignment lies; says which there are where it lies nowhere."""
        path = self.folder / "rubrics" / f"{name}.yaml"
        known = self.rubrics()
        if name not in known or not path.is_file():
            have = ", ".join(f"`{one}`" for one in known) or "none"
            wish = did_you_mean(name, known) or f"; there is {have}; choose one with `--rubric`"
            message = f"{shown(self.folder)} has no rubric {quoted(name)} (rubrics/{name}.yaml){wish}"
            raise CommandError(message)
        return path

    def load(self, name: str) -> Assignment:
        """An assignment, with everything that is wrong with it told before anyone is marked."""
        rubric = load_rubric(self.rubric_path(name))
        reference = load_reference(self.folder / "reference" / f"{rubric.reference}.py")
        check_names(rubric, reference.functions.keys() | reference.measured)
        asked = [computed for _, line in rubric.lines for computed in (*line.computed(), *line.mentioned())]
        if problems := list(dict.fromkeys(reference.problems(asked))):
            raise ReferenceFault("\n".join(problems))
        for name_ in dict.fromkeys(computed for _, line in rubric.lines for computed in line.computed()):
            if reference.known(name_):
                reference.truth(name_)
        return Assignment(rubric, reference, search_for(rubric, reference))


def shown(folder: Path) -> str:
    """A folder for people."""
    return quoted(str(folder)) if str(folder) != "." else "this folder"
