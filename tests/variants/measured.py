"""Accuracies as groups write them down: tables, lists, fractions or per cent."""

from random import Random

from handwriting import Hand

NAMES = ("mlp_accuracy", "mlp_shifted", "cnn_accuracy", "cnn_shifted")
ORIGINAL = {"en": ("Original", "Original data", "Unshifted"), "de": ("Originaldaten", "Original", "unverschoben")}
SHIFTED = {"en": ("Shifted", "Shifted data", "Shifted"), "de": ("verschobene Daten", "verschoben", "verschoben")}


def draw(rng: Random, *, plausible: bool = True) -> dict[str, float]:
    """Four accuracies; plausible ones lie in the sheet's ranges, and the CNN suffers less."""
    mlp, cnn = rng.uniform(0.91, 0.96), rng.uniform(0.95, 0.985)
    shifted = rng.uniform(0.3, 0.45)
    better = shifted + rng.uniform(0.12, 0.22) if plausible else shifted - rng.uniform(0.02, 0.04)
    return dict(zip(NAMES, (mlp, shifted, cnn, better), strict=True))


def lines(hand: Hand, rng: Random, values: dict[str, float]) -> tuple[list[str], dict[str, float]]:
    """What stands on the paper, and the values as printed."""
    percent, digits = rng.random() < 0.4, rng.choice((1, 2))
    printed = {name: round(100 * value, digits) if percent else round(value, digits + 2) for name, value in values.items()}
    text = {name: written(hand, value, digits if percent else digits + 2, percent=percent) for name, value in printed.items()}
    values = {name: round(value / 100, 6) if percent else value for name, value in printed.items()}
    forms = [listed, table] if hand.suffix == ".tex" else [listed, tabbed] if hand.suffix == ".txt" else [listed, table, tabbed]
    return rng.choice(forms)(hand, rng, text), values


def written(hand: Hand, value: float, digits: int, *, percent: bool) -> str:
    text = f"{value:.{digits}f}".replace(".", "," if hand.comma else ".")
    return text + (r" \%" if percent and hand.suffix == ".tex" else " %" if percent else "")


def listed(hand: Hand, rng: Random, text: dict[str, str]) -> list[str]:
    """One accuracy a line."""
    sentences = {
        "en": ("Accuracy of the {} on the original data: {}", "Accuracy of the {} on the shifted data: {}"),
        "de": ("Genauigkeit des {} auf den Originaldaten: {}", "Genauigkeit des {} auf den verschobenen Daten: {}"),
    }[hand.language]
    short = rng.random() < 0.4
    if short:
        sentences = (
            ("{}, original data: {}", "{}, shifted data: {}") if hand.language == "en" else ("{}, Originaldaten: {}", "{}, verschoben: {}")
        )
    rows = [sentences[at % 2].format(("MLP", "CNN")[at // 2], text[name]) for at, name in enumerate(NAMES) if name in text]
    if hand.suffix == ".tex":
        return [r"\begin{itemize}", *[rf"\item {row}" for row in rows], r"\end{itemize}"]
    return [f"- {row}" if hand.suffix == ".md" else row for row in rows]


def headers(hand: Hand, rng: Random) -> tuple[str, str]:
    at = rng.randrange(3)
    return ORIGINAL[hand.language][at], SHIFTED[hand.language][at]


def rows_of(text: dict[str, str], rng: Random) -> list[tuple[str, str, str]]:
    """Models in the order that the group chose."""
    both = [
        ("MLP", text.get("mlp_accuracy", ""), text.get("mlp_shifted", "")),
        ("CNN", text.get("cnn_accuracy", ""), text.get("cnn_shifted", "")),
    ]
    return both if rng.random() < 0.7 else both[::-1]


def table(hand: Hand, rng: Random, text: dict[str, str]) -> list[str]:
    """A table in Markdown or LaTeX."""
    original, shifted = headers(hand, rng)
    rows = rows_of(text, rng)
    if hand.suffix == ".tex":
        body = [" & ".join(row) + r" \\" for row in rows]
        return [r"\begin{tabular}{lrr}", rf"Model & {original} & {shifted} \\ \hline", *body, r"\end{tabular}"]
    return [f"| Model | {original} | {shifted} |", "| --- | --- | --- |", *["| " + " | ".join(row) + " |" for row in rows]]


def tabbed(hand: Hand, rng: Random, text: dict[str, str]) -> list[str]:
    """A table as an OCR leaves it: cells with tabs between them."""
    original, shifted = headers(hand, rng)
    return [f"Model\t{original}\t{shifted}", *["\t".join(row) for row in rows_of(text, rng)]]
