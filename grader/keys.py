"""The hashes of all that marks and final results are worked out from: where one is as it was, nothing is worked out again."""

import hashlib
from dataclasses import fields
from pathlib import Path

from grader import __version__
from grader.course import Assignment
from grader.course_files import hash_of_course_file
from grader.decisions.decision import Decisions
from grader.fingerprint import fingerprint
from grader.ground import Ground, runs_on
from grader.legible import encodable
from grader.means import Means
from grader.own_source import our_own
from grader.plan import Plan
from grader.requirements import formal
from grader.rosters.roster import Roster
from grader.submission import Submission

_LAID_OVER = tuple(one.name for one in fields(Submission) if one.name != "files")
"""What of a submission is laid over marks; its files are a part of the hash of its marks."""


class Keys:
    """The hashes for the submissions of one batch; what is the same for all of them is hashed once."""

    def __init__(self, assignment: Assignment, means: Means, roster: Roster | None, decisions: Decisions) -> None:
        rubric = assignment.rubric
        roll = None if roster is None else roster.on(rubric.name)
        self._decisions = decisions
        self._formal = bool(rubric.hand_in) or any(formal(line) for _, line in rubric.lines)
        self._of_marks = fingerprint(_base(assignment, means))
        self._of_finals = fingerprint(our_own(), repr(roll))

    def marks(self, submission: Submission, content: str) -> str:
        """The hash of all that a submission's marks are worked out from; `content` is the one of what was handed in."""
        corrected = self._decisions.values(encodable(submission.group))
        return fingerprint(self._of_marks, self._handed_in(submission), content, corrected)

    def final(self, submission: Submission, marks: str) -> str:
        """The hash of all that its final result is worked out from; `marks` is the one of its marks."""
        own = self._decisions.of(encodable(submission.group)).values()
        told = repr([getattr(submission, name) for name in _LAID_OVER])  # plain values: no two of them are written alike
        return fingerprint(self._of_finals, marks, told, [one.model_dump_json() for one in own])

    def _handed_in(self, submission: Submission) -> tuple[str, ...]:
        """What of who handed in and how is a part of what is marked: nothing, unless the rubric asks for it."""
        if not self._formal:
            return ()
        people = sorted((member.name, member.id, str(member.excused)) for member in submission.members)
        return ("hand-in", repr((submission.listed, submission.packed, people)))


def _base(assignment: Assignment, means: Means) -> tuple[str, ...]:
    """What decides the marks of every submission beside what was handed in."""
    plan = assignment.plan
    base: tuple[str, ...] = (__version__, assignment.rubric.sha256, assignment.reference.sha256, means.reading)
    base += tuple(sorted(digest for _, digest in assignment.given))
    return base + _base_of_code(plan, assignment.folder, means.ground) if plan.lines or assignment.rubric.hand_in else base


def _base_of_code(plan: Plan, course: Path, ground: Ground) -> tuple[str, ...]:
    """What of this machine and course decides results about code, beside the rubric and the reference."""
    digest = hashlib.sha256()
    for name, data in sorted(plan.starter.items()):
        digest.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    for name in sorted({name for _, line in plan.lines for name in line.course_files()}):
        digest.update(name.encode() + b"\0" + hash_of_course_file(course, plan.rubric, name).encode())
    return (digest.hexdigest(), runs_on(ground))
