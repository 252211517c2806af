"""What YAML would guess is read as it was written, and what YAML offers beyond text, lists and tables is refused."""

import pytest

from grader.lines import DEEPEST, LARGEST, line_at, plain, read
from grader.rubric import read_rubric


def as_plain(text: str) -> object:
    """The tree as text, lists and dicts."""
    root, problems = read(text.encode())
    assert problems == []
    assert root is not None
    return plain(root)


@pytest.mark.parametrize(
    "written", ["1e-3", "no", "12:30", "010", "0x1F", "1_000", "~", "null", ".5", "2023-12-05", "true", "1.10", "=", "<<"]
)
def test_a_value_stays_the_text_that_was_written(written):
    assert as_plain(f"a: {written}") == {"a": written}


@pytest.mark.parametrize("written", ["1.10", "1", "010", "no", "12:30", "null"])
def test_a_key_stays_the_text_that_was_written(written):
    assert as_plain(f"{written}: a") == {written: "a"}


def test_task_1_10_is_not_task_1_1():
    rubric = read_rubric(b"tasks:\n  1.1: [{close: a, points: 1}]\n  1.10: [{close: b, points: 1}]\n", "ex.yaml")
    assert [task.id for task in rubric.tasks] == ["1.1", "1.10"]


PROBLEMS = [
    ("a: 1\nb: 2\na: 3", 3, "`a` is said twice, first in line 1; keep one of them"),
    ("a: &x 1", 1, "`&x` would name this place; leave it out, or put text that begins with `&` in quotes"),
    ("a: *x", 1, "`*x` would repeat another place; write it out, or put text that begins with `*` in quotes"),
    ("a: &x [1]", 1, "`&x` would name this place; leave it out, or put text that begins with `&` in quotes"),
    ("a: * b", 1, "text that begins with `*` or `&` must stand in quotes"),
    ("a: !!int 3", 1, "`tag:yaml.org,2002:int` is a YAML tag; leave it out, or put text that begins with `!` in quotes"),
    ("a: !x {b: 1}", 1, "`!x` is a YAML tag; leave it out, or put text that begins with `!` in quotes"),
    ("a: !e!x b", 1, "text that begins with `!` must stand in quotes"),
    ("a: %x", 1, "text that begins with `%` must stand in quotes"),
    ("%\na: 1", 1, "text that begins with `%` must stand in quotes"),
    ("a: !<x b", 1, "text that begins with `!` must stand in quotes"),
    ("a: `x`", 1, "text that begins with a backtick must stand in quotes"),
    ("a: 1\n\tb: 2", 2, "a tab; use spaces instead"),
    ("a:\tb", 1, "a tab; use spaces instead"),
    ("a: b: c", 1, "a colon too many here, or one missing in the line above; put text that contains `: ` in quotes"),
    ("a: 1\nb\nc: 2", 3, "a colon is missing: every entry is `word: value`"),
    ("a:\n  b: 1\n c: 2", 3, "this line does not fit those above; indent equal things equally, and begin each line of a task with `- `"),
    ("a: - b", 1, "a list begins in the wrong place; put each `- ` on a line of its own"),
    ("a: }", 1, "something stands where a value should; put text that begins with a bracket, comma or sign in quotes"),
    ("a: 'b\nc: d", 1, "a quotation mark is opened here and never closed"),
    ("a: 'b\n---\nc: d", 1, "a quotation mark is opened here and never closed"),
    ('a: "\\hat{y}"', 1, r"in double quotes a backslash begins an escape; use single quotes: '\hat{y}'"),
    ('a: "\\xi"', 1, r"in double quotes a backslash begins an escape; use single quotes: '\hat{y}'"),
    (
        "a: [b, c{d}]",
        1,
        (
            "the `[…]` begun in line 1 is cut short here; text with a comma, a `?`, a colon or a bracket wants the long form "
            "(one setting a line) or quotes"
        ),
    ),
    ("a: 1\n--- \nb: 2", 2, "a second document begins with `---`; a file holds one, so leave the line out"),
    ("? [a]\n: b", 1, "a key must be a word, not a list or another table; put it in quotes if it is text"),
    ("a: 1\nb: \x07", 2, "the character U+0007 may not stand in a text file; delete it"),
    ('a: "\\ud800"', 1, "half a character (a lone surrogate); write the character itself"),
    ('a: "\\U99999999"', 1, "an escape such as `\\U00110000` names no character; write the character itself"),
    ("%YAML 3.0\n---\na: b", 1, "this is not YAML: found incompatible YAML document (version 1.* is required)"),
    ("a: " + "[" * (DEEPEST + 1), 1, f"nested more than {DEEPEST} deep; is a bracket never closed?"),
]


@pytest.mark.parametrize(("text", "line", "message"), PROBLEMS)
def test_what_yaml_cannot_be_or_should_not_be_is_told_with_its_line(text, line, message):
    _, problems = read(text.encode())
    assert (problems[0].line, problems[0].text) == (line, message)


def test_what_is_not_utf_8_is_told_with_its_line():
    root, (problem,) = read("a: 1\nb: ü".encode("latin-1"))
    assert root is None
    assert (problem.line, problem.text) == (2, "this is not UTF-8 text; save the file with the encoding UTF-8")


def test_a_byte_order_mark_is_no_part_of_the_first_key():
    assert as_plain("\ufefftitle: T") == {"title": "T"}


def test_a_huge_file_is_refused_unread():
    root, (problem,) = read(b" " * (LARGEST + 1))
    assert root is None
    assert problem.text == "the file is larger than 1 MiB; is it the right one?"


def test_a_bomb_of_aliases_stays_small():
    bomb = "a: &a [x, x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20))
    root, problems = read(bomb.encode())
    assert root is not None
    assert len(problems) == 61


def test_deep_nesting_is_refused_without_a_recursion_error():
    assert read(b"[" * 100_000)[1][0].text.startswith("nested more than")


def test_every_place_knows_its_line():
    root, _ = read(b"a:\n  - b: 1\n    c:\n      - d\n      - e\n")
    assert root is not None
    assert [line_at(root, path) for path in [("a",), ("a", 0, "b"), ("a", 0, "c", 1), ("a", 0, "zzz"), ("a", 7)]] == [1, 2, 5, 2, 1]


def test_folded_text_is_one_text():
    assert as_plain("a: >\n  b\n  c\nd: |\n  e\n  f\n") == {"a": "b c\n", "d": "e\nf\n"}
