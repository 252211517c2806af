r"""The title block of a LaTeX source: who wrote it, line by line, and no part of any answer."""

from time import process_time

import pytest

from grader.document import LineKind
from grader.readers.reading import read_bytes
from grader.readers.tex_title import accented, title_lines

SOURCE = r"""\documentclass{article}
\title{Sheet 2: \textbf{Group 7}}
% \author{Nobody 1111111}
\author{Mira Okonkwo\thanks{} 5170001 \and
  J\"urgen M\"uller-Gro{\ss}\\[2pt] 5170002}
\begin{document}
\maketitle
\section{Task}
$b = 28$
\end{document}
"""


def test_its_lines_stand_in_the_margin_with_their_lines_in_the_file():
    document = read_bytes(SOURCE.encode(), "a.tex")
    margin = [(line.number, line.text) for line in document.lines if line.kind is LineKind.MARGIN]
    assert margin == [(2, "Sheet 2: Group 7"), (4, "Mira Okonkwo 5170001"), (5, "Jürgen Müller-Groß"), (5, "5170002")]
    assert [line.block for line in document.lines] == sorted(line.block for line in document.lines)
    assert any("28" in line.text for line in document.lines if line.kind is not LineKind.MARGIN)


@pytest.mark.parametrize(("source", "lines"), [(r"\author{A B} no document", 0), (r"\begin{document}\author{A B} x\end{document}", 0)])
def test_a_title_that_is_never_set_is_none(source, lines):
    assert len(title_lines(source)) == lines


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\v{Z}i\v{z}ka", "Žižka"),
        (r"\'{E}ric \`a", "Éric à"),
        (r"\O degaard", "Ødegaard"),
        (r"{\L}ukasz", "{Ł}ukasz"),
        (r"na\"{\i}ve", "naïve"),
    ],
)
def test_accents_are_letters(source, text):
    assert accented(source) == text


@pytest.mark.parametrize(
    "source", [r"\author{" * 200_000, r"\author{" + "\\\\ \n" * 300_000, r"\author" + " " * 1_000_000, r"\author[" * 200_000]
)
def test_a_source_without_end_takes_little_time(source):
    before = process_time()
    assert len(title_lines(source + r"\begin{document}\maketitle")) <= 40
    assert process_time() - before < 2
