"""What to look for in submissions, worked out once for a rubric and its reference: names, spellings, shapes, kinds; never a value."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from grader.answer import Entries, Printed
from grader.page.labels import spelling
from grader.page.nodes import Node, path_of
from grader.page.wanted import Wanted
from grader.references.quantity import maybe_entries, shape_of
from grader.references.reference import Reference
from grader.references.tolerance import squeezed
from grader.scheme import Rubric
from grader.score import Visibility
from grader.text.numerals import Kind
from grader.text.scalars import Wish
from grader.untouched import Given, given_out, sentences_of

if TYPE_CHECKING:
    from grader.checks.satisfies import Satisfies
    from grader.formulas.attempt import FormulaWanted


@dataclass(frozen=True)
class Search:
    """What to look for, worked out once for a rubric and its reference."""

    wanted: tuple[Wanted, ...]
    nodes: tuple[Node, ...]
    secret: frozenset[str] = frozenset()
    """Names that no student is told: only hidden lines ask for them."""
    given: Given = frozenset()
    """Documents that were handed out."""
    sentences: frozenset[str] = frozenset()
    """Of notebooks that were handed out."""
    formulas: tuple["FormulaWanted", ...] = ()
    """The formulas to look for."""


def search_for(rubric: Rubric, reference: Reference | None, starter: Mapping[str, bytes] | None = None) -> Search:
    """The finder's orders: names, spellings, tasks, shapes and kinds, and what was handed out; never a value."""
    shares = {line.key for _, line in rubric.lines if line.is_share}
    forms = forms_of(rubric)
    wanted = []
    for name, task in rubric.wanted().items():
        spellings = tuple(spelling(text) for text in rubric.written_as.get(name, (name,)))
        wish, givens = asked(reference, name, shares) if name not in forms else (shaped(forms[name], reference), ())
        wanted.append(Wanted(name, path_of(task), spellings, wish, givens))
    open_ = {name for _, line in rubric.lines if line.visibility is not Visibility.HIDDEN for name in (*line.wanted(), *line.mentioned())}
    secret = frozenset(w.name for w in wanted).difference(open_)
    handed_out = starter or {}
    told = () if reference is None else formulas_of(rubric, reference)
    return Search(tuple(wanted), nodes_of(rubric), secret, given_out(handed_out), sentences_of(handed_out), told)


def forms_of(rubric: Rubric) -> Mapping[str, "Satisfies"]:
    """The lines whose values a predicate judges, by the name of the value."""
    if "satisfies" not in rubric.words:
        return {}
    from grader.checks.satisfies import Satisfies

    return {line.satisfies: line for _, line in rubric.lines if isinstance(line, Satisfies)}


def formulas_of(rubric: Rubric, reference: Reference) -> tuple["FormulaWanted", ...]:
    """The formulas to look for; what understands them is loaded where there are some."""
    if "formula" not in rubric.words:
        return ()
    from grader.formula_orders import orders

    return orders(rubric, reference)


def shaped(line: "Satisfies", reference: Reference | None) -> Wish:
    """A value that may have several shapes; dimensions of 1 make no difference, so those that differ in them alone are one."""
    shapes = line.shapes(reference)
    if not shapes:
        return Wish(None)
    first, *others = dict.fromkeys(squeezed(shape) for shape in shapes)
    return Wish(first, Kind.WHOLE if line.counts(reference) else Kind.NUMBER, others=tuple(others))


def asked(reference: Reference | None, name: str, shares: Collection[str]) -> tuple[Wish, tuple[tuple[str, Entries], ...]]:
    """Shape and kind of an answer, and the given values of that shape, which are no answers."""
    if name in shares:
        return Wish((), Kind.SHARE), ()
    if reference is None or name not in reference.functions:
        return Wish(() if reference is not None else None), ()
    if not reference.known(name):
        return Wish((), Kind.SHARE if reference.measured_for(name) <= set(shares) else Kind.NUMBER), ()
    truth = reference.truth(name)
    size = tuple(length for length in shape_of(truth) if length != 1)
    kind = Kind.WHOLE if isinstance(truth, int) and not isinstance(truth, bool) else Kind.NUMBER
    givens = [(given, as_entries(value)) for given, value in reference.givens.items()]
    return Wish(size, kind), tuple((given, entries) for given, entries in givens if entries is not None)


def as_entries(value: Any) -> Entries | None:  # noqa: ANN401 - a given value may be anything
    """A given value as entries."""
    numbers = maybe_entries(value)
    if numbers is None:
        return None
    size = shape_of(value)
    if size == ():
        return Printed(numbers[0], Fraction(0))
    return tuple(Printed(number, Fraction(0)) for number in numbers) if len(size) == 1 else None


def nodes_of(rubric: Rubric) -> tuple[Node, ...]:
    """Tasks and chapters with the words of their headings."""
    nodes: dict[tuple[str, ...], Node] = {}
    for task in rubric.tasks:
        path = path_of(task.id)
        nodes[path] = Node(path, (task.title,), rubric.headings.get(task.id, ()))
    for number, headings in rubric.headings.items():
        path = path_of(number)
        if path not in nodes:
            nodes[path] = Node(path, (), headings)
    return tuple(nodes.values())
