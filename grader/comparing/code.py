"""What differs in the evidence of a group's code: where it stands, how its inputs ended, what came back."""

from collections import Counter
from collections.abc import Iterator

from grader.comparing.causes import Cause, Kind
from grader.comparing.facts import Tried


def code_causes(before: Tried | None, after: Tried | None) -> Iterator[Cause]:
    """What differs; how long it took never counts."""
    if before == after:
        return
    if before is None or after is None:
        yield Cause(Kind.RUN, after=after.where) if after is not None else Cause(Kind.NOT_RUN, before=before.where if before else "")
        return
    if before.where != after.where:
        yield Cause(Kind.CODE_PLACE, before.where or "nowhere", after.where or "nowhere")
    if before.source != after.source:
        yield Cause(Kind.CODE)
    if before.inputs != after.inputs:
        yield Cause(Kind.INPUTS, *_inputs(before.inputs, after.inputs))
    elif before.stage != after.stage:
        yield Cause(Kind.STAGE, before.stage or "nothing", after.stage or "nothing")
    elif before.difference != after.difference:
        yield Cause(Kind.GAVE)
    if before.notes != after.notes:
        yield Cause(Kind.ADAPTED, before.notes or "as it stands", after.notes or "as it stands")


def _inputs(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, str]:
    """How many ended how; where that is the same, the first that ended otherwise."""
    if Counter(before) != Counter(after):
        return _counts(before), _counts(after)
    at = next(index for index, (one, other) in enumerate(zip(before, after, strict=True)) if one != other)
    return f"input {at + 1} {before[at]}", after[at]


def _counts(inputs: tuple[str, ...]) -> str:
    """`12 right, 2 out of time`."""
    return ", ".join(f"{count} {ended}" for ended, count in sorted(Counter(inputs).items(), key=lambda each: (-each[1], each[0]))) or "none"
