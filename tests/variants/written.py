"""A paper from its parts: statements in the group's notation, derivations that fit them, headings, and what else stands there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

import numpy as np
from careful_person import Stated
from handwriting import PHRASES, Hand, heading, mark_up
from worked_out import SECTIONS

SYMBOLS = {
    "y_hat": (r"x \star w + b", "x * w + b"),
    "loss": (r"\frac{1}{2} \|y - \hat{y}\|^2", "1/2 ||y - ŷ||²"),
    "grad_y_hat": (r"\hat{y} - y", "ŷ - y"),
    "grad_w": (r"x \star \frac{\partial L}{\partial \hat{y}}", "x * ∂L/∂ŷ"),
    "grad_b": (r"\sum_i \frac{\partial L}{\partial \hat{y}_i}", "Σ_i ∂L/∂ŷ_i"),
    "w_new": (r"w - \eta \cdot \frac{\partial L}{\partial w}", "w - η · ∂L/∂w"),
    "b_new": (r"b - \eta \cdot \frac{\partial L}{\partial b}", "b - η · ∂L/∂b"),
    "y_hat_new": (r"x \star w + b", "x * w + b"),
    "loss_new": (r"\frac{1}{2} \|y - \hat{y}\|^2", "1/2 ||y - ŷ||²"),
}
SHEET = {
    "en": "Given are x = (1, 2, 3, 4), w = (2, 1, 3), b = 1 and y = (2, 4); the kernel is not flipped.",
    "de": "Gegeben sind x = (1, 2, 3, 4), w = (2, 1, 3), b = 1 und y = (2, 4); der Kern wird nicht gespiegelt.",
}
OPINIONS = {
    "en": ("Convolutions share their weights between all places.", "Train with shifted pictures as well.", "The end is not equivariant."),
    "de": ("Faltungen teilen ihre Gewichte zwischen allen Orten.", "Auch mit verschobenen Bildern üben.", "Das Ende hängt vom Ort ab."),
}


@dataclass
class Paper:
    """What is to be written, and what a careful person takes from it where that differs."""

    answers: dict[str, Stated]
    person: dict[str, Stated | None] = field(default_factory=dict)
    accuracies: dict[str, float] = field(default_factory=dict)
    accuracy_lines: list[str] = field(default_factory=list)
    given: bool = False
    before: dict[str, list[str]] = field(default_factory=dict)
    """Lines above the answer to a name, as they are."""
    behind: dict[str, list[str]] = field(default_factory=dict)
    """Lines below the answer to a name."""
    instead: dict[str, list[str]] = field(default_factory=dict)
    """Lines that stand for the answer."""
    at_the_end: list[str] = field(default_factory=list)
    hand: Hand | None = None
    """Another way of writing, where what befell the group asks for it."""
    order: tuple[str, ...] = ("1.1", "1.2", "1.3", "6.2")

    def read_by_a_person(self) -> Mapping[str, Stated | None]:
        """All values as a careful person takes them."""
        return {**self.answers, **self.person}


def write(paper: Paper, hand: Hand, rng: Random) -> str:
    """The text of the file."""
    lines = [mark_up(hand, "Übungsblatt 6" if hand.language == "de" else "Exercise 6", 1), "", *people(rng), ""]
    if paper.given:
        lines += [SHEET[hand.language], ""]
    for task in paper.order:
        lines += heading(hand, task)
        lines += questions(paper, hand) if task == "6.2" else section(paper, hand, rng, SECTIONS[task])
    text = "\n".join([*lines, "", *paper.at_the_end, ""])
    if hand.suffix == ".tex":
        return "\\documentclass{article}\n\\usepackage{amsmath}\n\\begin{document}\n" + text + "\\end{document}\n"
    return text


def people(rng: Random) -> list[str]:
    """Invented names, with numbers that mean nothing here."""
    first = rng.choice(("Ines", "Matteo", "Agnieszka", "Kofi", "Yui"))
    last = rng.choice(("Lindqvist", "Moreau", "Petrov", "Castellano", "Nakamura"))
    return [f"{first} {last}, {rng.choice(('5214200', '5320028', '5272100', '5301420'))}"]


def section(paper: Paper, hand: Hand, rng: Random, names) -> list[str]:
    """One task's answers."""
    lines: list[str] = []
    waiting: list[str] = []
    for name in names:
        lines += [one for text in paper.before.get(name, ()) for one in (text, "")]
        if name in paper.instead:
            lines += [one for text in paper.instead[name] for one in (text, "")]
        elif name in paper.answers:
            said = statement(paper, hand, name)
            alone = name in paper.before or name in paper.behind
            if hand.pairs and len(said) == 1 and not waiting and name != names[-1] and not alone:
                waiting = said
                continue
            if waiting and len(said) == 1 and not alone:
                lines += shown(hand, [waiting[0] + (r", \quad " if hand.latex else ",   ") + said[0]], rng)
                waiting = []
            else:
                lines += shown(hand, waiting, rng) if waiting else []
                lines += shown(hand, said, rng)
                waiting = []
        lines += [one for text in paper.behind.get(name, ()) for one in (text, "")]
    return lines + (shown(hand, waiting, rng) if waiting else [])


def statement(paper: Paper, hand: Hand, name: str) -> list[str]:
    """`label = derivation = value`, on one line or on several; components each on its own."""
    stated, label = paper.answers[name], hand.labels[name]
    if stated.vector and in_components(hand, name):
        return [f"{component(hand, name, at + 1)} = {hand.number(number)}" for at, number in enumerate(stated.numbers)]
    final = value(hand, stated)
    steps = derivation(paper, hand, name)
    if hand.chain == "lines" and steps:
        return [f"{label} = {steps[0]}", *[f"= {step}" for step in steps[1:]], f"= {final}"]
    return [" = ".join([label, *steps, final])]


def component(hand: Hand, name: str, at: int) -> str:
    """The label of one entry: the index stands at the letter, before a prime or an exponent."""
    if name == "grad_y_hat":
        return hand.labels[name][:-1] + f"_{at}}}" if hand.labels[name].startswith(r"\frac") else f"{hand.labels[name]}_{at}"
    stem = hand.labels["y_hat"]
    if name == "y_hat" or not hand.new:
        return f"{stem}_{at}"
    if hand.new.startswith("_{"):
        return f"{stem}_{{{at},{hand.new[2:]}"
    return f"{stem}{hand.new}_{at}" if hand.new == "_new" else f"{stem}_{at}{hand.new}"


def in_components(hand: Hand, name: str) -> bool:
    """Whether this group writes one entry after another, as people do with predictions."""
    plain_fraction = name == "grad_y_hat" and (hand.labels[name].startswith(r"\frac") or not hand.latex)
    return hand.vector == "components" and (name in ("y_hat", "y_hat_new") or plain_fraction)


def value(hand: Hand, stated: Stated) -> str:
    """A number or a vector."""
    numbers = [hand.number(number) for number in stated.numbers]
    if not stated.vector:
        return numbers[0]
    match hand.vector:
        case "column":
            return r"\begin{bmatrix} " + r" \\ ".join(numbers) + r" \end{bmatrix}"
        case "paren":
            return r"\begin{pmatrix} " + r" \\ ".join(numbers) + r" \end{pmatrix}"
        case "row":
            return r"\begin{bmatrix} " + " & ".join(numbers) + r" \end{bmatrix}"
        case "quad":
            return r"[" + r" \quad ".join(numbers) + "]"
    between = "; " if hand.comma else ", "
    inside = between.join(numbers)
    return f"[{inside}]" if hand.vector == "brackets" else f"({inside})" + ("^T" if hand.latex else "")


def derivation(paper: Paper, hand: Hand, name: str) -> list[str]:
    """Steps between label and value; those with numbers only where they come to the value."""
    if hand.chain == "bare":
        return []
    symbols = SYMBOLS[name][0 if hand.latex else 1]
    numbers = numeric(paper, hand, name) if hand.chain in ("numbers", "lines") else None
    return [symbols, numbers] if numbers and hand.chain == "lines" else [numbers or symbols]


def numeric(paper: Paper, hand: Hand, name: str) -> str | None:
    """The same with numbers; None where the numbers on the paper do not come to it."""
    upstream = {"loss": "y_hat", "loss_new": "y_hat_new", "grad_b": "grad_y_hat", "b_new": "grad_b"}.get(name)
    stated, own = paper.answers[name], paper.answers.get(upstream) if upstream else None
    if own is None or stated.vector:
        return None
    numbers = [float(number) for number in own.numbers]
    dot, half = (r" \cdot ", r"\frac{1}{2} ") if hand.latex else (" · ", "1/2 ")
    if name == "grad_b" and own.vector:
        comes_to, text = sum(numbers), " + ".join(map(hand.number, own.numbers))
    elif name == "b_new" and not own.vector:
        comes_to, text = (
            1 - 0.01 * numbers[0],
            f"1 - 0{'{,}' if hand.braced else ',' if hand.comma else '.'}01{dot}{bracketed(hand, own.numbers[0])}",
        )
    elif name in ("loss", "loss_new") and own.vector:
        comes_to = 0.5 * sum((a - b) ** 2 for a, b in zip(numbers, (2, 4), strict=True))
        terms = [f"({hand.number(number)} - {target})^2" for number, target in zip(own.numbers, (2, 4), strict=True)]
        text = f"{half}({' + '.join(terms)})" if hand.latex else f"{half}* ({' + '.join(terms)})"
    else:
        return None
    return text if np.isclose(comes_to, float(stated.numbers[0]), atol=1e-9) else None


def bracketed(hand: Hand, number) -> str:
    return f"({hand.number(number)})" if number < 0 else hand.number(number)


def shown(hand: Hand, lines: list[str], rng: Random) -> list[str]:
    """Mathematics in the language of the file."""
    phrase = rng.choice(PHRASES[hand.language])
    lead = [f"{phrase}", ""] if hand.phrases and hand.display != "inline" else []
    if hand.display == "plain":
        return [*(lead[:1]), *lines, ""]
    if hand.display == "inline" and len(lines) == 1:
        return [f"{phrase} ${lines[0]}$.", ""]
    if hand.suffix == ".md":
        return [*lead, *[one for line in lines for one in (f"$${line}$$", "")]]
    if len(lines) == 1:
        return [*lead, r"\[", "  " + lines[0], r"\]", ""]
    rows = [line.replace("=", "&=", 1) for line in lines]
    return [*lead, r"\begin{align*}", " \\\\\n".join("  " + row for row in rows), r"\end{align*}", ""]


def questions(paper: Paper, hand: Hand) -> list[str]:
    """Accuracies, then opinions."""
    return [*paper.accuracy_lines, "", *OPINIONS[hand.language], ""]
