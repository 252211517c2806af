"""Rubric × reference × answers → marks. Pure: nothing is read, run or written here."""

import traceback
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from grader.answer import Answer, Doubt, Found, NotFound
from grader.at_odds import at_odds
from grader.charging import charged
from grader.checks.case import Case
from grader.checks.line import Line
from grader.checks.verdict import doubted
from grader.document import Document, Source
from grader.finding.confidence import confidence
from grader.formalities.handed_in import NOBODY_TELLS, HandedIn
from grader.formula_orders import cases
from grader.formulas.attempt import Written
from grader.references.reference import Reference
from grader.run import Run
from grader.scheme import Rubric, Task
from grader.score import Finding, Flag, Mark, Outcome, Proposal, Score
from grader.written import written

DECIDED_AGAINST = (Outcome.WRONG, Outcome.MISTAKE)
NOTHING_RUN: Mapping[tuple[str, str], Run] = MappingProxyType({})
NOT_LOOKED_FOR = NotFound("not looked for")


@dataclass(frozen=True)
class Besides:
    """What is known of a submission beside its values: whose it is and how it was packed, and the formulas that were found."""

    handed: HandedIn = NOBODY_TELLS
    formulas: Mapping[str, Written] = field(default_factory=dict)
    code: Mapping[tuple[str, str], Finding] = field(default_factory=dict)
    """What lines about code came to, where that is known already: nothing that is read has a part in it."""
    judged: Callable[[tuple[str, str], Callable[[], Finding]], Finding] | None = None
    """Gives what a line came to before where nothing of that changed, else has it judged; None where values are not as they were read."""


NOTHING_BESIDES = Besides()
HANDS_OFF = frozenset((Doubt.SEEN_OTHERWISE, Doubt.STRUCK_OUT, Doubt.RESERVED, Doubt.DISAGREES))
"""What was read so is nobody's answer until a person has looked, whether it is right or not."""
EARLIER, STILL_OPEN = "; whether ", " right is still for a person to decide"
"""How the remark on earlier values that are not decided begins and ends."""
UNDECIDED = (Outcome.REVIEW, Outcome.FAULT)


def mark(
    rubric: Rubric,
    reference: Reference,
    found: Mapping[str, Found],
    runs: Mapping[tuple[str, str], Run] = NOTHING_RUN,
    documents: Sequence[Document] = (),
    besides: Besides = NOTHING_BESIDES,
) -> Score:
    """Every line of the rubric, decided or left to a person; `runs` by task and name of the mark."""
    case = Case(reference, found, labels(rubric), rubric.name, documents=tuple(documents), handed=besides.handed)
    if besides.formulas:
        case = replace(case, formulas=besides.formulas, drawn=cases(rubric, reference))
    lines = [line for _, line in rubric.lines]
    findings = []
    for task, line in rubric.lines:
        finding = besides.code.get((task.id, line.mark_name)) or _found(task, line, case, runs, besides)
        stood_on = [looked_into(line, found.get(one, NOT_LOOKED_FOR)) for one in stands_on(line, case, finding)]
        findings.append(settle(finding, stood_on, ranged=line.ranged))
    findings = at_odds(lines, still_open(case, lines, charged(case, lines, findings)))
    return Score(tuple(marked(task, line, case, finding) for (task, line), finding in zip(rubric.lines, findings, strict=True)))


def _found(task: Task, line: Line, case: Case, runs: Mapping[tuple[str, str], Run], besides: Besides) -> Finding:
    """What a line says; where code has no part in it, what it said before of the same."""
    key = task.id, line.mark_name
    run = runs.get(key)
    if run is not None or besides.judged is None:
        return ran(line, replace(case, task=task.id, run=run))
    return besides.judged(key, lambda: ran(line, replace(case, task=task.id)))


def unmarked(rubric: Rubric, reference: Reference, why: str) -> Score:
    """Every line left to a person, for a submission that cannot be marked."""
    case = Case(reference, {}, labels(rubric))
    finding = Finding(Outcome.REVIEW, why)
    return Score(tuple(marked(task, line, case, finding) for task, line in rubric.lines))


def labels(rubric: Rubric) -> Mapping[str, str]:
    """What the rubric calls its values."""
    return {name: line.label for _, line in reversed(rubric.lines) if line.label for name in line.wanted()}


def ran(line: Line, case: Case) -> Finding:
    """A check's finding; a check that fails is our fault and costs nobody a point."""
    try:
        return line.run(case)
    except Exception:  # noqa: BLE001 - whatever fails in one check is a fault of that line, and the others are marked all the same
        says = "the grader failed on this line; that is not your fault, and a person decides"
        return Finding(Outcome.FAULT, says, detail=traceback.format_exc())


def stands_on(line: Line, case: Case, finding: Finding) -> tuple[str, ...]:
    """The names whose readings a finding stands or falls with."""
    if line.wanted():
        return line.wanted()
    reference = case.reference
    behind = (part for name in line.leans_on() for part in (reference.upstream(name) if name in reference.functions else (name,)))
    return finding.carried or tuple(dict.fromkeys(behind))


def looked_into(line: Line, found: Found) -> Found:
    """What a line stands on, without the doubt that the line itself is about: that a count and its percentage are two numbers."""
    if line.word != "agrees" or not isinstance(found, Answer) or Doubt.DISAGREES not in found.doubts:
        return found
    doubts = tuple(doubt for doubt in found.doubts if doubt is not Doubt.DISAGREES)
    return replace(found, doubts=doubts, confidence=confidence(found.source, doubts))


def settle(finding: Finding, found: Collection[Found], *, ranged: bool = False) -> Finding:
    """The contract's most important rule: a doubtful reading is never wrong, at worst it is a person's to decide.

    A value that is right confirms its own reading, but hardly where a whole range is right: what is only surmised is not enough there.
    """
    answers = [one for one in found if isinstance(one, Answer)]
    if finding.outcome is Outcome.FAULT:
        return finding
    if (conflict := next((one for one in answers if Doubt.CONFLICT in one.doubts), None)) is not None:
        return _conflicting(finding, conflict)
    if finding.outcome is Outcome.MISSING and any(isinstance(one, NotFound) and not one.certain for one in found):
        return replace(finding, outcome=Outcome.REVIEW)
    hands_off = HANDS_OFF | ({Doubt.SURMISED} if ranged else set())
    if finding.outcome not in UNDECIDED and (hidden := next((one for one in answers if hands_off & set(one.doubts)), None)) is not None:
        said = finding.says.replace(f"; {doubted(reason(hidden))}", "")  # the same doubt is told once
        says = f"as it was read: {said}; but a person has to look ({reason(hidden)})"
        return replace(finding, outcome=Outcome.REVIEW, says=says, share=0.0, proposed=Proposal(finding.outcome, finding.share))
    doubtful = [one for one in answers if not one.sure]
    if finding.outcome in DECIDED_AGAINST and doubtful:
        why = ", ".join(dict.fromkeys(reason(one) for one in doubtful))
        says = f"as it was read: {finding.says}; but the reading is doubtful ({why}), so a person decides"
        return replace(finding, outcome=Outcome.REVIEW, says=says, share=0.0, proposed=Proposal(finding.outcome, finding.share))
    return finding


def reason(answer: Answer) -> str:
    """Why a reading is doubtful."""
    return ", ".join(doubt.value for doubt in answer.doubts) or ("read by OCR" if answer.source is Source.OCR else "uncertain")


def _conflicting(finding: Finding, answer: Answer) -> Finding:
    """Values that contradict each other: nothing else can mend that."""
    values = dict.fromkeys(written(one.entries) for one in (answer, *answer.also))
    says = f"stated more than once and not alike ({'; '.join(values)}); a person decides"
    proposed = None
    if answer.source is Source.SHEET and answer.also and answer.also[0].source is not Source.SHEET:
        said = f"{answer.place.file} says {written(answer.entries)}, {answer.also[0].place.file} says {written(answer.also[0].entries)}"
        says = f"{said}; a person decides"
        proposed = finding.proposed if finding.outcome in UNDECIDED else Proposal(finding.outcome, finding.share)
    flags = tuple(dict.fromkeys((*finding.flags, Flag.CONFLICT)))
    return replace(finding, outcome=Outcome.REVIEW, says=says, share=0.0, proposed=proposed, flags=flags)


def still_open(case: Case, lines: Sequence[Line], findings: Sequence[Finding]) -> list[Finding]:
    """What follows from a value that a person has yet to decide says so."""
    waiting = {line.key for line, finding in zip(lines, findings, strict=True) if line.wanted() and finding.outcome in UNDECIDED}
    said = []
    for line, finding in zip(lines, findings, strict=True):
        names = [case.label(one) for one in finding.carried if one in waiting]
        more = f"{EARLIER}{' and '.join(names)} {'is' if len(names) == 1 else 'are'}{STILL_OPEN}"
        follows = finding.outcome is Outcome.FOLLOWS and line.word == "close" and names
        said.append(replace(finding, says=finding.says + more) if follows else finding)
    return said


def marked(task: Task, line: Line, case: Case, finding: Finding) -> Mark:
    """A line's mark, with the answer it stands on."""
    label = line.label or (case.reference.label(line.key) if line.key in case.reference.functions else line.mark_name)
    return Mark(
        task=task.id,
        name=line.mark_name,
        check=line.word,
        label=label,
        possible=line.points,
        bonus=line.bonus,
        visibility=line.visibility,
        finding=finding,
        answer=case.answer(line.key) if line.wanted() else line.shown(case),
        expect=line.expected(),
        look=next((one.place for name in line.wanted() if isinstance(one := case.found.get(name), NotFound)), None),
    )
