"""Putting the questions of one line: in order, again alone where load may be to blame, once more in a job of their own where that tells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from grader.asked import Asked, Input
from grader.bench import Bench
from grader.checks.asking import Asking
from grader.checks.replies import judged
from grader.run import Ending, Reason, Reply, Run
from grader.session import Answers, Session, for_sale, load_may_be_to_blame, no_calls, same_value
from grader.targets import Target

GOES_ON = (Ending.FINISHED, Ending.RAISED)
"""Endings behind which the next input is asked; every other one costs the line its remaining inputs, and nobody else anything."""
DECIDED = frozenset({Reason.NONE, Reason.SYNTAX})


@dataclass(frozen=True)
class Questions:
    """A line of the rubric, where its function stands, and what it is asked."""

    line: Asking
    target: Target
    asked: Asked

    def put(
        self, session: Session | Reply, one: Input, times: float = 1.0, stubs: Sequence[str] = (), answers: Answers = no_calls
    ) -> Reply:
        """One input; the file is loaded before, if it is not yet."""
        if isinstance(session, Reply):
            return session
        target = self.target
        loaded = session.load(target.file, whole=target.whole, times=times)
        if loaded.ending is not Ending.FINISHED:
            return loaded
        message = {
            "do": "ask",
            "file": target.file,
            "calls": list(target.calls),
            "through": self.line.through or "",
            "args": dict(one.arguments),
            "seed": one.seed,
            "stubs": list(stubs),
        }
        return session.put(message, times * self.line.limit(self.asked), answers)

    def what(self, bench: Bench) -> tuple[object, ...]:
        """All of the rubric and the reference that decides what is answered; never what is right."""
        target, line = self.target, self.line
        drawn = bench.kept.drawn.hash_of(self.asked)
        return (target.file, target.whole, target.calls, line.through or "", line.random, line.seconds, drawn)


@dataclass
class Answered:
    """The replies of a line so far."""

    questions: Questions
    replies: list[Reply]
    later: list[bool]
    """For each, whether other questions were put to the same job before."""
    notes: list[str]
    right: bool = False
    """Whether every reply was found to be right."""

    def run(self) -> Run:
        """As it is judged."""
        suspicious = any(for_sale(reply) for reply in self.replies)
        return self.questions.target.run(*self.replies, suspicious=suspicious, notes=self.notes)


def answered(bench: Bench, questions: Questions) -> Answered:
    """All inputs in their order, up to one that ends the job for good; as kept, where they were asked before."""
    limit = questions.line.limit(questions.asked)

    def work() -> _Kept:
        found = _answered(bench, questions)
        refused = (questions.target.file, questions.target.whole) in bench.refused
        return tuple(found.replies), tuple(found.later), tuple(found.notes), refused, bench.silent, limit

    def fits(kept: _Kept) -> bool:
        return limit <= kept[5] or all(reply.ending is not Ending.OUT_OF_TIME for reply in kept[0])

    replies, later, notes, refused, silent, _ = bench.kept.kept(questions.what(bench), work, fits)
    bench.silent |= silent
    if refused:
        bench.refused[questions.target.file, questions.target.whole] = replies[-1]
    return Answered(questions, list(replies), list(later), list(notes))


_Kept = tuple[tuple[Reply, ...], tuple[bool, ...], tuple[str, ...], bool, bool, float]
"""Replies, whether others were asked before each, notes; whether the file could not be loaded, printing was too much; the time limit."""


def _answered(bench: Bench, questions: Questions) -> Answered:
    found = Answered(questions, [], [], [])
    for one in questions.asked.inputs:
        reply, later = _answer(bench, questions, one, found.notes)
        if questions.line.random and reply.ending is Ending.FINISHED:
            reply = _drawn_again(bench, questions, one, reply)
        found.replies.append(reply)
        found.later.append(later)
        if reply.ending not in GOES_ON:
            break
    return found


def _answer(bench: Bench, questions: Questions, one: Input, notes: list[str]) -> tuple[Reply, bool]:
    """One input, and whether others were asked before it in the same job."""
    target = questions.target
    if (refused := bench.refused.get((target.file, target.whole))) is not None:
        return refused, False
    session = bench.session()
    later = isinstance(session, Session) and session.asked > 0
    reply = _noted(questions, session, one, notes)
    if reply.reason is Reason.FLOOD and not bench.silent:
        bench.silent, later = True, False
        session = bench.session()
        reply = replace(_noted(questions, session, one, notes), first=reply)
    if load_may_be_to_blame(reply):
        reply, later = _once_more(bench, questions, one, reply), False
    if isinstance(session, Session) and not session.alive and not _reached(session, target) and reply.ending not in GOES_ON:
        bench.refused[target.file, target.whole] = reply
    return reply, later


def _noted(questions: Questions, session: Session | Reply, one: Input, notes: list[str]) -> Reply:
    """One input; what the job tells of the file and of the question is kept."""
    if isinstance(session, Reply):
        return session
    before = len(session.notes)
    reply = questions.put(session, one)
    notes += session.notes[before:]
    return reply


def _reached(session: Session, target: Target) -> bool:
    """Whether the file itself could be loaded, so that the question is to blame."""
    loaded = session.loaded.get((target.file, target.whole))
    return loaded is not None and loaded.ending is Ending.FINISHED


def _once_more(bench: Bench, questions: Questions, one: Input, first: Reply) -> Reply:
    """Alone and with twice the time; the second run counts, and both are recorded."""
    with bench.fresh(alone=True) as session:
        return replace(questions.put(session, one, times=2.0), first=replace(first, first=None))


def _drawn_again(bench: Bench, questions: Questions, one: Input, reply: Reply) -> Reply:
    """The same with the same seed; what then is another value cannot be compared with anything."""
    again = questions.put(bench.session(), one)
    if again.ending is Ending.FINISHED and same_value(again, reply):
        return reply
    if again.ending is Ending.FINISHED:
        return replace(reply, reason=Reason.DISTURBED, says="asked again with the same seed it gives another value")
    return replace(reply, alone=again, reason=Reason.DISTURBED)


def confirmed(bench: Bench, found: Answered) -> Answered:
    """The first failure that came after other questions, asked alone: where that ends otherwise, questions disturb one another."""
    inputs, rules = found.questions.asked.inputs, found.questions.line.rules
    for at, (reply, one) in enumerate(zip(found.replies, inputs, strict=False)):
        if judged(reply, one, rules).right:
            continue
        if not found.later[at] or reply.ending not in GOES_ON or reply.reason not in DECIDED or reply.alone is not None:
            return found
        alone = bench.kept.kept((*found.questions.what(bench), "alone", at), partial(_alone, bench, found.questions, one))
        if not _alike(reply, alone, one, found.questions):
            found.replies[at] = replace(reply, alone=alone, reason=Reason.DISTURBED)
        return found
    found.right = True
    return found


def _alone(bench: Bench, questions: Questions, one: Input) -> Reply:
    """The reply to one input in a job that is asked nothing else."""
    with bench.fresh() as session:
        reply = questions.put(session, one)
    return _once_more(bench, questions, one, reply) if load_may_be_to_blame(reply) else reply


def _alike(reply: Reply, alone: Reply, one: Input, questions: Questions) -> bool:
    """Whether two replies come to the same."""
    if reply.ending is not alone.ending:
        return False
    if reply.ending is Ending.RAISED:
        return reply.says.partition(":")[0] == alone.says.partition(":")[0]
    rules = questions.line.rules
    return judged(reply, one, rules).right is judged(alone, one, rules).right
