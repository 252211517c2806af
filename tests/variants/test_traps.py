"""Short papers for a careless reader: each holds one trap, and says what a careful person could decide."""

import pytest
from test_variants import ROOT, marked

from grader.course import Course

RIGHT, WRONG, MISSING, MISTAKE, FOLLOWS = "right", "wrong", "missing", "mistake", "follows"
ONLY_A_PERSON = ""
NOT_STATED = "missing"

TRAPS = {
    # What a label is
    "two statements on a line, the second with a word": (
        ".txt",
        "1.1 Forward pass\nŷ = (14, 20),   loss = 200",
        {"y_hat": RIGHT, "loss": RIGHT},
    ),
    "a product with the rate is no gradient": (
        ".md",
        "## 1.2\n∂L/∂ŷ = (12, 16)\n\n∂L/∂w = (44, 72, 100)\n\n## 1.3\n0.01 · ∂L/∂w = (0.44, 0.72, 1)\n\nw_new = (1.56, 0.28, 2)",
        {"grad_w": RIGHT, "w_new": RIGHT},
    ),
    "a square of the prediction is no prediction": (".md", r"## 1.1" "\n" r"$\hat{y}^2 = (196, 400)$", {"y_hat": NOT_STATED}),
    "twice the loss is not the loss": (".md", "## 1.1\n$2 L = 400$", {"loss": NOT_STATED}),
    "minus the loss is not the loss": (".md", "## 1.1\n$-L = -200$", {"loss": NOT_STATED}),
    "the logarithm of the loss is not the loss": (".md", r"## 1.1" "\n" r"$\log L = 5.298$", {"loss": NOT_STATED}),
    "a difference of losses is no loss": (".md", "## 1.3\n$L - L_{new} = 138.936$", {"loss": NOT_STATED, "loss_new": NOT_STATED}),
    "a change of the loss is no loss": (".md", "## 1.3\n$\\Delta L = -138.936$", {"loss": NOT_STATED, "loss_new": NOT_STATED}),
    "a summand of the loss is not the loss": (".md", "## 1.1\n$L_1 = 72$ and $L_2 = 128$", {"loss": NOT_STATED}),
    "the derivative of the prediction is not that of the loss": (
        ".md",
        "## 1.2\n" r"$\frac{\partial \hat{y}_1}{\partial w} = (1, 2, 3)$",
        {"grad_w": NOT_STATED},
    ),
    "the gradient for x is nobody's": (
        ".md",
        "## 1.2\n" r"$\frac{\partial L}{\partial x} = (24, 44, 52, 48)$",
        {"grad_w": NOT_STATED, "grad_b": NOT_STATED, "grad_y_hat": NOT_STATED},
    ),
    "a transposed label is the label": (".md", "## 1.1\n" r"$\hat{y}^T = (14, 20)$", {"y_hat": RIGHT}),
    "the residual inside the norm is no gradient": (
        ".md",
        "## 1.1\n" r"$\hat{y} = (14, 20)^T$" "\n\n" r"$y - \hat{y} = (-12, -16)^T$, so $L = \frac{1}{2} \|y - \hat{y}\|^2 = 200$",
        {"y_hat": RIGHT, "loss": RIGHT, "grad_y_hat": NOT_STATED},
    ),
    "the squared norm is not the loss": (".md", "## 1.1\n" r"$\|y - \hat{y}\|^2 = 400$", {"loss": NOT_STATED}),
    # What a relation says
    "unequal is not equal": (".md", "## 1.1\n" r"$L \neq 200$", {"loss": NOT_STATED}),
    "less is not equal": (".md", "## 1.1\n" r"$L < 200$", {"loss": NOT_STATED}),
    "more is not equal, in plain text": (".txt", "1.1 Forward pass\nL > 200", {"loss": NOT_STATED}),
    "an interval is no vector": (".md", "## 1.1\n" r"$\hat{y} \in (14, 20)$", {"y_hat": NOT_STATED}),
    "proportional is not equal": (".md", "## 1.1\n" r"$\hat{y} \propto (14, 20)$", {"y_hat": NOT_STATED}),
    # Chains
    "the last literal of a chain counts": (".md", "## 1.1\n" r"$\hat{y} = (13, 19) + 1 = (14, 20)$", {"y_hat": RIGHT}),
    "a literal that goes on is no value": (".md", "## 1.1\n" r"$\hat{y} = (13, 19) + 1$", {"y_hat": RIGHT}),
    "a chain that contradicts itself": (".md", "## 1.1\n$L = 200 = 100$", {"loss": ONLY_A_PERSON}),
    "an arrow to the next value": (".md", "## 1.1\n" r"$L = 200 \to 61.064$", {"loss": RIGHT}),
    "a rounded figure behind a fraction": (".md", "## 1.3\n" r"$L_{new} = \frac{7633}{125} \approx 61.1$", {"loss_new": RIGHT}),
    "half of four hundred": (".md", "## 1.1\n" r"$L = \frac{1}{2} \cdot 400 = 200$", {"loss": RIGHT}),
    "a quotient that nobody worked out": (".md", "## 1.1\n" r"$L = \frac{400}{2}$", {"loss": RIGHT}),
    "an expression in the manner of a program": (".txt", "1.1 Forward pass\nL = 0.5 * ((14 - 2)**2 + (20 - 4)**2)", {"loss": RIGHT}),
    "an expression that comes to something else": (".md", "## 1.1\n" r"$L = \frac{1}{2} ((14 - 2)^2 + (20 - 3)^2)$", {"loss": WRONG}),
    "entries that nobody worked out": (".md", "## 1.3\n" r"$w_{new} = (2 - 0.44, 1 - 0.72, 3 - 1)$", {"w_new": RIGHT}),
    "powers of ten": (".md", "## 1.1\n" r"$L = 2 \cdot 10^2$", {"loss": RIGHT}),
    # Components
    "components in another order": (".md", "## 1.1\n" r"$\hat{y}_2 = 20$ and $\hat{y}_1 = 14$", {"y_hat": RIGHT}),
    "components that count from nought": (".md", "## 1.1\n" r"$\hat{y}_0 = 14$ and $\hat{y}_1 = 20$", {"y_hat": RIGHT}),
    "components swapped": (".md", "## 1.1\n" r"$\hat{y}_1 = 20$ and $\hat{y}_2 = 14$", {"y_hat": WRONG}),
    "one component of three": (".md", "## 1.2\n" r"$\frac{\partial L}{\partial w_1} = 44$", {"grad_w": WRONG}),
    "all components of a gradient": (
        ".md",
        "## 1.2\n"
        r"$\frac{\partial L}{\partial w_1} = 44$, $\frac{\partial L}{\partial w_2} = 72$, $\frac{\partial L}{\partial w_3} = 100$",
        {"grad_w": RIGHT},
    ),
    "a component that contradicts the vector": (
        ".md",
        "## 1.1\n" r"$\hat{y}_1 = 15$" "\n\n" r"$\hat{y} = (14, 20)^T$",
        {"y_hat": RIGHT},
    ),
    # What is not meant
    "a comment in LaTeX is not on the page": (
        ".tex",
        "\\begin{document}\n\\section*{1.1 Forward pass}\n% \\[ \\hat{y} = (14, 20), L = 200 \\]\nWe did not finish.\n\\end{document}",
        {"y_hat": NOT_STATED, "loss": NOT_STATED},
    ),
    "a comment in Markdown is not on the page": (
        ".md",
        "## 1.1 Forward pass\n\n<!-- $\\hat{y} = (14, 20)$ and $L = 200$ -->\n\nWe did not finish.",
        {"y_hat": NOT_STATED, "loss": NOT_STATED},
    ),
    "what is behind the end of the document is not on the page": (
        ".tex",
        "\\begin{document}\n\\section*{1.1 Forward pass}\nWe did not finish.\n\\end{document}\n\\[ \\hat{y} = (14, 20) \\]\n",
        {"y_hat": NOT_STATED},
    ),
    "struck out in Markdown": (".md", "## 1.1\n~~$L = 199$~~\n\n$L = 200$", {"loss": RIGHT}),
    "struck out and nothing instead": (".md", "## 1.1\n~~$L = 200$~~", {"loss": NOT_STATED}),
    "crossed out in LaTeX": (".md", "## 1.1\n" r"$L = \cancel{400} 200$", {"loss": RIGHT}),
    "a question is no statement": (".md", "## 1.1\nIs it $L = 200$? We do not know.", {"loss": ONLY_A_PERSON}),
    "a denial is no statement": (".md", "## 1.1\nIt is not true that $L = 200$.", {"loss": ONLY_A_PERSON}),
    "a wish is no statement": (".md", "## 1.1\nWe expected $L = 200$, but we get $L = 212.5$.", {"loss": WRONG}),
    "a remark on what it is not": (".md", "## 1.3\n$b_{new} = 0.72$ (and not $1.28$)", {"b_new": RIGHT}),
    "a heading is no answer": (".md", "## 1.1 Forward pass: ŷ and L\n\n14\n\n20\n\n200", {"y_hat": NOT_STATED, "loss": NOT_STATED}),
    # Given values said again
    "the old weights under the step": (
        ".md",
        "## 1.3\nWith $w = (2, 1, 3)$ and $b = 1$ we go one step.",
        {"w_new": NOT_STATED, "b_new": NOT_STATED},
    ),
    "the old loss under the step": (
        ".md",
        "## 1.1\n$L = 200$\n\n## 1.3\nBefore the step the loss was $L = 200$.",
        {"loss": RIGHT, "loss_new": NOT_STATED},
    ),
    "the old prediction under the step makes nothing behind it right": (
        ".md",
        "## 1.1\n$\\hat{y} = (14, 20)$\n\n$L = 200$\n\n## 1.3\nFrom 1.1 we have $\\hat{y} = (14, 20)$ and $L = 200$.\n\n$w' = (1.56, 0.28, 2)$",
        {"y_hat": RIGHT, "loss": RIGHT, "y_hat_new": NOT_STATED, "loss_new": NOT_STATED},
    ),
    "the target is no prediction": (".md", "## 1.1\nThe target is $y = (2, 4)$.", {"y_hat": NOT_STATED}),
    # Digits
    "a lost minus": (".md", "## 1.3\n" r"$w_{new} = (1.56, -0.28, 2)$", {"w_new": WRONG}),
    "a slipped point": (".md", "## 1.3\n$b_{new} = 7.2$", {"b_new": WRONG}),
    "the old b is too coarse for the new one": (".md", "## 1.3\n$b_{new} = 1$", {"b_new": ONLY_A_PERSON}),
    "whole weights are too coarse": (".md", "## 1.3\n$w_{new} = (2, 0, 2)$", {"w_new": ONLY_A_PERSON}),
    "a loss with a full stop": (".txt", "1.3 Update\nThe loss is now L_new = 61.064.", {"loss_new": RIGHT}),
    "a loss in a box": (".md", "## 1.3\n$$\\boxed{L_{new} = 61.064}$$", {"loss_new": RIGHT}),
    "a number in bold": (".md", "## 1.3\nL_new = **61.064**", {"loss_new": RIGHT}),
    "a decimal comma in German": (".txt", "1.3 Gradientenabstieg\nb_new = 0,72\nw_new = (1,56; 0,28; 2)", {"b_new": RIGHT, "w_new": RIGHT}),
    "commas between and within": (".md", "## 1.3\n$w_{new} = (1,56, 0,28, 2)$", {"w_new": RIGHT}),
    "a list without spaces": (".md", "## 1.3\n$w_{new} = (1,56,0,28,2)$", {"w_new": RIGHT}),
    "digits of another script": (".md", "## 1.1\n$L = ２００$", {"loss": RIGHT}),
    # Accuracies
    "epochs beside the accuracies": (
        ".md",
        "## 6.2\n| Model | Epochs | Original | Shifted |\n|---|---|---|---|\n| MLP | 10 | 0.941 | 0.385 |\n| CNN | 10 | 0.962 | 0.571 |",
        {"mlp_accuracy": RIGHT, "mlp_shifted": RIGHT, "cnn_accuracy": RIGHT, "cnn_shifted": RIGHT},
    ),
    "a table on its side": (
        ".md",
        "## 6.2\n| | MLP | CNN |\n|---|---|---|\n| Original data | 0.941 | 0.962 |\n| Shifted data | 0.385 | 0.571 |",
        {"mlp_accuracy": RIGHT, "mlp_shifted": RIGHT, "cnn_accuracy": RIGHT, "cnn_shifted": RIGHT, "cnn_suffers_less": RIGHT},
    ),
    "a table of losses is no table of accuracies": (
        ".md",
        "## 6.2\nLosses:\n\n| Model | Original | Shifted |\n|---|---|---|\n| MLP | 0.941 | 0.385 |\n| CNN | 0.962 | 0.571 |",
        {"mlp_accuracy": NOT_STATED, "cnn_accuracy": NOT_STATED, "mlp_shifted": NOT_STATED, "cnn_shifted": NOT_STATED},
    ),
    "accuracies of training beside those of validation": (
        ".md",
        "## 6.2\n- Training accuracy of the MLP: 0.995\n- Validation accuracy of the MLP on the original data: 0.941",
        {"mlp_accuracy": RIGHT},
    ),
    "drops are no accuracies": (
        ".md",
        "## 6.2\nThe accuracy drops by 57.4 % for the MLP and by 38.6 % for the CNN.",
        {"mlp_accuracy": NOT_STATED, "mlp_shifted": NOT_STATED, "cnn_accuracy": NOT_STATED, "cnn_shifted": NOT_STATED},
    ),
    "errors are no accuracies": (
        ".md",
        "## 6.2\n- Error rate of the MLP on the shifted data: 42 %\n- Error rate of the CNN on the shifted data: 58 %",
        {"mlp_shifted": NOT_STATED, "cnn_shifted": NOT_STATED},
    ),
    "the CNN suffers more": (
        ".md",
        "## 6.2\n| Model | Original | Shifted |\n|---|---|---|\n| MLP | 0.941 | 0.585 |\n| CNN | 0.962 | 0.471 |",
        {"mlp_shifted": RIGHT, "cnn_shifted": RIGHT, "cnn_suffers_less": ONLY_A_PERSON},
    ),
    "columns the other way round": (
        ".md",
        "## 6.2\n| Model | Shifted | Original |\n|---|---|---|\n| MLP | 0.385 | 0.941 |\n| CNN | 0.571 | 0.962 |",
        {"mlp_accuracy": RIGHT, "mlp_shifted": RIGHT, "cnn_accuracy": RIGHT, "cnn_shifted": RIGHT},
    ),
}
"""Name of the trap: ending of the file, what stands in it, and what a person decides. A machine may leave any of it to a person."""


class Paper:
    """A trap as the other tests know papers."""

    def __init__(self, number, suffix, text):
        self.group, self.suffix, self.text = f"trap-{number:02}", suffix, text + "\n"


@pytest.fixture(scope="module")
def trapped(tmp_path_factory):
    """Every trap, marked."""
    papers = {name: Paper(number, suffix, text) for number, (name, (suffix, text, _)) in enumerate(TRAPS.items())}
    groups = marked(Course(ROOT).load("freiburg_ex06"), papers.values(), tmp_path_factory.mktemp("traps"))
    return {name: groups[paper.group] for name, paper in papers.items()}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_careless_reader_would_fall_into_this(trapped, trap):
    for name, decision in TRAPS[trap][2].items():
        mark = trapped[trap][name]
        read = f"{mark.answer.text!r} = {mark.answer.value}" if mark.answer else "nothing read"
        assert mark.outcome in {decision, "review"}, f"{name} is {mark.outcome}, not {decision or 'review'} ({read}; {mark.says})"
