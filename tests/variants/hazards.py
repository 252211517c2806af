"""Papers as they really are: corrections, contradictions, garble, expressions nobody worked out, numbers that are no answers."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from careful_person import Stated
from handwriting import AFTER, Hand, mark_up
from scenarios import slip, worked_through
from worked_out import ORDER, SECTIONS, exactly, work_out
from written import Paper, shown, value

TASKS = {name: task for task, names in SECTIONS.items() for name in names}


def said_again(hand: Hand, name: str, stated: Stated, sign: str = "=") -> str:
    """A bare statement, whole, whatever the group's habit."""
    whole = replace(hand, vector="tuple") if hand.vector == "components" else hand
    return f"{hand.labels[name]} {sign} {value(whole, stated)}"


def another(stated: Stated, rng: Random) -> Stated:
    """A clearly different value of the same kind, with as many decimals."""
    at = rng.randrange(len(stated.numbers))
    by = rng.choice((1, 2, 3, -1, -2))
    return replace(stated, numbers=tuple(number + by if here == at else number for here, number in enumerate(stated.numbers)))


def corrected(hand: Hand, rng: Random) -> Paper:
    """A value is wrong at first and corrected, right below or at the end; what follows is worked out from the corrected one."""
    answers = worked_through(rng, {})
    name = rng.choice(ORDER)
    final = answers[name]
    paper = Paper({**answers, name: another(final, rng)}, person={name: final})
    task = TASKS[name]
    word = "Korrektur" if hand.language == "de" else "Correction"
    again = shown(replace(hand, phrases=False), [said_again(hand, name, final)], rng)
    if rng.random() < 0.5 and hand.heading != "chapters":
        paper.at_the_end = [mark_up(hand, f"{word} {'zu' if hand.language == 'de' else 'to'} {task}", 2), "", *again]
    else:
        paper.behind[name] = [f"{word}:", *again]
    return paper


def restated(hand: Hand, rng: Random) -> Paper:
    """A value is said twice, the second time perhaps with fewer digits; the two agree."""
    paper = Paper(worked_through(rng, {rng.choice(ORDER[:5]): slip(rng)} if rng.random() < 0.5 else {}))
    for name in rng.sample(ORDER, 2):
        stated = paper.answers[name]
        if rng.random() < 0.4 and all(int(number.as_tuple().exponent) < -2 for number in stated.numbers):
            stated = replace(stated, numbers=tuple(round(number, 2) for number in stated.numbers))
        paper.behind[name] = shown(hand, [said_again(hand, name, stated)], rng)
    return paper


def contradictory(hand: Hand, rng: Random) -> Paper:
    """A value is said twice and differently, and nothing says which one is meant."""
    paper = Paper(worked_through(rng, {}))
    name = rng.choice(ORDER)
    other = said_again(hand, name, another(paper.answers[name], rng))
    lines = shown(hand, [other], rng)
    (paper.before if rng.random() < 0.5 else paper.behind)[name] = lines
    paper.person[name] = replace(paper.answers[name], unclear=True)
    return paper


GARBLE = (
    r"$$y_{\lambda}^{1} = \begin{bmatrix} 2 & the \\ 3 \\ \omega & 5 \end{bmatrix} + l_0 = 2 + 2 + 9$$",
    "# lokr7",
    "~~ ii",
    r"$$n = \begin{bmatrix} 1 \\ 2 \\ 3 \end{bmatrix} \quad k_{0} = 1$$",
    "Hinde 0: we plng the nnmbers in",
    r"$$\frac{\partial \hat{y}_{i}}{\partial w_{k}} = x_{i+k-1} \quad 7 \, \mathcal{X}$$",
)


def garbled(hand: Hand, rng: Random) -> Paper:
    """Lines that nobody can read, between good ones."""
    paper = Paper(worked_through(rng, {rng.choice(ORDER[:8]): slip(rng)} if rng.random() < 0.4 else {}))
    lines = GARBLE if hand.suffix == ".md" else ("~~ ii", "Hinde 0: we plng the nnmbers in", "lokr7")
    for name in rng.sample(ORDER, 3):
        paper.before[name] = [rng.choice(lines)]
    return paper


def not_worked_out(hand: Hand, rng: Random) -> Paper:
    """An expression is left as it is; it comes to the truth, to what follows, or to something else."""
    own = worked_through(rng, {"y_hat": slip(rng)} if rng.random() < 0.4 else {})
    paper = Paper(own)
    times, half, over = (r" \cdot ", r"\frac{1}{2}", "") if hand.latex else (" · ", "1/2", " *")
    for name, upstream in (("loss", "y_hat"), ("loss_new", "y_hat_new")):
        if rng.random() < 0.3:
            continue
        first, second = own[upstream].numbers
        off = rng.choice((0, 0, 1))
        terms = f"({hand.number(first)} - {2 + off})^2 + ({hand.number(second)} - 4)^2"
        opened, closed = (
            rng.choice((("(", ")"), ("[", "]"), (r"\left(", r"\right)"), (r"\left[", r"\right]"))) if hand.latex else ("(", ")")
        )
        paper.instead[name] = shown(hand, [f"{hand.labels[name]} = {half}{over} {opened} {terms} {closed}"], rng)
        result = ((first - 2 - off) ** 2 + (second - 4) ** 2) / 2
        paper.person[name] = Stated((result,), exact=True)
    if rng.random() < 0.5:
        step = own["grad_b"].numbers[0]
        rate = hand.number(Decimal("0.01"))
        factor = hand.number(step) if step >= 0 else f"({hand.number(step)})"
        paper.instead["b_new"] = shown(hand, [f"{hand.labels['b_new']} = 1 - {rate}{times}{factor}"], rng)
        paper.person["b_new"] = Stated((1 - step / 100,), exact=True)
    return paper


def stray_numbers(hand: Hand, rng: Random) -> Paper:
    """Answers are not there, and their true values stand elsewhere: in sentences, page numbers, references, matriculation numbers."""
    paper = Paper(worked_through(rng, {}))
    for name in rng.sample(ORDER, 3):
        del paper.answers[name]
        numbers = [hand.number(Decimal(f"{float(number):.10g}")) for number in exactly(work_out(name, {}))]
        both = " and ".join(numbers) if hand.language == "en" else " und ".join(numbers)
        sentences = {
            "en": (
                f"We talked for {both} minutes about this one and then gave up.",
                f"See the book, pages {both}.",
                f"Equation ({numbers[0]}) did not help us.",
                f"The tutor said something about {both} in the lecture.",
                f"Page {numbers[0]} of 20",
                f"Room {numbers[-1]}, seat {numbers[0]}",
            ),
            "de": (
                f"Darüber haben wir {both} Minuten gesprochen und dann aufgehört.",
                f"Siehe das Buch, Seiten {both}.",
                f"Seite {numbers[0]} von 20",
            ),
        }[hand.language]
        paper.before[name] = [rng.choice(sentences)]
    return paper


def out_of_order(hand: Hand, rng: Random) -> Paper:
    """Tasks stand in any order, each under its number."""
    paper = Paper(worked_through(rng, {rng.choice(ORDER[:8]): slip(rng)}))
    if hand.heading != "chapters":
        paper.order = tuple(rng.sample(paper.order, 4))
    return paper


def one_component(hand: Hand, rng: Random) -> Paper:
    """Only one entry of ŷ is given, before or after the step."""
    paper = Paper(worked_through(rng, {}))
    name = rng.choice(("y_hat", "y_hat_new"))
    if name == "y_hat_new" and hand.new.startswith(("_", "^")):
        name = "y_hat"
    at = rng.choice((1, 2))
    stem, prime = hand.labels["y_hat"], hand.new if name == "y_hat_new" else ""
    number = paper.answers[name].numbers[at - 1]
    paper.instead[name] = shown(hand, [f"{stem}_{at}{prime} = {hand.number(number)}"], rng)
    paper.person[name] = replace(paper.answers[name], partial=True)
    return paper


def decoys(hand: Hand, rng: Random) -> Paper:
    """What would have come out otherwise, and what somebody else has: values with the right label that are no answers."""
    paper = Paper(worked_through(rng, {rng.choice(ORDER[:8]): slip(rng)} if rng.random() < 0.6 else {}))
    for name in rng.sample(ORDER, 2):
        truth = worked_through(rng, {})[name]
        other = truth if rng.random() < 0.6 else another(truth, rng)
        text = said_again(hand, name, other)
        shown_text = f"${text}$" if hand.latex else text
        sentences = {
            "en": (
                f"Another group has {shown_text}, which we could not reproduce.",
                f"With a flipped kernel it would be {shown_text} instead.",
            ),
            "de": (
                f"Eine andere Gruppe hat {shown_text}, was wir nicht nachvollziehen können.",
                f"Mit gespiegeltem Kern wäre {shown_text}.",
            ),
        }[hand.language]
        (paper.before if rng.random() < 0.4 else paper.behind)[name] = [rng.choice(sentences)]
    return paper


def values_before_the_step(hand: Hand, rng: Random) -> Paper:
    """Task 1.3 says once more what it starts from; what comes out of the step is there or is not."""
    paper = Paper(worked_through(rng, {}))
    math = "${}$" if hand.latex else "{}"
    loss, rate = hand.number(paper.answers["loss"].numbers[0]), hand.number(Decimal("0.01"))
    prediction = said_again(replace(hand, vector="tuple"), "y_hat", paper.answers["y_hat"])
    weights = math.format("w = (2; 1; 3)" if hand.comma else "w = (2, 1, 3)")
    step = math.format((r"\eta = " if hand.latex else "η = ") + rate)
    bias, before = math.format("b = 1"), math.format(f"L = {loss}")
    old = {
        "en": (f"We start from {weights} and {bias} with {step}.", f"Before the step the loss was {before}."),
        "de": (f"Ausgangspunkt sind {weights} und {bias} mit {step}.", f"Vor dem Schritt war {before}."),
    }[hand.language]
    again = [f"{'Aus 1.1 ist' if hand.language == 'de' else 'From 1.1 we have'} {math.format(prediction)}."]
    paper.before["w_new"] = [*rng.sample(old, rng.randint(1, 2)), *(again if rng.random() < 0.4 else [])]
    for name in rng.sample(AFTER, rng.randint(0, 2)):
        del paper.answers[name]
    return paper


def close_calls(_: Hand, rng: Random) -> Paper:
    """A last digit that is off by one or a few, by rounding on the way or by a slip: the document decides which."""
    paper = Paper(worked_through(rng, {}))
    for name in rng.sample(AFTER, 2):
        stated = paper.answers[name]
        at = rng.randrange(len(stated.numbers))
        step = Decimal(rng.choice((1, -1, 2, 5, -4, 12))).scaleb(min(int(stated.numbers[at].as_tuple().exponent), rng.choice((-1, -2))))
        paper.answers[name] = replace(stated, numbers=tuple(n + step if here == at else n for here, n in enumerate(stated.numbers)))
    return paper


def wrong_by_a_lot(_: Hand, rng: Random) -> Paper:
    """A slipped point, a lost sign, another order of magnitude: never right by any rounding."""
    paper = Paper(worked_through(rng, {}))
    for name in rng.sample(ORDER, 2):
        stated = paper.answers[name]
        by = rng.choice((Decimal("0.1"), Decimal(10), Decimal(-1)))
        paper.answers[name] = replace(stated, numbers=tuple(number * by for number in stated.numbers))
    return paper


HAZARDS: dict[str, Callable[[Hand, Random], Paper]] = {
    kind.__name__: kind
    for kind in (
        *(corrected, restated, contradictory, garbled, not_worked_out, stray_numbers, out_of_order, one_component, decoys),
        *(values_before_the_step, close_calls, wrong_by_a_lot),
    )
}
"""Papers with a hazard: leaving a line to a person is proper here, deciding it otherwise than a person is not."""
