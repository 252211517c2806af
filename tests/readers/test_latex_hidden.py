"""What LaTeX sets so that nobody sees it is no answer, is told, and costs no line its number."""

import time

import pytest

from grader.readers.latex_hidden import unhidden
from grader.readers.transcription import read_transcription

HIDDEN = (
    r"$\color{white}{L = 3}$",
    r"$\color{white} L = 3$",
    r"{\color{white} $L = 3$}",
    r"$\textcolor{white}{L = 3}$",
    r"\textcolor[rgb]{1,1,1}{$L = 3$}",
    r"$\color[HTML]{FFFFFF} L = 3$",
    r"$\phantom{L = 3}$",
    r"\[ \hphantom{L = {3}} \]",
)
SEEN = (
    r"$\color{red}{L = 3}$",
    r"$\textcolor{blue}{L = 3}$",
    r"{\color{white} } $L = 3$",
    r"$\phantom{-}L = 3$",
    r"{\color{white}.} $L = 3$",
)


@pytest.mark.parametrize("name", ["a.md", "a.tex"])
@pytest.mark.parametrize("source", HIDDEN)
def test_what_is_white_or_a_phantom_is_no_answer_and_is_told(source, name):
    document = read_transcription(f"above\n\n{source}\n\nbelow $b = 4$\n".encode(), name)
    assert not any("3" in line.text for line in document.lines)
    assert [gap.why for gap in document.unread] == ["hidden text in line 3 was left out"]
    assert (document.lines[-1].number, "b = 4" in document.lines[-1].text) == (5, True)


@pytest.mark.parametrize("source", SEEN)
def test_what_stands_beside_it_is_read(source):
    document = read_transcription(source.encode(), "a.md")
    assert any("L = 3" in line.text for line in document.lines)
    assert not document.unread


@pytest.mark.parametrize("source", [r"\iffalse L = 3 \fi", "\\begin{comment}\nL = 3\n\\end{comment}"])
def test_what_a_source_leaves_out_is_no_answer(source):
    assert not any("L" in line.text for line in read_transcription(f"a\n\n{source}\n".encode(), "a.tex").lines)


@pytest.mark.parametrize("source", ["\\iffalse ", "\\color{white}{", "\\phantom{", "\\textcolor{white}", "{\\color{white}"])
def test_what_never_ends_takes_no_longer_than_its_length(source):
    began = time.process_time()
    unhidden(source * (300_000 // len(source)))
    assert time.process_time() - began < 2
