"""How a paper is written: which kind of file, which notation, labels, headings and language; drawn once a paper."""

from dataclasses import dataclass
from random import Random

LATEX_LABELS = {
    "y_hat": (r"\hat{y}", r"\hat{\mathbf{y}}", r"\hat y"),
    "loss": ("L", r"\mathcal{L}", r"L(y, \hat{y})", r"\mathcal{L}(\hat{y}, y)"),
    "grad_y_hat": (r"\frac{\partial L}{\partial \hat{y}}", r"L_{\hat{y}}", r"\nabla_{\hat{y}} L", r"\frac{dL}{d\hat{y}}"),
    "grad_w": (r"\frac{\partial L}{\partial w}", "L_w", r"\nabla_w L", r"\frac{dL}{dw}"),
    "grad_b": (r"\frac{\partial L}{\partial b}", "L_b", r"\nabla_b L", r"\frac{dL}{db}"),
}
PLAIN_LABELS = {
    "y_hat": ("ŷ", "y_hat"),
    "loss": ("L", "L(y, ŷ)"),
    "grad_y_hat": ("∂L/∂ŷ", "dL/dŷ", "δL/δŷ", "dL/dy_hat"),
    "grad_w": ("∂L/∂w", "dL/dw", "δL/δw"),
    "grad_b": ("∂L/∂b", "dL/db", "δL/δb"),
}
AFTER = ("y_hat_new", "w_new", "b_new", "loss_new")
LATEX_NEW = (r"_{\text{new}}", "_{new}", "'", r"^{\text{new}}", "^{(1)}", "^{t+1}")
PLAIN_NEW = ("_new", "'")
HEADINGS = {
    "en": {"1.1": "Forward pass", "1.2": "Backward pass", "1.3": "One step of gradient descent", "6.2": "Questions"},
    "de": {"1.1": "Vorwärtsdurchlauf", "1.2": "Rückwärtsdurchlauf", "1.3": "Gradientenabstieg", "6.2": "Fragen"},
}
PHRASES = {
    "en": ("This gives", "Altogether we have", "So we get", "Plugging in the numbers yields", "Hence"),
    "de": ("Damit ist", "Insgesamt erhalten wir", "Also gilt", "Einsetzen ergibt", "Es folgt"),
}
CHAPTERS = {"en": ("Pen and paper", "Equivariance"), "de": ("Stift und Papier", "Äquivarianz")}


@dataclass(frozen=True)
class Hand:
    """One group's way of writing."""

    suffix: str
    latex: bool
    vector: str
    """column, row, quad, tuple, brackets or components."""
    comma: bool
    braced: bool
    """A decimal comma as `{,}`."""
    language: str
    heading: str
    labels: dict[str, str]
    new: str
    """What marks a value after the step; nothing where the label is used again as it is."""
    display: str
    chain: str
    """bare, symbols, numbers or lines."""
    phrases: bool
    pairs: bool
    minus: str

    def number(self, number) -> str:
        """A number as this group writes it."""
        text = f"{number:f}".replace("-", self.minus)
        return text.replace(".", "{,}" if self.braced else ",") if self.comma else text


def draw_hand(rng: Random, *, comma: bool | None = None) -> Hand:
    """A way of writing that a careful person reads without any trouble."""
    suffix = rng.choice((".md", ".md", ".md", ".tex", ".txt"))
    latex = suffix == ".tex" or (suffix == ".md" and rng.random() < 0.75)
    vectors = ("column", "column", "paren", "row", "quad", "tuple", "components") if latex else ("tuple", "brackets", "components")
    language = rng.choice(("en", "en", "de"))
    new = rng.choice((*LATEX_NEW, "") if latex else PLAIN_NEW)
    with_comma = rng.random() < 0.3 if comma is None else comma
    return Hand(
        suffix=suffix,
        latex=latex,
        vector=rng.choice(vectors),
        comma=with_comma,
        braced=latex and with_comma and rng.random() < 0.5,
        language=language,
        heading=rng.choice(("number and title", "number", "task", "chapters", "numbered only")),
        labels=draw_labels(rng, new, latex=latex),
        new=new,
        display=rng.choice(("display", "display", "inline")) if latex else "plain",
        chain=rng.choice(("bare", "symbols", "numbers", "lines")) if latex else rng.choice(("bare", "symbols", "numbers")),
        phrases=rng.random() < 0.5,
        pairs=rng.random() < 0.2,
        minus="-" if latex or rng.random() < 0.7 else "−",
    )


def draw_labels(rng: Random, new: str, *, latex: bool) -> dict[str, str]:
    """Labels for all names; what comes after the step is marked as new, or left as it was."""
    choices = LATEX_LABELS if latex else PLAIN_LABELS
    labels = {name: rng.choice(spellings) for name, spellings in choices.items()}
    base = {"y_hat_new": labels["y_hat"], "loss_new": labels["loss"].split("(")[0], "w_new": "w", "b_new": "b"}
    for name in AFTER:
        stem = base[name]
        labels[name] = stem + new
    return labels


def heading(hand: Hand, task: str) -> list[str]:
    """A task's heading."""
    title = HEADINGS[hand.language][task]
    pen, shift = CHAPTERS[hand.language]
    chapter = []
    if hand.heading == "chapters":
        chapter = [mark_up(hand, pen, 1)] if task == "1.1" else [mark_up(hand, shift, 1)] if task == "6.2" else []
        return [*chapter, *([] if task == "6.2" else ["", f"{task[-1]})", ""])]
    word = "Aufgabe" if hand.language == "de" else "Task"
    text = {"number and title": f"{task} {title}", "number": task, "task": f"{word} {task}: {title}", "numbered only": f"{task}) {title}"}
    return ["", mark_up(hand, text[hand.heading], 2), ""]


def mark_up(hand: Hand, text: str, level: int) -> str:
    """A heading in the language of the file."""
    if hand.suffix == ".tex":
        return rf"\{'sub' * (level - 1)}section*{{{text}}}"
    return f"{'#' * level} {text}" if hand.suffix == ".md" else text
