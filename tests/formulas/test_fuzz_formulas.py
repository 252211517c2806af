"""Whatever is written: nothing uncaught, nothing slow, and nothing that takes more than its share of memory."""

import gc
import random
import time
from dataclasses import replace
from functools import cache

import pytest
from corpus_entries import Entry, entries, judged, sheets
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.formula_orders import cases
from grader.formulas.program import program
from grader.formulas.readings import readings
from grader.formulas.recognise import recognised
from grader.formulas.spellings import tokens_of
from grader.formulas.tokens import TooMuch
from grader.formulas.unread import NotRead
from grader.probes.proof import judged as judged_readings
from grader.probes.proof import proof_of

PIECES = (
    *r"\frac{ \sum_{k=1}^{N} \hat{y}_i e^{ \lfloor \rfloor \begin{cases} & \\ \end{cases} \left( \right) ^{-1} ^T _{ij}".split(),
    *"} { ( ) [ ] ⌊ ⌋ + - * / // ** ^ _ = ' , . ; : | ⊙ · × @ 1 0 12 9**9**9 10**400 1e999 i j k n X y lam λ I".split(),
    *"δ_ij σ' softmax( diag( exp( if else for A_l y_{l-1} (X^TX H+2p-k 𝟙 ⟦ ⟧ \\cancel{ 𝕏 N* (((((((((".split(),
    *("\ue0ff", "\u202e", "if i=j", "\x00", "\\quad ", "\n"),
)
SLOWEST = 0.2
LONG = 100_000
COLLECTED = 500
"""Formulas between two collections of what is no longer used."""
TALK = (
    *("We start with the definition.", "Hence", "where $i \\neq j$.", "for all $n$:", "This is easy to see.", "So we get:", "$= 0$"),
    *("Sei $z = x$.", "With $A = B$ we find", "otherwise", "if $i = j$:", "### Another way", "- first", "1. second", "> said", "| a | b |"),
    *("The columns of $X$ are samples.", "$\\delta_{ij} = 1$ if $i = j$", "The sample solution says:", "This is wrong.", "~~old~~"),
    *("```python\nx = 1\n```", "$$\\sigma'(x) = 1$$", "$\\lambda = 3$", "For example", "or", "and", ".", "!", "q.e.d.", "w.l.o.g."),
    *("where $X$ is the transposed matrix", "let $k$ be the filter size", "(see above)", "", "\n\n", "$\\in \\mathbb{R}^{n \\times d}$"),
)
PAPERS = 100
LONG_PAPERS = 20_000


@cache
def proofs():
    found = []
    for assignment, _ in {id(one[0]): one for one in sheets().values()}.values():
        for name, (order, words) in cases(assignment.rubric, assignment.reference).items():
            line = next(line for _, line in assignment.rubric.lines if line.word == "formula" and line.formula == name)
            found.append((words, proof_of(order, tuple(line.mistakes)), line.indices))
    return tuple(found)


def judge(text: str, which: int) -> None:
    words, proof, order = proofs()[which % len(proofs())]
    for read in (lambda: readings(recognised(tokens_of(text), words), words), lambda: (program(text, words),)):
        try:
            judged_readings(read(), proof, order)
        except (NotRead, TooMuch):
            continue


def timed(text: str, which: int) -> float:
    began = time.process_time()
    judge(text, which)
    return time.process_time() - began


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.integers(0, 10))
@settings(max_examples=400, deadline=None)
def test_no_text_made_of_pieces_of_formulas_is_uncaught(pieces, which):
    judge(" ".join(pieces), which)


@given(st.text(max_size=200), st.integers(0, 10))
@settings(max_examples=200, deadline=None)
def test_no_text_at_all_is_uncaught(text, which):
    judge(text, which)


def mutated(rng: random.Random, texts: list[str]) -> str:
    """A text of the corpus with pieces left out, doubled, exchanged and thrown in."""
    text = list(rng.choice(texts))
    for _ in range(rng.randint(0, 8)):
        at = rng.randrange(len(text) + 1)
        match rng.randrange(4):
            case 0:
                del text[at : at + rng.randint(1, 6)]
            case 1:
                text[at:at] = rng.choice(PIECES)
            case 2:
                text[at:at] = text[max(0, at - 12) : at] * rng.randint(1, 4)
            case _:
                text[at : at + 1] = rng.choice("+-*/^_{}()[]'=ijkXyσΣ1 ")
    return "".join(text)


HARD = (
    "N*" * 300 + "N",
    r"\sum_{k=1}^{M}" * 12 + "z_k",
    r"\sum_{i=1}^{M}\sum_{j=1}^{M}\sum_{k=1}^{M}\sum_{l=1}^{M} z_i z_j z_k z_l",
    "9**9**9",
    "(((N^64)^64)^64)^64",
    "floor(" * 30 + "N" + ")" * 30,
    "1/" * 200 + "3",
    "H+2p-k/s+" * 60 + "1",
    "diag(" * 20 + "z" + ")" * 20,
    "(X^T X)^{64} " * 20,
    "[(H)/s]" * 40,
    "1/2H" * 40,
)


@pytest.mark.parametrize("text", HARD, ids=[text[:30] for text in HARD])
def test_what_is_hard_to_work_out_ends_soon(text):
    tries = (max(timed(text, which) for which in range(len(proofs()))) for _ in range(3))
    assert any(slowest < SLOWEST for slowest in tries), "in none of three tries, on whatever machine"


def paper(rng: random.Random, wrong: list[Entry]) -> Entry:
    """What a student wrote for one formula, a wrong one, among sentences that any paper may have, some lines mutated."""
    one = rng.choice(wrong)
    lines = one.text.split("\n")
    for _ in range(rng.randint(0, 4)):
        lines.insert(rng.randint(0, len(lines)), rng.choice(TALK))
    return replace(one, text="\n".join(lines))


def accepted(number: int, seed: int) -> list[Entry]:
    """Those of some papers with a wrong formula that are taken for right."""
    rng, course = random.Random(seed), sheets()
    wrong = [one for one in entries("open") if one.word == "wrong" and one.kind == "md"]
    return [one for one in (paper(rng, wrong) for _ in range(number)) if judged(course, one).good]


def test_sentences_around_a_wrong_formula_never_make_it_right():
    assert accepted(PAPERS, 3) == []


@pytest.mark.long
def test_sentences_around_twenty_thousand_wrong_formulas_never_make_one_right():
    assert accepted(LONG_PAPERS, 4) == []


@pytest.mark.long
def test_a_hundred_thousand_mutated_formulas_are_caught_and_none_is_slow():
    proofs()  # worked out once, for whatever comes
    rng = random.Random(5)
    texts = [one.text for one in entries("open")]
    slowest = (0.0, 0)
    gc.disable()  # a collection of all that a hundred thousand formulas leave behind is none of theirs
    try:
        for number in range(LONG):
            slowest = max(slowest, (timed(mutated(rng, texts), number), number))
            if number % COLLECTED == 0:
                gc.collect()
    finally:
        gc.enable()
    print(slowest)  # noqa: T201 - shown by `pytest -rP`
    assert slowest[0] < SLOWEST, slowest
