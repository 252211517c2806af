"""Rubric × reference × answers → marks. Pure: nothing is read, run or written here."""

import traceback
from collections.abc import Mapping
from dataclasses import replace

from grader.answer import Answer, Doubt, Found
from grader.checks.case import Case
from grader.checks.line import Line
from grader.reference import Reference
from grader.scheme import Rubric, Task
from grader.score import Finding, Flag, Mark, Outcome, Proposal, Score

DECIDED_AGAINST = (Outcome.WRONG, Outcome.MISTAKE)


def mark(rubric: Rubric, reference: Reference, found: Mapping[str, Found]) -> Score:
    """Every line of the rubric, decided or left to a person."""
    case = Case(reference, found)
    findings = [settle(ran(line, case), found.get(line.key)) for _, line in rubric.lines]
    charge(rubric, case, findings)
    return Score(tuple(marked(task, line, case, finding) for (task, line), finding in zip(rubric.lines, findings, strict=True)))


def unmarked(rubric: Rubric, reference: Reference, why: str) -> Score:
    """Every line left to a person, for a submission that cannot be marked."""
    case = Case(reference, {})
    finding = Finding(Outcome.REVIEW, why)
    return Score(tuple(marked(task, line, case, finding) for task, line in rubric.lines))


def ran(line: Line, case: Case) -> Finding:
    """A check's finding; a check that fails is our fault and costs nobody a point."""
    try:
        return line.run(case)
    except Exception:
        says = "the grader failed on this line; the instructor has been told, and a person decides"
        return Finding(Outcome.FAULT, says, detail=traceback.format_exc())


def settle(finding: Finding, found: Found | None) -> Finding:
    """The contract's most important rule: a doubtful reading is never wrong, at worst it is a person's to decide."""
    if not isinstance(found, Answer) or finding.outcome is Outcome.FAULT:
        return finding
    if Doubt.CONFLICT in found.doubts:
        says = f"stated more than once and not alike: {', '.join(dict.fromkeys(one.text for one in (found, *found.also)))}; a person decides"
        flags = tuple(dict.fromkeys((*finding.flags, Flag.CONFLICT)))
        return replace(finding, outcome=Outcome.REVIEW, says=says, share=0.0, proposed=None, flags=flags)
    if finding.outcome in DECIDED_AGAINST and not found.sure:
        why = ", ".join(doubt.value for doubt in found.doubts) or f"read as {found.source.value}"
        proposed = Proposal(finding.outcome, finding.share)
        return replace(finding, outcome=Outcome.REVIEW, says=f"{finding.says} as read, but the reading is doubtful ({why})", share=0.0, proposed=proposed)
    return finding


def charge(rubric: Rubric, case: Case, findings: list[Finding]) -> None:
    """A wrong value on a line worth nothing is charged once: at the first scored line that would earn by following from it."""
    lines = [line for _, line in rubric.lines]
    for at, line in enumerate(lines):
        finding = findings[at]
        doubtful = finding.outcome is Outcome.REVIEW and finding.proposed is not None and finding.proposed.outcome in DECIDED_AGAINST
        if line.word != "close" or line.points or not (finding.outcome in DECIDED_AGAINST or doubtful):
            continue
        for later, other in enumerate(lines):
            follows = findings[later].outcome is Outcome.FOLLOWS and other.points and other.word == "close"
            if follows and reaches(case, lines, other.key, line.key) and Flag.CHARGED not in findings[later].flags:
                findings[later] = charged(case, findings[later], line, doubtful=doubtful)
                break


def charged(case: Case, finding: Finding, line: Line, *, doubtful: bool) -> Finding:
    """The finding of a line that pays for a wrong value on a line without points."""
    answer = case.answer(line.key)
    value = f" ({answer.text})" if answer is not None else ""
    label = line.label or case.reference.label(line.key)
    flags = tuple(dict.fromkeys((*finding.flags, Flag.CHARGED)))
    if doubtful:
        says = f"follows from your {label}{value}, which a person has yet to decide"
        return replace(finding, outcome=Outcome.REVIEW, says=says, share=0.0, flags=flags, proposed=Proposal(Outcome.WRONG, 0.0))
    says = f"follows from your {label}{value}; that is wrong and has no points of its own, so it is charged here, once"
    return replace(finding, outcome=Outcome.WRONG, says=says, share=0.0, flags=flags)


def reaches(case: Case, lines: list[Line], name: str, wrong: str) -> bool:
    """Whether `name` is worked out from the wrong value with no scored value of the group's in between."""
    scored = {line.key for line in lines if line.word == "close" and line.points}
    waiting, seen = [name], set()
    while waiting:
        current = waiting.pop()
        if current not in case.reference.functions:
            continue
        for argument in case.reference.arguments(current):
            if argument == wrong:
                return True
            if argument not in seen and not (argument in scored and case.answer(argument) is not None):
                seen.add(argument)
                waiting.append(argument)
    return False


def marked(task: Task, line: Line, case: Case, finding: Finding) -> Mark:
    """A line's mark, with the answer it stands on."""
    known = line.key in case.reference.functions
    label = line.label or (case.reference.label(line.key) if known else line.mark_name)
    answer = case.answer(line.key) if line.wanted() else None
    return Mark(
        task=task.id,
        name=line.mark_name,
        check=line.word,
        label=label,
        possible=line.points,
        bonus=line.bonus,
        visibility=line.visibility,
        finding=finding,
        answer=answer,
        expect=line.expected(),
    )
