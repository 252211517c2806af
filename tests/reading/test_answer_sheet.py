"""answers.yaml: every value as it was written, every slip told by its line, and nothing that is in doubt marked wrong."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from searches import freiburg, search_of

from grader.answer import SURE, Answer, Doubt, NotFound
from grader.errors import Unreadable
from grader.finding.find import find
from grader.finding.sheet import told
from grader.readers.answer_sheet import LARGEST, read_sheet
from grader.readers.sheet_name import is_sheet
from grader.readers.transcription import read_transcription
from grader.readers.wire import from_json, to_json

ANY = search_of({"tasks": {"1": {"a": {"shape": "any"}}}})
VECTOR = search_of({"tasks": {"1": {"a": {"shape": [2]}}}})
TWO_TASKS = search_of({"tasks": {"1.1": {"loss": {"as": ["L"]}}, "1.2": {"loss_new": {"as": ["L"]}}}})


def sheet(text, name="answers.yaml"):
    """A sheet as it comes out of the reading child."""
    data = text if isinstance(text, bytes) else text.encode()
    return from_json(to_json(read_sheet(data, name)))


def found(text, search=ANY, **others):
    """What is found for every name; `others` are Markdown files."""
    documents = [sheet(text), *(read_transcription(words.encode(), f"{name}.md") for name, words in others.items())]
    return find(documents, search.wanted, search.nodes)


VALUES = [
    ("a: 14", 14),
    ("a: 014", 14),
    ("a: 1e-3", 0.001),
    ("a: 61,06", 61.06),
    ("a: -6", -6),
    ("a: −6", -6),
    ("a: 95.28 %", 0.9528),
    ("a: 1897/1991", 1897 / 1991),
    ("a: ≈ 61.06", 61.06),
    ("a: L = 200", 200),
    ("a: '200'", 200),
    ('a: "200"', 200),
    ("a: 200 # what we found", 200),
    ("a:\n  200", 200),
    (r"a: \frac{1}{2}", 0.5),
    (r"a: '$\frac {1}{2}$'", 0.5),
    ('a: "\\\\frac{1}{2}"', 0.5),
    ("a: 2{,}5", 2.5),
    ("a: 14, 20", (14, 20)),
    ("a: [14, 20]", (14, 20)),
    ("a: (14, 20)^T", (14, 20)),
    ("a: [1,56, 0,28, 2]", (1.56, 0.28, 2)),
    ("a: ['1,56', '0,28', 2]", (1.56, 0.28, 2)),
    ("a: 1,56; 0,28; 2", (1.56, 0.28, 2)),
    ("a:\n- 1,56\n- 0,28", (1.56, 0.28)),
    ("a:\n  - 14\n  - 20", (14, 20)),
    ("a: [14, # the first\n  20]", (14, 20)),
    (r"a: \begin{pmatrix} 14 \\ 20 \end{pmatrix}", (14, 20)),
    ("a: [[1, 2], [3, 4]]", ((1, 2), (3, 4))),
    ("a:\n  - [1, 2]\n  - [3, 4]", ((1, 2), (3, 4))),
    ("a:\n  - - 1\n    - 2\n  - - 3\n    - 4", ((1, 2), (3, 4))),
    ("a: |\n  1 2\n  3 4", ((1, 2), (3, 4))),
    ("a: |\n  1,5; 2\n  3; 4", ((1.5, 2), (3, 4))),
    ("a: |\n  \\begin{bmatrix} 1 & 2 \\\\\n  3 & 4 \\end{bmatrix}", ((1, 2), (3, 4))),
    ("'a': 3", 3),
    ("A: 3", 3),
    ("  a: 3", 3),
    ("a: 3\r\n", 3),
    ("\ufeffa: 3", 3),
    ('{"a": 3}', 3),
    ("---\na: 3\n...", 3),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_a_value_is_read_as_it_was_written(text, value):
    answer = found(text)["a"]
    assert answer.value == pytest.approx(value) if not isinstance(value, tuple) else answer.value == value
    assert answer.sure
    assert answer.source == "sheet"
    assert answer.place.file == "answers.yaml"


def test_the_place_is_the_line_of_the_file():
    assert found("# ours\n\nother: 5\n\na: 14")["a"].place.line == 5


def test_a_number_keeps_the_digits_it_was_written_with():
    assert found("a: 61,06")["a"].entries.digits == 4


SLIPS = [
    ("a:\t14", "a tab"),
    ('a: "\\frac{1}{2}"', "single quotes"),
    ('a: "200', "never closed"),
    ("a: *b", "quotes"),
    ("a: &b 4", "quotes"),
    ("a: !!python/object 3", "YAML tag"),
    ("a: {14, 20}", "square brackets"),
    ("a: b: 3", "colon"),
    ("a:\n - 1\n   - 2\n - 3", "indent"),
    ("a: 1\n  - 2", "next line"),
    ("a: [1, 2 b: 3]", "table"),
    (r"a: \begin{pmatrix} 1 & 2 \\ 3 \end{pmatrix}", "differ in length"),
    ("a: [1, 2", "cut short"),
    ("a: [[[[[[[[[[1]]]]]]]]]]", "deep"),
    ("a: " + "1" * 6_000, "longer"),
]


@pytest.mark.parametrize(("text", "said"), SLIPS)
def test_a_slip_is_told_with_its_line_and_costs_its_own_entry_only(text, said):
    document = sheet(f"other: 1\n{text}\nmore: 2")
    assert any(note.startswith("line 2") and said in note for note in document.notes), document.notes
    assert [line.pieces[0].text for line in document.lines] == ["other", "a", "more"]
    assert document.lines[1].doubts
    one = found(f"other: 1\n{text}\nmore: 2")["a"]
    assert isinstance(one, NotFound)
    assert not one.certain


@pytest.mark.parametrize("text", ["yes", "2026-01-01", "12:30", "44 72 100", "about two hundred", "x + 1", "1_000", "nan", "0x1F"])
def test_text_that_is_no_number_is_kept_and_is_neither_a_value_nor_missing(text):
    one = found(f"a: {text}")["a"]
    assert isinstance(one, NotFound)
    assert not one.certain
    assert sheet(f"a: {text}").lines[0].pieces[-1].raw == text


@pytest.mark.parametrize("text", ["a:", "a: ''", "a: ~", "a: null", "a: []"])
def test_an_empty_place_is_not_answered_and_not_missing_for_certain(text):
    one = found(text)["a"]
    assert isinstance(one, NotFound)
    assert not one.certain
    assert "empty" in one.why


def test_a_name_that_the_sheet_does_not_have_is_missing_where_nothing_else_was_handed_in():
    one = found("loss: 3", TWO_TASKS)["loss_new"]
    assert isinstance(one, NotFound)
    assert one.certain


NAMES = [
    ("loss_new: 3", "loss_new"),
    ("Loss New: 3", "loss_new"),
    ("loss-new: 3", "loss_new"),
    ("1.2 loss_new: 3", "loss_new"),
    ("Task 1.2 loss_new: 3", "loss_new"),
    ("1.2:\n  loss_new: 3", "loss_new"),
    ("Exercise 1.2 Update:\n  loss_new: 3", "loss_new"),
    ("answers:\n  1.2:\n    loss_new: 3", "loss_new"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_name_is_known_with_or_without_its_task(text, name):
    assert found(text, TWO_TASKS)[name].value == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lossnew: 3", "did you mean `loss_new`?"),
        ("L: 3", "did you mean `loss` or `loss_new`?"),
        ("1.1 loss_new: 3", "task 1.2"),
        ("group: seven", "`grader check` tells the names"),
    ],
)
def test_an_unknown_name_is_told_with_a_wish(text, said):
    (document,) = told([sheet(text)], TWO_TASKS.wanted)
    assert said in document.notes[0]


def test_a_hidden_name_is_never_wished_for():
    (document,) = told([sheet("lossnew: 3")], TWO_TASKS.wanted, secret={"loss_new"})
    assert "loss_new" not in document.notes[0]


def test_a_value_under_a_mistyped_name_is_not_missing():
    one = found("lossnew: 3", TWO_TASKS)["loss_new"]
    assert isinstance(one, NotFound)
    assert not one.certain


def test_said_twice_and_alike_is_said_once_but_otherwise_a_person_decides():
    assert found("a: 3\na: 3.0")["a"].sure
    one = found("a: 3\na: 4")["a"]
    assert Doubt.CONFLICT in one.doubts
    assert [other.value for other in one.also] == [4]


def test_two_sheets_that_differ_are_a_conflict_and_told():
    documents = [sheet("a: 3"), sheet("a: 4", "more/Answers.YML")]
    assert Doubt.CONFLICT in find(documents, ANY.wanted, ANY.nodes)["a"].doubts
    assert any("2 answer sheets" in note for note in told(documents, ANY.wanted)[1].notes)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("answers.yaml", True),
        ("part/Answers.YML", True),
        ("answers (1).yaml", True),
        ("my answers.yaml", False),
        ("answers.yaml.txt", False),
    ],
)
def test_a_sheet_is_known_by_its_name(name, is_one):
    assert is_sheet(name) is is_one


# The sheet is what is marked; the other documents check it.

SAYS_200, SAYS_100 = "# 1.1\n\n$L = 200$\n", "# 1.1\n\n$L = 100$\n"
PERHAPS_100 = "# 1.1\n\nThe loss comes to 100 then.\n"


@pytest.mark.parametrize("text", [SAYS_200, "# 1.1\n\nNothing here.\n", "# 1.1\n\n$L = 200.0$\n"])
def test_what_agrees_or_says_nothing_leaves_the_sheet_as_it_is(text):
    one = found("loss: 200", freiburg(), pdf=text)["loss"]
    assert (one.value, one.confidence, one.also) == (200, 1.0, ())


def test_two_that_are_sure_and_differ_are_for_a_person_whichever_is_right():
    for own, other in (("200", SAYS_100), ("100", SAYS_200)):
        one = found(f"loss: {own}", freiburg(), pdf=other)["loss"]
        assert Doubt.CONFLICT in one.doubts
        assert one.confidence < SURE
        assert one.source == "sheet"
        assert [also.place.file for also in one.also] == ["pdf.md"]


def test_a_doubtful_reading_elsewhere_is_noted_and_changes_nothing():
    one = found("loss: 200", freiburg(), pdf=PERHAPS_100)["loss"]
    assert (one.value, one.confidence, one.doubts) == (200, 1.0, ())
    assert all(not also.sure for also in one.also)


def test_another_document_settles_an_ambiguous_comma():
    alone = found("loss_new: 61,064\nb_new: 0,72\nw_new: 1.56; 0.28; 2", freiburg())["loss_new"]
    assert Doubt.AMBIGUOUS_COMMA in alone.doubts
    checked = found("loss_new: 61,064\nb_new: 0,72\nw_new: 1.56; 0.28; 2", freiburg(), pdf="# 1.3\n\n$L' = 61.064$\n")["loss_new"]
    assert (checked.value, checked.sure) == (61.064, True)


def test_what_the_sheet_says_unreadably_makes_the_other_reading_doubtful():
    one = found('loss: "\\frac', freiburg(), pdf=SAYS_100)["loss"]
    assert one.value == 100
    assert not one.sure


def test_a_place_left_empty_leaves_the_word_to_the_others():
    assert found("loss:", freiburg(), pdf=SAYS_200)["loss"].sure


def test_a_share_without_its_sign_is_never_wrong_for_it():
    one = found("mlp_accuracy: 94.1", freiburg())["mlp_accuracy"]
    assert one.value == pytest.approx(0.941)
    assert not one.sure


PIECES = st.sampled_from(
    "a;;b_c;;:;; ;;\n;;\n  ;;\n- ;;[;;];;{;;};;,;;'"
    ';;";;|;;>;;*;;&;;!;;%;;@;;`;;#;;---;;?;;\\;;\\frac{1}{2};;$;;14;;0,5;;\t;;1.1;;~;;\U0001d7d9;;\x85;;\u2028;;^^c3;;\0'.split(";;")
)


@given(st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200)))
@example("a: \\U00110000")
@example('a: "\\U00110000"')
@example("%YAML 9999999999.1\n---\na: 1")
@example("? a\n: 1")
def test_any_text_gives_answers_or_a_sentence(text):
    if "\0" in text:
        with pytest.raises(Unreadable, match=r"answers\.yaml"):
            sheet(text)
        return
    (document,) = told([sheet(text)], ANY.wanted)
    assert all("\n" not in note for note in document.notes)
    assert isinstance(find([document], ANY.wanted, ANY.nodes)["a"], Answer | NotFound)


BOMBS = ("a: [" * 5_000, "[" * 20_000, "a: " + "[1," * 3_000, "- " * 10_000, "a: 1\n" * 9_000, "? " * 9_000, "a: &x [*x, *x]\n" * 3_000)


@pytest.mark.parametrize("text", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_is_a_sentence_and_takes_no_time(text):
    document = sheet(text[:LARGEST])
    assert len(document.lines) <= 1_000
    assert document.notes or document.lines


def test_a_sheet_that_is_too_large_says_what_to_write():
    with pytest.raises(Unreadable, match="one `name: value` a line"):
        read_sheet(b"a: 1\n" * 30_000, "answers.yaml")


# What the LaTeX package writes, and what the documentation shows.

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = [
    (r"'a': '\begin {pmatrix}1&2\\3&4\end {pmatrix}'", ((1, 2), (3, 4))),
    (r"'a': '\frac {1}{2}'", 0.5),
    (r"'a': '$\frac {1}{2}$'", 0.5),
    (r"'a': '2{,}5'", 2.5),
    (r"'a': '4\cdot 10^{-2}'", 0.04),
    (r"'a': '95,2 \%'", 0.952),
    (r"'a': '1, \par 2'", (1, 2)),
    (r"'a': '\approx 61.06'", 61.06),
    ("'a': '^^c2^^bd'", 0.5),
]


@pytest.mark.parametrize(("text", "value"), WRITTEN)
def test_what_tex_writes_is_read(text, value):
    one = found(f"# Written by LaTeX; hand it in beside the PDF.\n{text}\n")["a"]
    assert one.value == pytest.approx(value) if not isinstance(value, tuple) else one.value == value
    assert one.sure


def test_the_sample_that_was_set_with_the_package_states_every_answer_once():
    source = (ROOT / "typeset" / "freiburg_ex06" / "exact-science.tex").read_text(encoding="utf-8")
    names = re.findall(r"\\answer\{(\w+)\}", source)
    document = sheet((ROOT / "submissions" / "freiburg_ex06" / "exact-science" / "answers.yaml").read_bytes())
    assert [line.pieces[0].text for line in document.lines] == names
    assert len(names) == 13
    assert not any(line.doubts for line in document.lines)


def test_the_sheet_that_the_documentation_shows_is_read_whole():
    text = (ROOT / "docs" / "handing-in.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    document = sheet(shown)
    assert not document.notes
    assert len(document.lines) == 7
    wanted = search_of({"tasks": {"1": {line.pieces[0].text: {"shape": "any"} for line in document.lines}}})
    read = find([document], wanted.wanted, wanted.nodes)
    assert [name for name, one in read.items() if isinstance(one, NotFound)] == ["b_new"]
    assert all(one.sure for one in read.values() if isinstance(one, Answer))
