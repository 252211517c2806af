"""What is looked for where a rubric asks for formulas, and what is wrong with what it says of them."""

from collections import Counter
from collections.abc import Iterator, Mapping

from grader.checks.formula import Formula
from grader.errors import ReferenceFault
from grader.formulas.attempt import FormulaWanted
from grader.formulas.spellings import tokens_of
from grader.formulas.vocabulary import Vocabulary
from grader.page.nodes import path_of
from grader.probes.compare import Match
from grader.probes.drawn import Order, needed
from grader.probes.formula_lines import shown_readings
from grader.probes.proof import judged, proof_of
from grader.probes.words import vocabulary
from grader.references.reference import Reference
from grader.scheme import Rubric


def lines_of(rubric: Rubric) -> Iterator[tuple[str, Formula]]:
    """The lines about formulas, each with the id of its task."""
    for task, line in rubric.lines:
        if isinstance(line, Formula):
            yield task.id, line


def order_of(rubric: Rubric, reference: Reference, task: str, line: Formula) -> Order:
    """What is drawn for a line: the symbols of the other formulas of its chapter stand in wrong answers."""
    chapter = path_of(task)[:-1]
    beside = [other for other, one in lines_of(rubric) if path_of(other)[:-1] == chapter]
    own = set(needed(reference, line.formula, rubric.symbols)) if line.formula in reference.functions else set()
    near = dict.fromkeys(
        name for other, one in lines_of(rubric) if other in beside for name in needed(reference, one.formula, rubric.symbols)
    )
    told = [
        name
        for name, symbol in rubric.symbols.items()
        if symbol.sort == "worked out" and near.keys() & set(needed(reference, name, rubric.symbols))
    ]
    return line.order(reference, rubric.name, rubric.symbols, tuple(name for name in (*near, *told) if name not in own))


def cases(rubric: Rubric, reference: Reference) -> Mapping[str, tuple[Order, Vocabulary]]:
    """What each formula is drawn for, and its vocabulary, worked out once for all submissions. Raises ReferenceFault."""
    key = ("formulas", rubric.sha256)
    if key not in reference.asked:
        reference.asked[key] = {line.formula: case_of(rubric, reference, task, line) for task, line in lines_of(rubric)}
    found: Mapping[str, tuple[Order, Vocabulary]] = reference.asked[key]
    return found


def case_of(rubric: Rubric, reference: Reference, task: str, line: Formula) -> tuple[Order, Vocabulary]:
    """The same for one line."""
    order = order_of(rubric, reference, task, line)
    return order, vocabulary(order, rubric.written_as, proof_of(order, tuple(line.mistakes)), line.indices)


def orders(rubric: Rubric, reference: Reference) -> tuple[FormulaWanted, ...]:
    """What to look for."""
    lines = list(lines_of(rubric))
    several = Counter(task for task, _ in lines)
    found = cases(rubric, reference)
    return tuple(FormulaWanted(line.formula, path_of(task), found[line.formula][1], alone=several[task] == 1) for task, line in lines)


def problems(rubric: Rubric, reference: Reference) -> Iterator[str]:
    """What is wrong with the formulas of a rubric, each with its line."""
    for task, line in lines_of(rubric):
        where = f"{line.origin.file}, line {line.origin.line}"
        try:
            order, words = case_of(rubric, reference, task, line)
        except ReferenceFault as problem:
            yield f"{where}: {problem}"
            continue
        yield from (f"{where}: {said}" for said in (*spelt_alike(words), *without_effect(order, line), *of_shown(order, line, words)))


def spelt_alike(words: Vocabulary) -> Iterator[str]:
    """Two symbols of one formula with the same spelling."""
    seen: dict[object, str] = {}
    for name, spellings in words.spellings.items():
        for spelling in (*spellings, name):
            other = seen.setdefault(tokens_of(spelling), name)
            if other != name:
                yield f"`{other}` and `{name}` are both written as `{spelling}` in one formula; give one of them other spellings"


def without_effect(order: Order, line: Formula) -> Iterator[str]:
    """Settings that say nothing for this answer, or not what it is."""
    shape = getattr(proof_of(order, tuple(line.mistakes)).truths[0], "shape", ())
    axes = sum(1 for length in shape if length != 1)
    if line.indices and len(line.indices) != axes:
        has = "is a single number" if not axes else "has one index" if axes == 1 else f"has {axes} indices"
        yield f"`indices: {' '.join(line.indices)}` does not fit: what `{line.formula}` of the reference gives {has}"
    if line.transposed is not None and not axes:
        yield f"`transposed:` says nothing here: what `{line.formula}` of the reference gives is a single number; take it out"
    if line.unsimplified is not None and line.at_most is None:
        yield "`unsimplified:` wants `at most:`, which says how long a simplified formula may be, such as `at most: 4x`"


def of_shown(order: Order, line: Formula, words: Vocabulary) -> Iterator[str]:
    """A formula to show that is not the reference's."""
    if line.shown_as is None:
        if line.at_most is not None:
            yield "`at most:` wants `shown as:` to compare with; write the formula there"
        return
    try:
        found = shown_readings(line.shown_as, words)
    except ValueError as problem:
        yield f"`shown as:` {problem}"
        return
    verdict = judged(found, proof_of(order, tuple(line.mistakes)), line.indices)
    if verdict.match is not Match.SAME or verdict.unsure:
        why = verdict.unsure or verdict.why or "it gives other values"
        yield f"`shown as:` is not what `{line.formula}` of the reference gives ({why}); mend one of the two"
