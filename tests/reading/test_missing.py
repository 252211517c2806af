"""When an answer may be called missing: nothing that could hold it is left."""

import pytest
from searches import as_wanted, freiburg, read, shown

SHARES = ("mlp_accuracy", "mlp_shifted", "cnn_accuracy", "cnn_shifted")
WORDS_ALONE = "# 6.2\n\nThe convolutional network copes better with moved digits than the other one.\n"


def shares(text):
    found = read({"notes.md": text}, freiburg())
    return [found[name] for name in SHARES]


@pytest.mark.parametrize(
    "text",
    [
        WORDS_ALONE,
        "# 6.2\n\n1. We trained for 10 epochs on 60000 images.\n2. Shift them by 2 pixels.\n3. See Table 1 and question 2.",
        "# 1.1\n\nŷ = (14, 20), L = 200\n\n# 6.2\n\nNo idea.",
        "Anna 5500101, Ben 5500102, 4.12.2023\n\n# 6.2\n\nNo idea.",
    ],
)
def test_what_is_nowhere_is_missing(text):
    for one in shares(text):
        assert as_wanted(one, "missing"), shown(one)


@pytest.mark.parametrize(
    "addition",
    [
        "0.94",
        "94 %",
        "It gets 94.8 percent.",
        "between 0.93 and 0.95",
        "0.94–0.96",
        "0,94",
        "The accuracy of the MLP is ninety-four percent, on shifted data too, and that of the CNN as well.",
        "![results](table.png)",
        "<img src='a.png'>",
        "A\tB\n0.9\t0.4",
        "```\nacc 0.94\n```",
        r"$$\begin{bmatrix} 0.94 & 0.4",
        "acc=.94",
        "(0.94, 0.40)",
        "~~0.94~~",
        "1897/1991",
    ],
)
def test_anything_that_could_be_it_makes_it_a_matter_for_review(addition):
    for one in shares(f"{WORDS_ALONE}\n{addition}\n"):
        assert as_wanted(one, "review"), shown(one)


def test_a_whole_number_beside_a_name_may_be_a_percentage():
    found = read({"notes.md": f"{WORDS_ALONE}\nThe MLP: 94\n"}, freiburg())
    assert as_wanted(found["mlp_accuracy"], "review")
    assert as_wanted(found["cnn_accuracy"], "missing")


@pytest.mark.parametrize(
    "addition", ["(14, 20)", "14 and 20", "14\n\n20", "z = (14, 20)", "z_1 = 14, z_2 = 20", "ŷ", "the result is 14; 20"]
)
def test_a_vector_is_not_missing_while_its_numbers_stand_about(addition):
    found = read({"notes.md": f"# 1.1\n\n{addition}\n"}, freiburg())
    assert as_wanted(found["y_hat"], "review"), shown(found["y_hat"])


@pytest.mark.parametrize("line", [r"\hat{y} = \begin{bmatrix} 14 & foo \\ 20", "ŷ ="])
def test_a_name_without_a_value_is_not_missing(line):
    assert as_wanted(read({"notes.md": f"# 1.1\n\n${line}$\n"}, freiburg())["y_hat"], "review")


def test_nothing_is_missing_while_a_page_is_unread():
    assert all(as_wanted(one, "review") for one in shares(f"{WORDS_ALONE}\n![scan](page3.jpg)"))


def test_what_stands_under_another_task_does_not_keep_an_answer_from_being_missing():
    text = "# 1.1\n\nŷ = (14, 20), L = 200\n\n# 1.2\n\n0.5 · 400\n\n# 6.2\n\nno idea"
    assert all(as_wanted(one, "missing") for one in shares(text))
