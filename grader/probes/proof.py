"""What a written formula is held against: points, what is right there, what each known mistake gives; and what the readings come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from grader.errors import ReferenceFault
from grader.formulas.readings import Reading
from grader.probes.compare import Compared, Match, View, compared
from grader.probes.drawn import Order, Point, points
from grader.references.quantity import CannotFollow
from grader.references.reference import Reference

WORKED_OUT = (Match.SAME, Match.TRANSPOSED, Match.DIFFERENT)


@dataclass(frozen=True)
class Proof:
    """The points of one formula, and the values there."""

    points: tuple[Point, ...] = field(repr=False)
    mistakes: Mapping[str, tuple[Any, ...]] = field(repr=False)

    @property
    def truths(self) -> tuple[Any, ...]:
        """What is right."""
        return tuple(point.truth for point in self.points)


@dataclass(frozen=True)
class Verdict:
    """What a formula is."""

    match: Match
    why: str = ""
    mistake: str = ""
    """The known mistake that it is."""
    unsure: str = ""
    """Why a person has to decide."""
    reading: Reading | None = None
    """The way to read it that this stands on."""


def proof_of(order: Order, mistakes: Sequence[str]) -> Proof:
    """Points for a formula; worked out once for all submissions. Raises ReferenceFault."""
    reference = order.reference
    key = ("formula", order.name, tuple(mistakes), order.seed, order.besides, tuple(order.symbols.items()))
    if key not in reference.asked:
        drawn = points(order)
        reference.asked[key] = Proof(drawn, {one: tuple(given(reference, one, point) for point in drawn) for one in mistakes})
    found: Proof = reference.asked[key]
    return found


def given(reference: Reference, mistake: str, point: Point) -> Any:  # noqa: ANN401 - whatever the reference gives
    """What a known mistake gives at a point. Raises ReferenceFault."""
    missing = [one for one in reference.arguments(mistake) if one not in point.arguments]
    if missing:
        said = f"`{mistake}` is worked out from `{missing[0]}`, which the formula itself does not use"
        raise ReferenceFault(f"{reference.where(mistake)}: {said}; a known mistake uses the same symbols")
    try:
        return reference.called(mistake, {one: point.arguments[one] for one in reference.arguments(mistake)})[0]
    except CannotFollow as problem:
        raise ReferenceFault(f"{reference.where(mistake)}: `{mistake}` fails at a drawn point ({problem}); mend it") from None


def judged(readings: Sequence[Reading], proof: Proof, order: Sequence[str], *, each_way: bool = False) -> Verdict:
    """What the ways to read a formula come to; a letter that the text gives a meaning may have it, or its meaning on the sheet."""
    told = [one for one in readings if one.told]
    plain = of_one_kind([one for one in readings if not one.told], proof, order, each_way=each_way)
    if not told:
        return plain
    found = of_one_kind(told, proof, order, each_way=each_way)
    if not _same(plain) or plain.unsure:
        return found
    if _same(found):
        return plain
    return replace(plain, unsure="it is right by the symbols of the sheet, but the text gives one of them another meaning")


def of_one_kind(readings: Sequence[Reading], proof: Proof, order: Sequence[str], *, each_way: bool = False) -> Verdict:
    """The same for letters of one meaning: where two that are as plausible do not agree, nobody but a person decides."""
    plain = [one for one in readings if not one.kind]
    found = [(one, beside(one, proof, proof.truths, order)) for one in plain]
    worked = [(one, result) for one, result in found if result.match in WORKED_OUT] or found
    if len({result.match for _, result in worked}) > 1:
        return Verdict(worked[0][1].match, unsure="it can be read in two ways that do not come to the same", reading=worked[0][0])
    reading, result = worked[0]
    if result.match is Match.SAME and reading.each and not each_way:
        return Verdict(result.match, unsure="it is written for two directions", reading=reading)
    if result.match in (Match.SAME, Match.TRANSPOSED, Match.NO_VALUE):
        return Verdict(result.match, result.why, reading=reading)
    if kindly := kind_reading(readings, proof, order):
        return Verdict(result.match, result.why, unsure=kindly, reading=reading)
    return Verdict(result.match, result.why, mistake=mistake_of(reading, proof, order), reading=reading)


def beside(reading: Reading, proof: Proof, values: Sequence[Any], order: Sequence[str]) -> Compared:
    """A reading beside some values; a program's vectors may have one axis, or be columns."""
    found = compared(reading.tree, proof.points, values, order, View(reading.program))
    if not reading.program or found.match is Match.SAME:
        return found
    other = compared(reading.tree, proof.points, values, order, View(program=True, turned=True))
    return other if other.match in (Match.SAME, Match.TRANSPOSED) or found.match is Match.NO_VALUE else found


def mistake_of(reading: Reading, proof: Proof, order: Sequence[str]) -> str:
    """The known mistake that a formula is."""
    for name, values in proof.mistakes.items():
        if beside(reading, proof, values, order).match is Match.SAME:
            return name
    return ""


def kind_reading(readings: Sequence[Reading], proof: Proof, order: Sequence[str]) -> str:
    """Why a formula would be right to a kind reader; nothing where it would not."""
    for one in readings:
        if one.kind and _same(compared(one.tree, proof.points, proof.truths, order, View(one.program))):
            return "it is right if its brackets or letters are meant otherwise than they stand"
        if not one.program and _same(compared(one.tree, proof.points, proof.truths, order, View(turned=True))):
            return "it is right if the gradient in it is a column"
    return ""


def _same(found: Compared | Verdict) -> bool:
    return found.match in (Match.SAME, Match.TRANSPOSED)


__all__ = ["Proof", "Verdict", "judged", "proof_of"]
