"""Every message that a rubric's author can meet, with the file, the line and the way to mend it."""

import pytest

from grader.errors import RubricError
from grader.rubric import check_names, load_rubric, read_rubric


def told(text: str) -> tuple[str, ...]:
    """What is wrong with a rubric."""
    with pytest.raises(RubricError) as problem:
        read_rubric(text.encode("utf-8", "surrogatepass"), "ex.yaml")
    return problem.value.problems


HEAD = "title: T\nreference: r\ntasks:\n  1.1 A:\n"  # four lines: what a case adds begins in line 5

LINES = [
    ("- {close: a, points: 1, mistaks: {b: 50%}}", "`mistaks` is not a setting of `close:` here; did you mean `mistakes`?"),
    ("- {close: a, points: 1, from: 2}", "`from` is not a setting of `close:` here"),
    ("- {clsoe: a, points: 1}", "`clsoe:` is no kind of check; did you mean `close`?"),
    (
        "- {frobnicate: a, points: 1}",
        (
            "`frobnicate:` is no kind of check; there are `agrees:`, `between:`, `close:`, `compare:`, `formula:`, `present:`, `prints:`, "
            "`pytest:`, `review:`, `same:`, `satisfies:`, `style:`"
        ),
    ),
    ("- {close:a, points: 1}", "`close:a` lacks the space after its colon"),
    ("- {close: a, points:1}", "`points:1` is not a setting of `close:` here; write a space after its colon"),
    ("- {points: 1, close: a}", "a line begins with the word for its check: put `close:` before `points`"),
    (
        "- {close: a, between: b, points: 1}",
        "`between` is not a setting of `close:` here; a line has one check, so begin another line with `- between:`",
    ),
    (
        "- {review: What is seen, and why, name: n, points: 1}",
        (
            "`and why` is not a setting of `review:` here; was text with a comma or a `?` cut here? "
            "It wants the long form, one setting a line, or quotes"
        ),
    ),
    (
        "- {review: Why? Because, name: n, points: 1}",
        (
            "the `{…}` begun in line 5 is cut short here; text with a comma, a `?`, a colon or a bracket wants the long form "
            "(one setting a line) or quotes"
        ),
    ),
    ("- {close: a}", "`close: a` has no `points:`; every `close:` needs one"),
    ("- {close: a, point: 1}", "`point` is not a setting of `close:` here; did you mean `points`?"),
    ("- {close: a, points: }", "`points:` has nothing behind it"),
    ("- {close: a, points: [1]}", "`points:` wants text, not a list or a table; text with a colon, comma or bracket must stand in quotes"),
    ("- {close: a, points: '0,5'}", "`points:` wants a decimal point: write `0.5`, not `0,5`"),
    ("- {close: a, points: one}", "`points:` wants a number, not `one`"),
    ("- {close: a, points: -1}", "`points:` may not be below 0: `-1`"),
    ("- {close: a, points: 50%}", "`points:` wants points, such as `0.5`, not a percentage: `50%`"),
    ("- {close: a, points: 10001}", "`points:` may not be above 10000: `10001`"),
    ("- {close: a, points: 1/0}", "`points:` divides by 0: `1/0`"),
    ("- {close: a, points: 1, bonus: true}", "`bonus:` wants `yes` or `no`, not `true`"),
    ("- {close: a b, points: 1}", "`close:` wants a name of letters, digits and `_`, not `a b`"),
    ("- {close: a, points: 1, digits: 0}", "`digits:` wants a whole number from 1 on, not `0`"),
    ("- {close: a, points: 1, digits: 2.5}", "`digits:` wants a whole number from 1 on, not `2.5`"),
    ("- {close: a, points: 1, within: 0}", "`within:` must be above 0: `0`"),
    (
        "- {close: a, points: 1, mistakes: b}",
        "`mistakes:` wants functions of the reference and their shares, such as `{y_hat_flipped: 50%}`",
    ),
    ("- {close: a, points: 1, mistakes: {b: 150%}}", "`mistakes:` has `b`, which wants a share from 0% to 100%, not `150%`"),
    (
        "- {close: a, points: 1, visibility: visibel}",
        "`visibility:` wants one of `visible`, `after_due_date`, `after_published`, `hidden`, not `visibel`; did you mean `visible`?",
    ),
    (
        "- {close: a, points: 1, self-check: yes}",
        "`self-check:` may not be `yes` for `close:`: it would tell whether a number is right; leave it out",
    ),
    (
        "- {review: Why, name: n, points: 1, self-check: yes}",
        "`self-check:` may not be `yes` for `review:`: a person decides it; leave it out",
    ),
    ("- {close: a, points: 1, name: ''}", "`name:` has nothing behind it"),
    ("- {close: a, points: 1, name: " + "n" * 101 + "}", "`name:` must fit on one line of at most 100 characters"),
    ("- {review: " + "n" * 2001 + ", name: n, points: 1}", "`review:` is longer than 2000 characters"),
    ("- {review: Why, points: 1}", "`review: Why` has no `name:`; every `review:` needs one"),
    ("- {review: Why, name: n, points: 1, expect: []}", "`expect:` is an empty list; write what belongs into it, or leave it out"),
    ("- {compare: a > b, points: 1}", "`compare: a > b` has no `name:`; every `compare:` needs one"),
    (
        "- {compare: a = b, name: n, points: 1}",
        "`compare:` wants relations such as `cnn_shifted > mlp_shifted`, joined by `and`, not `a = b`",
    ),
    (
        "- {compare: a < b or b < c, name: n, points: 1}",
        "`compare:` wants relations such as `cnn_shifted > mlp_shifted`, joined by `and`, not `a < b or b < c`",
    ),
    ("- {compare: a < a, name: n, points: 1}", "`compare:` compares `a` with itself"),
    ("- {compare: a < b, name: n, points: 1, outside: wrng}", "`outside:` wants `review` or `wrong`, not `wrng`; did you mean `wrong`?"),
    ("- {between: a, from: 2, to: 1, points: 1}", "`from:` must be below `to:`, and 2 is not below 1"),
    ("- {between: a, from: 2, points: 1}", "`between: a` has no `to:`; every `between:` needs one"),
    ("- close a", "`close a` is no line of a task; write it as `word: value`, such as `close: y_hat`"),
    ("- - close: a", "a list within a list; each line of a task begins with one `- `"),
    ("-", "a line without anything in it; delete the `-`, or write what is checked"),
    ("- {}", "a line without anything in it; delete the `-`, or write what is checked"),
]


@pytest.mark.parametrize(("line", "message"), LINES)
def test_a_line_that_is_wrong_says_how_to_mend_it(line, message):
    assert told(HEAD + "    " + line + "\n") == (f"ex.yaml, line 5: {message}",)


WHOLE = [
    ("", 1, "a rubric begins with `title:`, `reference:` and `tasks:`, each on a line of its own"),
    ("- a\n", 1, "a rubric begins with `title:`, `reference:` and `tasks:`, each on a line of its own"),
    ("title: T\n", 1, "`tasks:` is missing; below it stand the sheet's headings and their lines"),
    ("tasks:\n", 1, "`tasks:` wants headings, each with a list of lines below it"),
    ("tasks:\n  1 A:\n", 2, "task `1 A` has no lines; give it a `review:` at least"),
    ("tasks:\n  1 A: []\n", 2, "task `1 A` has no lines; give it a `review:` at least"),
    ("tasks:\n  1 A: {close: a, points: 1}\n", 2, "task `1 A` wants a list: begin each of its lines with `- `"),
    ("tasks:\n  '': [{close: a, points: 1}]\n", 2, "a task has no heading; write one before the colon"),
    (
        "tasks:\n  1.1 A: [{close: a, points: 1}]\n  1.1 B: [{close: b, points: 1}]\n",
        3,
        "task `1.1` stands twice, first in line 2; keep one of them",
    ),
    (
        "tasks:\n  1 A:\n    - {close: a, points: 1}\n    - {between: a, from: 0, to: 1, points: 1}\n",
        4,
        "`a` is a mark of task `1 A` already (line 3); give this one a `name:` of its own",
    ),
    ("titel: T\ntasks:\n  1 A: [{close: a, points: 1}]\n", 1, "`titel` is not a setting of a rubric; did you mean `title`?"),
    (
        "zzz: T\ntasks:\n  1 A: [{close: a, points: 1}]\n",
        1,
        (
            "`zzz` is not a setting of a rubric; there are `title`, `reference`, `points`, `opens`, `due`, `late`, `hand-in`, "
            "`tasks`, `symbols`, `written as`, `headings`"
        ),
    ),
    (
        "points: 16 + 2 bonus\ntasks:\n  1 A:\n    - {close: a, points: 15.5}\n    - {close: b, points: 2, bonus: yes}\n",
        1,
        "`points:` promises 16 + 2 bonus, but the lines add up to 15.5 + 2 bonus",
    ),
    (
        "points: 18\ntasks:\n  1 A:\n    - {close: a, points: 16}\n    - {close: b, points: 2, bonus: yes}\n",
        1,
        "`points:` promises 18, but the lines add up to 16 + 2 bonus",
    ),
    (
        "points: 16 and 2\ntasks:\n  1 A: [{close: a, points: 1}]\n",
        1,
        "`points:` wants a number, not `16 and 2`",
    ),
    (
        "points: 16 + 2\ntasks:\n  1 A: [{close: a, points: 1}]\n",
        1,
        "`points:` wants a sum such as `16` or `16 + 2 bonus`, not `16 + 2`",
    ),
    (
        "reference: reference/r.py\ntasks:\n  1 A: [{close: a, points: 1}]\n",
        1,
        "`reference:` wants the name of a reference module without folder and ending, not `reference/r.py`",
    ),
    (
        "tasks:\n  1 A: [{close: a, points: 1}]\nwritten as:\n  a: []\n",
        4,
        "`a` under `written as:` is an empty list; write what belongs into it, or leave it out",
    ),
    ("tasks:\n  1 A: [{close: a, points: 1}]\nwritten as:\n  a:\n", 4, "`a` under `written as:` has nothing behind it"),
    (
        "tasks:\n  1 A: [{close: a, points: 1}]\nwritten as:\n  a b: [c]\n",
        4,
        "`a b` under `written as:` wants a name of letters, digits and `_`, not `a b`",
    ),
    ("tasks:\n  1 A: [{close: a, points: 1}]\nwritten as: [a]\n", 3, "`written as:` wants names, each with a list of words behind it"),
    (
        "tasks:\n  1.1 A: [{close: a, points: 1}]\nheadings:\n  1.2: [Forward]\n",
        4,
        "`1.2` under `headings:` is no task or chapter; did you mean `1.1`?",
    ),
    (
        "due: tomorrow\ntasks:\n  1 A: [{close: a, points: 1}]\n",
        1,
        "`due:` wants a time and its zone, such as `2023-12-05 23:59 Europe/Berlin`, not `tomorrow`",
    ),
    ("due: 2023-12-05 23:59\ntasks:\n  1 A: [{close: a, points: 1}]\n", 1, "`due:` lacks its time zone, such as `Europe/Berlin`"),
    (
        "due: 2023-02-30 23:59 Europe/Berlin\ntasks:\n  1 A: [{close: a, points: 1}]\n",
        1,
        "`due:` is no time of any calendar: `2023-02-30 23:59 Europe/Berlin`",
    ),
    (
        "due: 2023-03-26 02:30 Europe/Berlin\ntasks:\n  1 A: [{close: a, points: 1}]\n",
        1,
        "`due:` names a time that its clocks leave out, being put forward: `2023-03-26 02:30 Europe/Berlin`; write another one",
    ),
    (
        "due: 2023-10-29 02:30 Europe/Berlin\ntasks:\n  1 A: [{close: a, points: 1}]\n",
        1,
        "`due:` names a time that its clocks show twice: `2023-10-29 02:30 Europe/Berlin`; write its offset, `+02:00` or `+01:00`",
    ),
    (
        "due: 2023-12-05 23:59 +25:00\ntasks:\n  1 A: [{close: a, points: 1}]\n",
        1,
        "`due:` names no offset that there is: `+25:00`; write one such as `+01:00`",
    ),
    (
        "due: 2023-12-05 23:59 Europe/Berln\ntasks:\n  1 A: [{close: a, points: 1}]\n",
        1,
        "`due:` names no time zone: `Europe/Berln`; did you mean `Europe/Berlin`?",
    ),
]

DUE, BODY = "due: 2024-05-02 12:00 Europe/Berlin\n", "tasks:\n  1 A: [{close: a, points: 1}]\n"
WHOLE += [
    (
        "late: 10% per day\n" + BODY,
        1,
        "`late:` says nothing without `due:`; write when the sheet is due, or leave it out",
    ),
    (
        "opens: 2024-05-01 12:00 Europe/Berlin\n" + BODY,
        1,
        "`opens:` says nothing without `due:`; write when the sheet is due, or leave it out",
    ),
    (DUE + "opens: 2024-05-03 12:00 Europe/Berlin\n" + BODY, 2, "`opens:` is not before `due:`; mend one of the two"),
    (
        DUE + "late:\n  penalty: 10% per day\n  most: half\n" + BODY,
        4,
        "`late:` `most:` wants an amount, such as `10% per day`, `1 point per hour` or `25%`, not `half`",
    ),
    (DUE + "late:\n  penalty: 10%\n  graze: 1 hour\n" + BODY, 4, "`late:` has no setting `graze`; did you mean `grace`?"),
    (
        BODY + "written as:\n  a: [f(x, y), f]\n",
        4,
        "`a` under `written as:` has `f(x`, in which a bracket stays open; put a text with a comma or a bracket in quotes",
    ),
    (
        BODY + r"written as: {a: ['\frac{1}']}" + "\nheadings: {1: [(a]}\ntitle: [T]\n",
        5,
        "`title:` wants text, not a list or a table; text with a colon, comma or bracket must stand in quotes",
    ),
]


@pytest.mark.parametrize(("text", "line", "message"), WHOLE)
def test_a_rubric_that_is_wrong_as_a_whole_says_how_to_mend_it(text, line, message):
    assert told(text) == (f"ex.yaml, line {line}: {message}",)


def test_all_errors_are_told_at_once_and_in_order():
    text = HEAD + "    - {clsoe: a, points: 1}\n    - {close: a, points: '0,5'}\ntitle: again\nheadngs: {}\n"
    assert [problem.split(":")[0] for problem in told(text)] == [f"ex.yaml, line {line}" for line in (5, 6, 7, 8)]


def test_a_rubric_whose_lines_are_wrong_is_not_told_that_they_do_not_add_up():
    assert told("points: 2\ntasks:\n  1 A:\n    - {close: a, points: 1}\n    - {clsoe: b, points: 1}\n") == (
        "ex.yaml, line 5: `clsoe:` is no kind of check; did you mean `close`?",
    )


def test_a_rubric_that_is_not_there_says_so(tmp_path):
    with pytest.raises(RubricError, match=r"^ex\.yaml: cannot be read \(No such file or directory\); is the path right\?$"):
        load_rubric(tmp_path / "ex.yaml")


def test_a_folder_is_no_rubric(tmp_path):
    with pytest.raises(RubricError, match=r"cannot be read \(Is a directory\)"):
        load_rubric(tmp_path)


NAMES = [
    ("- {close: y_hta, points: 1}", "`y_hta` is no function of the reference `r`; did you mean `y_hat`?"),
    ("- {close: accuracy, points: 1}", "`accuracy` is no function of the reference `r`; write it there"),
    (
        "- {close: y_hat, points: 1, mistakes: {y_hat_fliped: 0%}}",
        "`y_hat_fliped` is no function of the reference `r`; did you mean `y_hat_flipped`?",
    ),
    (
        "- {between: acuracy, from: 0, to: 1, points: 1}",
        "`acuracy` is neither in the reference `r` nor under `written as:`; did you mean `accuracy`?",
    ),
    ("- {compare: accuracy > shifted, name: n, points: 1}", "`shifted` is neither in the reference `r` nor under `written as:`"),
]


@pytest.mark.parametrize(("line", "message"), NAMES)
def test_a_name_that_nobody_knows_is_told_with_the_nearest_one(line, message):
    rubric = read_rubric(
        (
            HEAD + "    " + line + "\n    - {between: accuracy, name: m, from: 0, to: 1, points: 0}\nwritten as:\n  accuracy: [acc]\n"
        ).encode(),
        "ex.yaml",
    )
    with pytest.raises(RubricError) as problem:
        check_names(rubric, {"y_hat", "y_hat_flipped", "loss"})
    assert problem.value.problems == (f"ex.yaml, line 5: {message}",)


def test_a_spelling_that_no_line_asks_for_is_told():
    rubric = read_rubric((HEAD + "    - {close: y_hat, points: 1}\nwritten as:\n  y_hta: [y]\n").encode(), "ex.yaml")
    with pytest.raises(
        RubricError, match=r"^ex\.yaml, line 7: `y_hta` under `written as:` is asked for by no line; did you mean `y_hat`\?$"
    ):
        check_names(rubric, {"y_hat"})


def test_known_names_pass():
    lines = "    - {close: a, points: 1}\n    - {compare: a < b and c > a, name: n, points: 1}\nwritten as: {c: C}\n"
    check_names(read_rubric((HEAD + lines).encode(), "ex.yaml"), {"a", "b"})


def test_a_message_never_carries_control_characters_or_a_whole_page():
    (message,) = told(HEAD + '    - {"close\\e[31m' + "x" * 500 + '": a, points: 1}\n')
    assert message.isprintable()
    assert len(message) < 250
