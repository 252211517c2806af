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


def on_its_side(hand: Hand, rng: Random, text: dict[str, str]) -> list[str]:
    """Models as columns."""
    original, shifted = headers(hand, rng)
    rows = [(original, text["mlp_accuracy"], text["cnn_accuracy"]), (shifted, text["mlp_shifted"], text["cnn_shifted"])]
    if hand.suffix == ".md":
        return ["|  | MLP | CNN |", "| --- | --- | --- |", *["| " + " | ".join(row) + " |" for row in rows]]
    return ["\tMLP\tCNN", *["\t".join(row) for row in rows]]


def with_more_columns(hand: Hand, rng: Random, text: dict[str, str]) -> list[str]:
    """Epochs and parameters stand beside the accuracies."""
    original, shifted = headers(hand, rng)
    rows = [(*row, rng.choice(("10", "20")), rng.choice(("0.95", "101770", "0.42"))) for row in rows_of(text, rng)]
    heads = ("Model", original, shifted, "Epochs" if hand.language == "en" else "Epochen", rng.choice(("Loss", "Parameters")))
    if hand.suffix == ".md":
        return ["| " + " | ".join(heads) + " |", "|" + " --- |" * 5, *["| " + " | ".join(row) + " |" for row in rows]]
    return ["\t".join(heads), *["\t".join(row) for row in rows]]


def in_a_sentence(hand: Hand, rng: Random, text: dict[str, str]) -> list[str]:
    """All four in running text."""
    mlp, mlp_shifted, cnn, cnn_shifted = (text[name] for name in NAMES)
    sentences = {
        "en": (
            f"The MLP reaches {mlp} on the original data and {mlp_shifted} on the shifted data, the CNN {cnn} and {cnn_shifted}.",
            f"On the original data MLP and CNN reach {mlp} and {cnn}, on the shifted data {mlp_shifted} and {cnn_shifted}, respectively.",
        ),
        "de": (
            f"Das MLP erreicht {mlp} auf den Originaldaten und {mlp_shifted} auf den verschobenen Daten, das CNN {cnn} und {cnn_shifted}.",
            f"Auf den Originaldaten kommen MLP und CNN auf {mlp} und {cnn}, auf den verschobenen auf {mlp_shifted} und {cnn_shifted}.",
        ),
    }
    return [rng.choice(sentences[hand.language])]


def strangely(hand: Hand, rng: Random) -> tuple[list[str], dict[str, float]]:
    """Accuracies in a less usual form, implausible ones, or not all of them."""
    values = draw(rng, plausible=rng.random() < 0.7)
    percent, digits = rng.random() < 0.4, rng.choice((1, 2))
    printed = {name: round(100 * value, digits) if percent else round(value, digits + 2) for name, value in values.items()}
    text = {name: written(hand, value, digits if percent else digits + 2, percent=percent) for name, value in printed.items()}
    said = {name: round(value / 100, 6) if percent else value for name, value in printed.items()}
    forms = [in_a_sentence, listed] if hand.suffix == ".tex" else [on_its_side, with_more_columns, in_a_sentence, listed]
    form = rng.choice(forms)
    if form is listed:
        for name in rng.sample(NAMES, rng.randint(1, 3)):
            del text[name], said[name]
    return form(hand, rng, text), said
