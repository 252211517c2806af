"""Unusual ways of writing: fractions, sentences, words for labels, labels used again, every value in another notation."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

import measured
from careful_person import Stated
from handwriting import Hand
from hazards import said_again
from scenarios import slip, worked_through
from worked_out import ORDER, SECTIONS, exactly, work_out
from written import Paper, shown, value


def as_fractions(hand: Hand, rng: Random) -> Paper:
    """b and L after the step as fractions, which are exact."""
    paper = Paper(worked_through(rng, {rng.choice(ORDER[:5]): slip(rng)} if rng.random() < 0.5 else {}))
    for name in ("b_new", "loss_new"):
        upstream = {one: paper.answers[one].value for one in ORDER[: ORDER.index(name)]}
        number = exactly(work_out(name, upstream))[0]
        if number.denominator == 1 or number.denominator > 100_000:
            continue
        above, below = abs(number.numerator), number.denominator
        sign = "-" if number < 0 else ""
        text = rf"{sign}\frac{{{above}}}{{{below}}}" if hand.latex else f"{sign}{above}/{below}"
        paper.instead[name] = shown(hand, [f"{hand.labels[name]} = {text}"], rng)
        paper.person[name] = Stated((Decimal(number.numerator) / Decimal(number.denominator),), exact=True)
    return paper


def equation_numbers(hand: Hand, rng: Random) -> Paper:
    """Numbers of equations, notes and units behind the values."""
    paper = Paper(worked_through(rng, {rng.choice(ORDER[:8]): slip(rng)} if rng.random() < 0.5 else {}))
    for name in ORDER:
        text = said_again(hand, name, paper.answers[name])
        number = rng.choice((3, 14, 20, 28, 200))
        tails = (
            (rf" \quad ({number})", rf" \tag{{{number}}}", rf" \qquad \text{{(see page {number})}}")
            if hand.latex
            else (f"    ({number})", f"   (see page {number})")
        )
        paper.instead[name] = shown(hand, [text + rng.choice(tails)], rng)
    return paper


def about(hand: Hand, rng: Random) -> Paper:
    """Rounded values with a sign that says so, behind the longer ones or alone."""
    digits = {"y_hat_new": 2, "loss_new": rng.choice((2, 3))}
    paper = Paper(worked_through(rng, {rng.choice(ORDER[:5]): slip(rng)} if rng.random() < 0.5 else {}, digits=digits))
    sign = rng.choice((r"\approx", r"\sim", r"\simeq")) if hand.latex else rng.choice(("≈", "~", "~="))
    for name in ("y_hat_new", "loss_new"):
        paper.instead[name] = shown(hand, [said_again(hand, name, paper.answers[name], sign)], rng)
    return paper


def reused_labels(hand: Hand, rng: Random) -> Paper:
    """ŷ, L, w and b stand for the new values as well, with the old ones a task before; some are left out after the step."""
    labels = {**hand.labels, "y_hat_new": hand.labels["y_hat"], "loss_new": hand.labels["loss"], "w_new": "w", "b_new": "b"}
    paper = Paper(worked_through(rng, {rng.choice(ORDER[:5]): slip(rng)} if rng.random() < 0.5 else {}))
    paper.hand = replace(hand, new="", labels=labels)
    if rng.random() < 0.4:
        for name in rng.choice((("y_hat_new",), ("loss_new",), ("y_hat_new", "loss_new"), ("w_new",))):
            del paper.answers[name]
    return paper


def primes_for_hats(hand: Hand, rng: Random) -> Paper:
    """y' is the prediction, as a scan gives it back; after the step it is y'' or y' once more, and w' and b' are the new weights."""
    again = rng.choice(("y''", "y'"))
    labels = {
        "y_hat": "y'",
        "loss": "L(y, y')",
        "y_hat_new": again,
        "loss_new": rng.choice(("L'", "L(y, y')")),
        "w_new": "w'",
        "b_new": "b'",
    }
    gradient = r"\frac{\partial L}{\partial y'}" if hand.latex else "∂L/∂y'"
    paper = Paper(worked_through(rng, {rng.choice(ORDER[:8]): slip(rng)} if rng.random() < 0.6 else {}))
    vector = "column" if hand.latex else "tuple"
    paper.hand = replace(hand, vector=vector, chain="bare", labels={**hand.labels, **labels, "grad_y_hat": gradient})
    return paper


def mixed_notation(hand: Hand, rng: Random) -> Paper:
    """Three people wrote it: every value in another notation."""
    paper = Paper(worked_through(rng, {rng.choice(ORDER[:8]): slip(rng)} if rng.random() < 0.6 else {}))
    for name in ORDER:
        vectors = ("column", "paren", "row", "quad", "tuple") if hand.latex else ("tuple", "brackets")
        other = replace(hand, vector=rng.choice(vectors), comma=rng.random() < 0.5, braced=hand.latex and rng.random() < 0.5)
        paper.instead[name] = shown(other, [said_again(other, name, paper.answers[name])], rng)
    return paper


def in_sentences(hand: Hand, rng: Random) -> Paper:
    """Values stand in running text, one or two to a sentence."""
    paper = Paper(worked_through(rng, {rng.choice(ORDER[:8]): slip(rng)} if rng.random() < 0.6 else {}))
    math = "${}$" if hand.latex else "{}"
    for names in SECTIONS.values():
        first, second = names[:2]
        said = [math.format(said_again(hand, name, paper.answers[name])) for name in (first, second)]
        sentence = {
            "en": (f"We get {said[0]} and from that {said[1]}.", f"The result is {said[0]}, so {said[1]} comes out."),
            "de": (f"Wir erhalten {said[0]} und daraus {said[1]}.", f"Das Ergebnis ist {said[0]}, also kommt {said[1]} heraus."),
        }[hand.language]
        paper.instead[first] = [rng.choice(sentence)]
        paper.instead[second] = []
    return paper


WORDS = {
    "en": {"y_hat": "Prediction", "loss": "Loss", "grad_w": "Gradient with respect to w", "grad_b": "Gradient with respect to b"}
    | {"w_new": "New weights", "b_new": "New bias", "y_hat_new": "New prediction", "loss_new": "New loss"},
    "de": {"y_hat": "Vorhersage", "loss": "Verlust", "grad_w": "Gradient nach w", "grad_b": "Gradient nach b"}
    | {"w_new": "Neue Gewichte", "b_new": "Neuer Bias", "y_hat_new": "Neue Vorhersage", "loss_new": "Neuer Verlust"},
}


def in_words(hand: Hand, rng: Random) -> Paper:
    """Words for labels, a colon for the sign."""
    paper = Paper(worked_through(rng, {rng.choice(ORDER[:8]): slip(rng)} if rng.random() < 0.6 else {}))
    whole = replace(hand, vector="tuple", braced=False, latex=False)
    sign = rng.choice((":", " ="))
    for name, word in WORDS[hand.language].items():
        paper.instead[name] = [f"{word}{sign} {value(whole, paper.answers[name])}"]
    return paper


def strange_accuracies(hand: Hand, rng: Random) -> Paper:
    """Accuracies lie on their side, beside epochs and losses, in a sentence, are implausible, or are not all there."""
    paper = Paper(worked_through(rng, {}))
    paper.accuracy_lines, paper.accuracies = measured.strangely(hand, rng)
    return paper


def a_word_for_the_loss(hand: Hand, rng: Random) -> Paper:
    """`loss` stands for L, alone on a line or behind the prediction, and perhaps once more for the loss after the step."""
    paper = Paper(worked_through(rng, {rng.choice(ORDER[:8]): slip(rng)} if rng.random() < 0.6 else {}))
    labels = {**hand.labels, "loss": "loss", "loss_new": rng.choice(("loss_new", "loss'", "loss"))}
    labels |= {"y_hat": "ŷ", "y_hat_new": "ŷ_new", "w_new": "w_new", "b_new": "b_new"}
    suffix = ".md" if hand.suffix == ".tex" else hand.suffix
    plain = replace(hand, latex=False, braced=False, display="plain", suffix=suffix, chain="bare", vector="tuple", new="_new", minus="-")
    gradients = {"grad_y_hat": "∂L/∂ŷ", "grad_w": "∂L/∂w", "grad_b": "∂L/∂b"}
    paper.hand = replace(plain, labels={**labels, **gradients}, pairs=rng.random() < 0.6)
    return paper


HABITS: dict[str, Callable[[Hand, Random], Paper]] = {
    kind.__name__: kind
    for kind in (
        *(as_fractions, equation_numbers, about, reused_labels, primes_for_hats, mixed_notation, in_sentences, in_words),
        *(strange_accuracies, a_word_for_the_loss),
    )
}
"""Papers that are written unusually: leaving a line to a person is proper here, too."""
