"""What the replies of a group's code come to: the first that is not right decides, and unsure is never wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.asked import Asked, Input
from grader.checks.accepted import accepted
from grader.checks.agreement import Agreement, Rules, compare
from grader.checks.difference_table import table
from grader.jail.limits import LIMITS, MIB
from grader.references.predicate import Accepts
from grader.run import Ending, Reason, Reply, Run
from grader.score import Finding, Outcome, Proposal, Ran

NOT_ATTEMPTED = frozenset({Reason.NOT_IMPLEMENTED, Reason.GAVE_NONE, Reason.GAVE_ELLIPSIS, Reason.UNTOUCHED, Reason.EMPTY})
TIMES_THE_MEMORY = 8
"""A limit this many times what the reference needs is fair."""
LONGEST = 400
"""Characters of one sentence of the group's code."""
PERSON = "a person decides"


@dataclass(frozen=True)
class Judged:
    """A reply beside what is right."""

    reply: Reply
    right: bool | None
    """None where nothing could be compared."""
    agreement: Agreement | None = None


def judged(reply: Reply, wanted: Input, rules: Rules) -> Judged:
    """Whether a reply is right."""
    if reply.ending is not Ending.FINISHED or unattempted(reply, wanted):
        return Judged(reply, None)
    by = wanted.expected
    agreement = accepted(reply.value, by) if isinstance(by, Accepts) else compare(reply.value, by, rules)
    return Judged(reply, None if agreement.cannot_cross or agreement.ours else agreement.right, agreement)


def unattempted(reply: Reply, wanted: Input) -> bool:
    """Whether nothing came back, where something was to."""
    return (reply.value is None or reply.value is ...) and wanted.expected is not None and wanted.expected is not ...


def own(reply: Reply, run: Run) -> bool:
    """Whether it was raised in the very function or class, and not in another one that this one calls."""
    if not reply.trace or not run.function:
        return True
    where = reply.trace[-1].function.rpartition(", ")[2]
    return where == run.function or where.startswith(f"{run.function}.")


def verdict(run: Run, asked: Asked, rules: Rules) -> Finding:
    """The finding of a line, with the evidence."""
    compared = [judged(*pair, rules) for pair in zip(run.replies, asked.inputs, strict=False)]
    finding = decided(run, compared, asked, rules)
    if finding.outcome in (Outcome.WRONG, Outcome.MISSING) and run.stubbed and _all_right(run.stubbed, asked, rules):
        helpers = _listed(run.in_place_of)
        says = f"right, given your {helpers}: with ours in {'its' if len(run.in_place_of) == 1 else 'their'} place it gives what it should"
        finding = Finding(Outcome.FOLLOWS, says, 1.0, detail=finding.says)
    elif finding.outcome is Outcome.WRONG and run.leans_on:
        says = f"it uses your {_listed(run.leans_on)}, which was not right, and ours could not be tried in its place"
        says = f"{says}: {finding.says}; {PERSON}"
        finding = replace(finding, outcome=Outcome.REVIEW, says=says, proposed=Proposal(Outcome.WRONG, 0.0))
    failed = next((one.agreement for one in compared if one.agreement is not None and not one.right), Agreement())
    alone = tuple(_alone_right(*pair, rules) for pair in zip(run.replies, asked.inputs, strict=False))
    ran = Ran(run, tuple(one.right for one in compared), failed.stage, told(failed), asked.took, alone)
    return replace(finding, ran=ran, rule=rules.words())


def _alone_right(reply: Reply, wanted: Input, rules: Rules) -> bool | None:
    """Whether what came in a job of its own is right."""
    return None if reply.alone is None else judged(reply.alone, wanted, rules).right


def told(agreement: Agreement) -> str:
    """Where they differ the most, as a table; what is no array is told by the sentence."""
    return "" if agreement.difference is None else table(agreement.difference, agreement.path)


def _unsteady(one: Judged) -> bool:
    """Whether it gave two things for one question, so that even a right one says little."""
    return one.reply.reason is Reason.DISTURBED


def _all_right(replies: Sequence[Reply], asked: Asked, rules: Rules) -> bool:
    pairs = list(zip(replies, asked.inputs, strict=False))
    return len(replies) == len(asked.inputs) and all(judged(*pair, rules).right for pair in pairs)


def decided(run: Run, found: Sequence[Judged], asked: Asked, rules: Rules) -> Finding:
    """The first reply that is not right decides; several ways in which nothing is there are missing, and whatever is unsure is review."""
    if not found:
        return Finding(Outcome.REVIEW, f"nothing was asked; {PERSON}")
    number, trouble = next(((number, one) for number, one in enumerate(found) if not one.right or _unsteady(one)), (0, None))
    if trouble is None:
        return _right(found, asked)
    before, reply = _so_far(found, asked, number), trouble.reply
    if reply.alone is not None or reply.reason is Reason.DISTURBED:
        return _disturbed(trouble, asked.inputs[number], rules)
    if (reply.reason in NOT_ATTEMPTED and own(reply, run)) or (
        reply.ending is Ending.FINISHED and unattempted(reply, asked.inputs[number])
    ):
        return _not_attempted(reply, before, partly=any(one.right for one in found))
    if reply.ending is Ending.NOT_RUN:
        return _not_run(run, reply)
    if reply.ending is Ending.FINISHED:
        return _finished(trouble, before)
    return _ended(run, reply, before, asked)


def _ended(run: Run, reply: Reply, before: str, asked: Asked) -> Finding:
    """Nothing came back: wrong where that is certainly theirs."""
    match reply.ending:
        case Ending.RAISED if reply.reason in (Reason.ENVIRONMENT, Reason.BLOCKED, Reason.OLD_PYTHON):
            return _review(run, f"{before}{_said(reply)}: {reply.reason.value}; {PERSON}")
        case Ending.RAISED if reply.reason is Reason.INTERFACE:
            says = f"{before}{_said(reply)}: {reply.reason.value}; {PERSON}"
            return Finding(Outcome.REVIEW, says, proposed=Proposal(Outcome.WRONG, 0.0))
        case Ending.RAISED if reply.reason is Reason.THROUGH:
            return _review(run, f"{_said(reply)}; {PERSON}")  # "none of 3 inputs right" would be said of the group
        case Ending.RAISED:
            return Finding(Outcome.WRONG, f"{before}it fails: {_said(reply)}")
        case Ending.OUT_OF_MEMORY:
            return _out_of_memory(run, reply, before, asked)
        case Ending.OUT_OF_TIME if reply.reason is Reason.NONE:
            return Finding(Outcome.WRONG, f"{before}{_twice(reply)}")
        case Ending.FAULT:
            return Finding(Outcome.FAULT, f"it could not be run to its end here; that is not your fault, and {PERSON}", detail=reply.says)
        case _:
            return _review(run, f"{before}{_said(reply)}; {PERSON}")


def _twice(reply: Reply) -> str:
    """What was seen, both times where it was tried again and ended in the same way; another way is of interest to us only."""
    if reply.first is None or reply.first.ending is not reply.ending:
        return _said(reply)
    return f"{_said(reply.first)}; tried again alone: {_said(reply)}"


def _right(found: Sequence[Judged], asked: Asked) -> Finding:
    """All that was asked is right; remarks once each."""
    if len(found) < len(asked.inputs):
        return Finding(Outcome.REVIEW, f"right on {len(found)} of {len(asked.inputs)} inputs, the others were not asked; {PERSON}")
    remarks = dict.fromkeys(remark for one in found if one.agreement is not None for remark in one.agreement.remarks)
    return Finding(Outcome.RIGHT, "; ".join(("right", *remarks)), 1.0)


def _so_far(found: Sequence[Judged], asked: Asked, number: int) -> str:
    """How many inputs came out right, and which one is spoken of."""
    if len(asked.inputs) == 1:
        return ""
    right = sum(1 for one in found if one.right)
    said = f"{right} of {len(asked.inputs)} inputs right" if len(found) == len(asked.inputs) else f"{right} inputs right so far"
    if right:
        return f"{said}; input {number + 1}: "
    return (
        f"none of {len(asked.inputs)} inputs right; the first: " if len(found) == len(asked.inputs) else f"input 1 of {len(asked.inputs)}: "
    )


def _not_attempted(reply: Reply, before: str, *, partly: bool) -> Finding:
    """Nothing is written; where other inputs came out right, that input is what is wrong."""
    reason = reply.reason or (Reason.GAVE_NONE if reply.value is None else Reason.GAVE_ELLIPSIS)
    hint = "; is a `return` missing?" if reason is Reason.GAVE_NONE and reply.ending is Ending.FINISHED else ""
    if partly:
        return Finding(Outcome.WRONG, f"{before}{reason.value}{hint}")
    return Finding(Outcome.MISSING, f"not attempted: {reason.value}{hint}")


def _not_run(run: Run, reply: Reply) -> Finding:
    """Nothing was tried: because of this machine, or because there is nothing."""
    says = reply.says or reply.reason.value or "it was not run"
    if reply.reason in (Reason.NO_FILE, Reason.NO_FUNCTION):
        return Finding(Outcome.MISSING, says)
    if reply.reason is Reason.SYNTAX:
        return Finding(Outcome.WRONG, says)
    return _review(run, f"{says}; {PERSON}")


def _finished(trouble: Judged, before: str) -> Finding:
    """A value came back, and is another one, or one that cannot be looked into."""
    agreement = trouble.agreement or Agreement()
    if agreement.ours:
        return Finding(Outcome.FAULT, f"the course's own solution fails here; that is not your fault, and {PERSON}", detail=agreement.says)
    if agreement.cannot_cross:
        says = agreement.quiet if agreement.stage == "predicate" else f"it gives {agreement.quiet}; {PERSON}"
        return Finding(Outcome.REVIEW, before + says, proposed=None if agreement.meant else Proposal(Outcome.WRONG, 0.0))
    return Finding(Outcome.WRONG, before + agreement.quiet)


def _out_of_memory(run: Run, reply: Reply, before: str, asked: Asked) -> Finding:
    """Too much memory is a mistake where what ours needs would fit many times over."""
    if TIMES_THE_MEMORY * asked.need <= LIMITS.memory:
        return Finding(Outcome.WRONG, f"{before}it needs more memory than the {LIMITS.memory // MIB} MiB it may have: {_said(reply)}")
    return _review(run, f"{before}it needs more memory than there is here: {_said(reply)}; {PERSON}")


def _disturbed(found: Judged, wanted: Input, rules: Rules) -> Finding:
    """Two runs, two results."""
    if found.reply.alone is None:
        return Finding(Outcome.REVIEW, f"{found.reply.says or found.reply.reason.value}; {PERSON}")
    after, alone = _outcome(found), _outcome(judged(found.reply.alone, wanted, rules))
    return Finding(Outcome.REVIEW, f"asked after other questions {after}, asked alone {alone}; questions disturb one another, so {PERSON}")


def _outcome(found: Judged) -> str:
    """One of two runs, in a few words."""
    if found.reply.ending is not Ending.FINISHED:
        return f"it fails ({_said(found.reply)})"
    return "it is right" if found.right else f"it is wrong ({found.agreement.quiet})" if found.agreement is not None else "it gives nothing"


def _review(run: Run, says: str) -> Finding:
    """For a person; with an opinion where the ending is one that anybody could bring about."""
    return Finding(Outcome.REVIEW, says, proposed=Proposal(Outcome.WRONG, 0.0) if run.suspicious else None)


def _said(reply: Reply) -> str:
    """What was seen, with the group's own line where there is one."""
    said = reply.says or reply.reason.value or reply.ending.value
    said = said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"
    if not reply.trace:
        return said
    last = reply.trace[-1]
    text = f": `{last.text.strip()[:120]}`" if last.text.strip() else ""
    return f"{said} ({last.file}, line {last.line}{text})"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)
