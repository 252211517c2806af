"""What a page shows of a group's code: where it stands, input by input what became of it, and what it printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType

from grader.records.code_results import AskedResult, CodeResult, TraceResult
from grader.reporting import wording
from grader.reporting.endings import QUICK, ended, outcome_of, took
from grader.run import Ending, Reason
from grader.score import Outcome

TEST, CELL = "test", "cell"
UNITS = MappingProxyType({"pytest": TEST, "prints": CELL})
"""What the code is asked one by one, by kind of check; of all others it is inputs."""
STAGES = ("kind", "dtype", "shape", "values")
"""In the order in which they are compared; the first that differs decides."""
_STAGE_NAMES = {"dtype": "type of numbers"}
SLOW = 1.0
"""Seconds from which on it is of interest what ours takes."""
LISTED = 20
"""Inputs, or runs of inputs that ended alike, that are listed one by one."""
_RIGHT = (Outcome.RIGHT, "right", "", "")
PRINTED = 4_000
"""Characters shown of what was printed."""


class Step(StrEnum):
    """How a stage of comparing went."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_REACHED = "not compared"


@dataclass(frozen=True)
class Numbered:
    """A line of a group's own file."""

    number: int
    text: str
    failed: bool
    """Whether a traceback ends here."""


@dataclass(frozen=True)
class Source:
    """A piece of a group's own file."""

    text: str
    first: int
    """Which line of the file is its first."""
    failed: frozenset[int]
    """Where a traceback ends."""

    @property
    def last(self) -> int:
        """Which line of the file is its last."""
        return self.first + self.text.count("\n")

    def lines(self) -> Iterator[Numbered]:
        """Its lines with their numbers in the file."""
        for number, text in enumerate(self.text.split("\n"), start=self.first):
            yield Numbered(number, text, number in self.failed)


@dataclass(frozen=True)
class Called:
    """A step of a traceback in a group's own code."""

    where: str
    text: str


@dataclass(frozen=True)
class Inputs:
    """Inputs one after another that ended alike."""

    which: str
    outcome: Outcome | None
    """Whose drawing stands beside it; none where it was not asked."""
    said: str
    seconds: str
    retried: str
    """How it ended the first time, and how long that took."""
    alone: str


@dataclass(frozen=True)
class Replaced:
    """A function of the group's in whose place ours stood."""

    name: str
    anchor: str = ""
    """Where its own line stands on the page; empty where that is not shown."""
    outcome: Outcome | None = None


@dataclass(frozen=True)
class CodeEvidence:
    """The evidence of one mark about code."""

    where: str
    function: str
    asked: str
    """`Inputs` or `Tests`."""
    summary: str
    """How many inputs came out right, and how long ours took where time is the matter."""
    inputs: tuple[Inputs, ...]
    stages: tuple[tuple[str, Step], ...]
    """Empty where nothing was compared, or nothing differs."""
    difference: str
    called: tuple[Called, ...]
    output: str
    notes: tuple[str, ...]
    source: Source | None
    replaced: tuple[Replaced, ...] = ()
    suspicious: bool = False


@dataclass(frozen=True)
class Around:
    """What stands about a line of code on its page, and who reads it."""

    says: str = ""
    """What is said of the mark anyway, and so not again of an input."""
    undecided: bool = False
    """Whether a person decides the mark: then no input is drawn as decided by its ending."""
    replaced: tuple[Replaced, ...] = ()
    withheld: tuple[str, ...] = ()
    """Labels of lines that the reader may not see."""
    instructor: bool = False
    unit: str = "input"
    """What its code was asked, one by one."""

    @property
    def tells_messages(self) -> bool:
        """Whether the messages of each may be read: those of a test say what it expects, and the mark says as much as the rubric allows."""
        return self.instructor or self.unit != TEST

    def betrayed_by(self, text: str) -> bool:
        """Whether a text names a line that the reader may not see."""
        return any(label in text for label in self.withheld)


def code_evidence(code: CodeResult, around: Around) -> CodeEvidence:
    """What may be shown: all of it to the instructor, to the group nothing of our inside and nothing that names a withheld line."""
    inputs = tuple(_listed(tuple(_inputs(code.asked, around)), around.unit))
    trace = next((asked.trace for asked in code.asked if asked.trace), ())
    return CodeEvidence(
        where=wording.located(code.file, None, code.line) if code.file else "",
        function=code.function,
        asked=f"{around.unit}s".capitalize(),
        summary=_summary(code, inputs, around),
        inputs=_told(inputs, around.unit),
        stages=tuple(_stages(code.stage)),
        difference=code.difference,
        called=tuple(Called(_called_at(step), step.text.strip()) for step in trace),
        output=_cut(code.output) if around.tells_messages else "",
        notes=tuple(note for note in code.notes if not around.betrayed_by(note)),
        source=_source(code, trace),
        replaced=around.replaced,
        suspicious=code.suspicious and around.instructor,
    )


def _told(inputs: Sequence[Inputs], unit: str) -> tuple[Inputs, ...]:
    """Those of which there is something to say; the others stand between them, but for cells that came to their end."""
    if unit == CELL:
        return tuple(one for one in inputs if not _is_plain(one))
    return () if all(map(_is_plain, inputs)) else tuple(inputs)


def _summary(code: CodeResult, inputs: Sequence[Inputs], around: Around) -> str:
    """How many inputs came out right, and the times where there is something to say of them."""
    if around.unit == CELL:
        through = sum(1 for asked in code.asked if asked.ending == Ending.FINISHED)
        return f"{through} of {wording.counted(len(code.asked), CELL)} came to their end" if through else ""
    compared = [asked for asked in code.asked if asked.right is not None]
    right = sum(1 for asked in compared if asked.right)
    said = f"{right} of {wording.counted(len(code.asked), around.unit)} right" if compared else ""
    if said and around.replaced:
        said += " as it was handed in"
    if compared and all(map(_is_plain, inputs)):
        said += f", {inputs[0].seconds}" + (" each" if len(code.asked) > 1 else "")
    slow = any(asked.seconds >= SLOW or asked.ending == Ending.OUT_OF_TIME for asked in code.asked)
    ours = f"ours takes {took(code.ours.seconds)}" if code.ours is not None and slow else ""
    return "; ".join(part for part in (said, ours) if part)


def _is_plain(inputs: Inputs) -> bool:
    """Whether nothing is to be said of these inputs one by one: they are right, or the mark says all there is."""
    return (inputs.outcome is Outcome.RIGHT or not inputs.said) and not inputs.retried and not inputs.alone


def _inputs(asked: Sequence[AskedResult], around: Around) -> Iterator[Inputs]:
    """The inputs in their order, those one after another that ended alike as one."""
    described = [(number, one, _described(one, around)) for number, one in enumerate(asked, start=1)]
    for described_alike, run in groupby(described, key=lambda entry: entry[2]):
        alike = list(run)
        first, last = alike[0][0], alike[-1][0]
        which = f"{around.unit} {first}" if first == last else f"{around.unit}s {first} to {last}"
        times = [one.seconds for _, one, _ in alike]
        fastest, slowest = took(min(times)), took(max(times))
        seconds = slowest if fastest == slowest else f"up to {slowest}"
        outcome, said, retried, alone = described_alike
        yield Inputs(which, outcome, said, seconds if alike[0][1].ending != Ending.NOT_RUN else "", retried, alone)


def _listed(inputs: Sequence[Inputs], unit: str) -> Iterator[Inputs]:
    """The first of them; how many more there are."""
    yield from inputs[:LISTED]
    if len(inputs) > LISTED:
        yield Inputs(f"{len(inputs) - LISTED} more", None, f"{unit}s that are not listed here", "", "", "")


def _described(asked: AskedResult, around: Around) -> tuple[Outcome | None, str, str, str]:
    """All that is said of an input but its time; of our own failure the group is told no more than that."""
    if asked.right and asked.ending == Ending.FINISHED and not (asked.reason or asked.says or asked.first or asked.alone):
        return _RIGHT  # as most are
    ours = asked.ending == Ending.FAULT and not around.instructor
    says = "" if ours or not around.tells_messages or around.betrayed_by(asked.says) else asked.says
    said = ended(asked)
    if _is_said_elsewhere(asked, said, around):
        said = ""
    retried = "" if asked.first is None else _tried(asked.first)
    alone = "" if asked.alone is None else f"in a job of its own: {_with(ended(asked.alone), asked.alone.says)}"
    outcome = outcome_of(asked)
    if around.undecided and outcome is Outcome.WRONG and asked.ending != Ending.FINISHED:
        outcome = Outcome.REVIEW
    return outcome, _with(said, "" if says in around.says else says), retried, alone


def _tried(first: AskedResult) -> str:
    """How it ended the first time, and how it was tried once more."""
    after = f" after {took(first.seconds)}" if first.seconds >= QUICK else ""
    again = "with what it prints thrown away" if first.reason == Reason.FLOOD else "tried again alone"
    return f"first {ended(first)}{after}, then {again}"


def _is_said_elsewhere(asked: AskedResult, said: str, around: Around) -> bool:
    """Whether the mark says all there is: why nothing was asked, or what came of something that no value is compared in."""
    if asked.ending == Ending.NOT_RUN:
        return said in around.says
    return asked.ending == Ending.FINISHED and asked.right is None and not asked.reason


def _stages(failed: str) -> Iterator[tuple[str, Step]]:
    """Every stage up to the one that differs, and those that nobody got to."""
    if failed not in STAGES:
        return
    at = STAGES.index(failed)
    for number, stage in enumerate(STAGES):
        step = Step.AGREES if number < at else Step.DIFFERS if number == at else Step.NOT_REACHED
        yield _STAGE_NAMES.get(stage, stage), step


def _source(code: CodeResult, trace: Sequence[TraceResult]) -> Source | None:
    """The function's own lines; None where they are not known."""
    failing = frozenset(step.line for step in trace[-1:] if step.file == code.file)
    return Source(code.source.rstrip(), code.line or 1, failing) if code.source.strip() else None


def _called_at(step: TraceResult) -> str:
    return wording.located(step.file, None, step.line) + (f", in {step.function}" if step.function else "")


def _cut(output: str) -> str:
    """What was printed, without its middle where it is long."""
    if len(output) <= PRINTED:
        return output.rstrip()
    left_out = len(output) - PRINTED
    return f"{output[: PRINTED * 3 // 4]}\n… {left_out:,} characters are left out here …\n{output[-PRINTED // 4 :].rstrip()}"


def _with(said: str, says: str) -> str:
    """`raised: ValueError: …`, without saying the same twice."""
    return said if says in ("", said) else f"{said}: {says}"
