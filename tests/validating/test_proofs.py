"""Each proof of a rubric turns red on a course that is broken just there, and says where and how to mend it."""

import pytest

from grader.proofs import PROOFS

VALUES = '''
x, w = 3.0, 1 / 7


def y(x, w):
    """Prediction y."""
    return x * w


def y_added(x, w):
    """You added."""
    return x + w
'''
DOUBLED = '''
def solve(x):
    """Twice x."""
    return 2 * x


def solve_inputs(rng):
    for _ in range(3):
        yield (rng.normal(size=4),)
'''


def test_what_is_right_holds(course):
    course.sheet("- {close: y, points: 1, mistakes: {y_added: 50%}}\n- {same: solve, in: a.py, points: 1}", VALUES + DOUBLED)
    found = course.validate()
    assert (found.status, found.remarks, found.err) == (0, [], "")
    assert [line.split()[0] for line in found.out.splitlines()] == ["sheet", *["holds"] * 5]


def test_a_proof_about_lines_that_a_rubric_does_not_have_is_not_told(course):
    course.sheet("- {close: y, points: 1}", VALUES)
    assert not any(word in course.validate().out for word in ("code", "predicates", "trainings"))
    assert len(PROOFS) > 5


@pytest.mark.parametrize(
    ("lines", "reference", "said"),
    [
        ("- {clsoe: y, points: 1}", VALUES, "sheet.yaml, line 5: `clsoe:` is no kind of check; did you mean `close`?"),
        ("- {close: z, points: 1}", VALUES, "sheet.yaml, line 5: `z` is no function of the reference `sheet`; write it there"),
        (
            "- {close: y, points: 1}",
            "def y(z):\n    return z\ndef z(y):\n    return y\n",
            "reference/sheet.py, line 4: a circle, y → z → y:",
        ),
        ("- {close: y, points: 1}", "import nowhere\n", "reference/sheet.py, line 2: ModuleNotFoundError"),
    ],
)
def test_what_cannot_be_read_or_does_not_fit_is_told_first(lines, reference, said, course):
    course.sheet(lines, reference)
    found = course.validate()
    assert found.status == 2
    assert said in found.remark


def test_a_tolerance_finer_than_anybody_prints_refuses_the_reference_itself(course):
    course.sheet("- {close: y, points: 1, within: 0.000000001, mistakes: {y_added: 50%}}", VALUES)
    found = course.validate()
    assert found.status == 2
    own, mistake = found.remarks
    assert own.startswith("sheet.yaml, line 5: the reference's own `y` with 6 digits, 0.428571, is not right on this line but review (")
    assert mistake.startswith("sheet.yaml, line 5: the known mistake `y_added`, 3.14286, is not found as one but is review (looks like")


@pytest.mark.parametrize(
    ("within", "passes"),
    [
        ("0.5%", ()),
        ("90%", ()),
        ("120%", ("twice the value, 0.857143", "0, 0")),
        ("50", ("twice the value", "the value with its sign", "0, 0")),
    ],
)
def test_a_tolerance_that_lets_anything_pass_is_told(within, passes, course):
    course.sheet(f"- {{close: y, points: 1, within: {within}}}", VALUES)
    found = course.validate()
    assert len(found.remarks) == len(passes)
    for remark, says in zip(found.remarks, passes, strict=True):
        assert remark.startswith(f"sheet.yaml, line 5: {says}")


def test_two_known_mistakes_with_one_value_are_told(course):
    again = 'def y_again(x, w):\n    """You wrote a sum."""\n    return w + x\n'
    course.sheet("- {close: y, points: 1, mistakes: {y_added: 50%, y_again: 20%}}", VALUES + again)
    found = course.validate()
    assert found.status == 2
    assert found.remark.startswith("sheet.yaml, line 5: the known mistake `y_again`, 3.14286, is taken for another one")
    assert "`You added.`" in found.remark


def test_a_known_mistake_without_its_sentence_is_told(course):
    course.sheet("- {close: y, points: 1, mistakes: {y_bare: 50%}}", f"{VALUES}def y_bare(x, w):\n    return x - w\n")
    found = course.validate()
    assert (
        found.remark
        == "reference/sheet.py, line 14: the known mistake `y_bare` has no docstring, which is the sentence that the student reads"
    )


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        (DOUBLED.replace("2 * x", "x.shape"), "sheet.yaml, line 5: all inputs of `solve` have the same answer: a hard-coded result"),
        (
            DOUBLED.replace("2 * x", "0 * x[: int(x[0] > 0) + 1]"),
            "sheet.yaml, line 5: zeros in the right shape would earn the marks of `solve`",
        ),
        (DOUBLED.replace("2 * x", "x / 0 * 0"), "reference/sheet.py, line 3: `solve` gives NaN (on input 1 of `solve_inputs`)"),
        (
            DOUBLED.replace("2 * x", "object()"),
            "reference/sheet.py, line 3: what `solve` gives on input 1 of `solve_inputs` cannot be sent",
        ),
        (DOUBLED.replace("range(3)", "()"), "reference/sheet.py, line 8: `solve_inputs` yields nothing"),
        (DOUBLED.replace("2 * x", "x[9]"), "reference/sheet.py, line 5: `solve` fails on input 1 of `solve_inputs` (IndexError"),
    ],
)
def test_inputs_that_prove_nothing_are_told(reference, said, course):
    course.sheet("- {same: solve, in: a.py, points: 1}", reference)
    found = course.validate()
    assert found.status == 2
    assert found.remark.startswith(said)


MISTAKEN = '''
def solve_once(x):
    """You forgot to double."""
    return {}


def solve_halved(x):
    """You halved it."""
    return {}
'''


@pytest.mark.parametrize(
    ("once", "halved", "said"),
    [
        ("x", "x / 2", ""),
        (
            "x + x",
            "x / 2",
            "sheet.yaml, line 5: the known mistake `solve_once` is not found as one on the inputs of `solve` but is right (right)",
        ),
        ("x", "x * 1.0", "sheet.yaml, line 5: the known mistake `solve_halved` is taken for another one that gives the same on all inputs"),
        ("x[9]", "x / 2", "reference/sheet.py, line 12: the known mistake `solve_once` fails on the inputs of `solve` (IndexError"),
    ],
)
def test_known_mistakes_of_code_are_found_as_themselves(once, halved, said, course):
    mistakes = MISTAKEN.format(once, halved)
    course.sheet("- {same: solve, in: a.py, points: 1, mistakes: {solve_once: 50%, solve_halved: 20%}}", DOUBLED + mistakes)
    found = course.validate()
    assert found.status == (2 if said else 0)
    assert said == "" or found.remark.startswith(said)


def test_a_line_that_the_reference_itself_would_not_get_is_told(course):
    course.sheet("- {same: solve, in: a.py, dtype: integer, points: 1}", DOUBLED)
    found = course.validate()
    assert found.status == 2
    assert found.remark.startswith("sheet.yaml, line 5: the reference's own `solve` would not be right on input 1 of `solve_inputs` (")


def test_inputs_that_tell_a_slip_are_enough(course):
    course.sheet("- {same: solve, in: a.py, points: 1}", DOUBLED.replace("2 * x", "2 * x if x[0] > 0 else -x"))
    assert course.validate().remarks == []


def test_a_slip_that_no_input_tells_is_open(course):
    course.sheet("- {same: solve, in: a.py, points: 1}", DOUBLED.replace("2 * x", "2 * x if x[0] < 99 else -x").replace("2 *", "2.5 *"))
    found = course.validate()
    assert found.status == 0
    assert "  open   a slip in what code is compared with would be told by some input" in found.out
    said = "reference/sheet.py, line 5: with {} in it, `solve` gives the same on all inputs; an input that tells would be worth having"
    slips = ("no minus sign", "`100` for `99`", "`1` for `0`")
    assert sorted(found.remarks) == sorted(said.format(slip) for slip in slips)


def test_a_slip_in_a_function_that_is_called_is_looked_for_in_all_that_call_it(course):
    helper = "def _least(x, bound):\n    return x if bound > 9 else x + 1\n"
    calling = (
        DOUBLED.replace("2 * x", "_least(x, 5)")
        + "def other(x):\n    return _least(x, 10)\ndef other_inputs(rng):\n    yield rng.normal(size=2)\n"
    )
    course.sheet("- {same: solve, in: a.py, points: 1}", helper + calling)
    assert "reference/sheet.py, line 3: with `10` for `9` in `_least`, `solve` would give the same on all inputs;" in course.validate().out
    course.sheet("- {same: solve, in: a.py, points: 1}\n- {same: other, in: a.py, points: 1}", helper + calling)
    said = [remark.partition(";")[0] for remark in course.validate().remarks]
    assert said == [
        "reference/sheet.py, line 7: with `6` for `5` in it, `solve` gives the same on all inputs",
        "reference/sheet.py, line 14: with `11` for `10` in it, `other` gives the same on all inputs",
    ]


def test_a_slip_that_makes_a_loop_endless_ends_all_the_same(course):
    loop = "x.copy()\n    while len(x) < 9:\n        x = np.append(x, 2)\n    return x"
    course.sheet("- {same: solve, in: a.py, points: 1}", DOUBLED.replace("2 * x", "[]").replace("return []", f"x = {loop}"))
    assert course.validate().remarks == []


def test_inputs_of_all_lines_of_a_function_count_together(course):
    general = "def signed(rng):\n    yield -abs(rng.normal(size=3))\n    yield abs(rng.normal(size=3))\n"
    positive = DOUBLED.replace("2 * x", "abs(x) + x").replace("yield (rng", "yield abs(rng")
    one = "- {same: solve, in: a.py, points: 1}"
    course.sheet(one, positive.replace("abs(x) + x", "-x if x[0] < 0 else x"))
    assert "no minus sign" in " ".join(course.validate().remarks)
    course.sheet(
        f"{one}\n- {{same: solve, name: general, inputs: signed, points: 1}}",
        positive.replace("abs(x) + x", "-x if x[0] < 0 else x") + general,
    )
    assert "no minus sign" not in " ".join(course.validate().remarks)


PREDICATE = '''
def filter(w):
    """A filter: it sums up to 1."""
    return bool(abs(w.sum() - 1) < 1e-6)


def filter_example():
    return np.array([0.5, 0.5])
'''


@pytest.mark.parametrize(
    ("predicate", "said"),
    [
        (PREDICATE, ""),
        (PREDICATE.replace("- 1)", "- 1) - 2"), "reference/sheet.py, line 3: `filter` accepts zeros of shape (2,) (sheet.yaml, line 5)"),
        (
            PREDICATE.replace("w.sum() - 1", "w.max() - w.sum() / w.sum()").replace("0.5, 0.5", "1, 0"),
            "reference/sheet.py, line 3: `filter` accepts ones of shape (2,)",
        ),
    ],
)
def test_a_predicate_that_accepts_anything_is_told(predicate, said, course):
    course.sheet("- {satisfies: filter, points: 1}", predicate)
    found = course.validate()
    assert found.status == (2 if said else 0)
    assert all(said and remark.startswith("reference/sheet.py, line 3: `filter` accepts") for remark in found.remarks)
    assert not said or any(remark.startswith(said) for remark in found.remarks)


NO_EXAMPLE = "sheet.yaml, line 5: nothing shows that `level` accepts anything; write `def level_example():`, which gives a right value"
READ, OF_CODE = "- {satisfies: level, shape: 2, points: 1}", "- {satisfies: level, in: a.py, points: 1}"


@pytest.mark.parametrize(
    ("line", "body", "status", "said"),
    [
        (READ, "return bool(w[0] > 1)", 0, [NO_EXAMPLE]),
        (READ, "bool(w[0] > 1)", 2, ["`level` gives None", NO_EXAMPLE]),
        (READ, "return w > 1", 2, ["`level` gives an array of the shape 2", NO_EXAMPLE]),
        (READ, "return lvel(w)", 2, ["`level`: NameError: name 'lvel' is not defined", NO_EXAMPLE]),
        (READ, "return 1 / 0", 0, [NO_EXAMPLE]),
        (OF_CODE, "return bool(w > 1)", 0, []),  # a number is what it is for, and it fails on all else
        (OF_CODE, "len(w) > 1", 0, ["`level` gives None"]),
        (OF_CODE, "return lvel(w)", 2, ["`level`: NameError: name 'lvel' is not defined"]),
        (OF_CODE, "return w['count'] > 1", 0, []),
    ],
)
def test_a_predicate_that_never_says_yes_or_no_is_told_before_anyone_is_marked(line, body, status, said, course):
    course.sheet(line, f"def level(w):\n    {body}\n")
    found = course.validate()
    assert (found.status, len(found.remarks)) == (status, len(said))
    assert all(part in remark for part, remark in zip(said, found.remarks, strict=True))


def test_a_single_input_of_drawn_numbers_is_nothing_to_write_down_beforehand(course):
    course.sheet("- {same: solve, in: a.py, points: 1}", DOUBLED.replace("range(3)", "range(1)"))
    assert course.validate().status == 0


def test_what_takes_no_arguments_has_one_answer_of_its_nature(course):
    course.sheet("- {same: count, in: a.py, points: 1}", "def count():\n    return 1516\ndef count_inputs(rng):\n    yield ()\n")
    assert course.validate().status == 0


TWO = "a, b = 1.0, 2.0\ndef y_hat(a):\n    return a\ndef y_new(b):\n    return b\n"


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("[ŷ, prediction]", r"[y_new, '\hat{y}']", r"\hat{y}"),
        ("[accuracy of the MLP]", "[MLP accuracy]", "MLP accuracy"),
        ("[MLP accuracy]", "[Genauigkeit MLP]", "Genauigkeit MLP"),
    ],
)
def test_two_names_of_one_task_that_are_spelt_alike_are_told(one, other, shared, course):
    lines = "- {close: y_hat, points: 1}\n- {close: y_new, points: 1}"
    course.sheet(lines, TWO, f"written as:\n  y_hat: {one}\n  y_new: {other}\n")
    found = course.validate()
    assert found.status == 2
    assert found.remark.startswith(f"sheet.yaml, line 9: `y_hat` and `y_new` of task 1 may both be written `{shared}`")


def test_names_of_two_tasks_may_be_spelt_alike(course):
    more = "  2 Step:\n    - {close: y_new, points: 1}\nwritten as:\n  y_hat: [ŷ]\n  y_new: [ŷ]\n"
    course.sheet("- {close: y_hat, points: 1}", TWO, more)
    assert course.validate().status == 0


def test_what_is_wrong_with_one_rubric_keeps_no_other_from_being_proved(course):
    course.sheet("- {close: z, points: 1}", VALUES, name="first")
    course.sheet("- {close: y, points: 1}", VALUES, name="second")
    found = course.validate()
    assert found.status == 2
    assert [line for line in found.out.splitlines() if line[0] != " "] == ["first", "second", "1 rubric of 2 to mend: first"]
    assert course.validate("second").status == course.validate("rubrics/second.yaml").status == 0
