"""Signs of a bad transcription, and that they spoil their own block only."""

import pytest
from searches import as_wanted, freiburg, read

from grader.document import LineKind, Source
from grader.readers.transcription import read_transcription


def lines(text, name="notes.md"):
    return read_transcription(text.encode(), name).lines


@pytest.mark.parametrize(
    "text",
    [
        r"$$\begin{bmatrix} 2 & 1 & the \\ 3 & 4 & 5 \end{bmatrix}$$",
        r"$$\hat{y} = [\frac{1}{3}]$$",
        r"$$\begin{bmatrix} 1 & 2 \\ 3 \end{bmatrix}$$",
        r"$$\begin{bmatrix} 1 & 2$$",
        "L = 2\ufffd0",
        r"$$\begin{bmatrix} 2 3 & 4 \\ 1 & 2 \end{bmatrix}$$",
    ],
)
def test_garble_is_noticed(text):
    assert any(line.doubts for line in lines(text))


@pytest.mark.parametrize(
    "text",
    [
        r"$$\begin{bmatrix} 2 & 1 \\ 3 & 4 \end{bmatrix}$$",
        r"$$\begin{bmatrix} \hat{y}_1 - y_1 \\ \hat{y}_2 - y_2 \end{bmatrix}$$",
        r"$\hat{y} = [\frac{1}{3}, \frac{2}{3}]$",
        "A sentence with [brackets] and (others).",
    ],
)
def test_clean_lines_have_no_doubts(text):
    assert not any(line.doubts for line in lines(text))


def test_a_garbled_line_spoils_its_own_block_only():
    garbled = r"$$\hat{y}_1 = \begin{bmatrix} 2 & 1 & the \\ 3 & 4 & 5 \end{bmatrix} = 15$$"
    found = read({"notes.md": f"# 1.1\n\n{garbled}\n\nŷ = (14, 20)\n\nL = 200"}, freiburg())
    assert as_wanted(found["y_hat"], [14, 20])
    assert as_wanted(found["loss"], 200)


def test_a_value_among_garble_is_never_sure():
    found = read(
        {
            "notes.md": "# 1.1\n\n"
            r"$$\hat{y} = \begin{bmatrix} 2 & the \\ 3 & 4 \end{bmatrix} = \begin{bmatrix} 14 \\ 20 \end{bmatrix}$$"
        },
        freiburg(),
    )
    assert as_wanted(found["y_hat"], "not sure")


def test_lines_of_a_program_are_not_claims():
    assert all(line.doubts for line in lines("```python\nloss = 0\nprint(loss)\n```"))
    assert not any(line.doubts for line in lines("```\nloss: 200.0\n```"))


def test_every_line_knows_where_it_stands_in_the_file():
    text = "# A\n\nfirst\nsecond\n\n$$a = 1 \\\\\nb = 2$$\n\n```\nprinted\n```\nlast"
    assert [line.number for line in lines(text)] == [1, 3, 4, 6, 7, 10, 12]


def test_tex_lines_keep_their_numbers():
    rows = [
        r"\documentclass{article}",
        r"\begin{document}",
        r"\section{A} % remark",
        r"\begin{itemize}",
        r"\item $L = 200$",
        r"\end{itemize}",
    ]
    text = "\n".join([*rows, r"\end{document}", "L = 1"])
    assert [line.number for line in lines(text, "notes.tex")] == [3, 5]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# 1.1", LineKind.HEADING),
        ("**Forward pass**", LineKind.HEADING),
        ("a\tb", LineKind.ROW),
        ("$$x$$", LineKind.MATH),
        ("words", LineKind.TEXT),
    ],
)
def test_lines_have_a_kind(text, kind):
    (line,) = lines(text)
    assert (line.kind, line.source) == (kind, Source.MARKDOWN)
