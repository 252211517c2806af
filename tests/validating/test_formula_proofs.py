"""What is proved of formulas: before anybody is marked that they fit, and with `grader validate` that points tell slips."""

import pytest

SIZE = '''
def size(H, k, s):
    """Output size."""
    return (H - k) // s + 1


def without_floor(H, k, s):
    """The floor is missing."""
    return (H - k) / s + 1
'''
SYMBOLS = """symbols:
  H: whole 12 to 200
  k: whole 1 to 11
  s: whole 2 to 5
written as:
  size: [O]
"""
LINE = "- {formula: size, shown as: '\\lfloor (H - k)/s \\rfloor + 1', mistakes: {without_floor: 80%}, points: 1}"
WRONG = [
    (
        LINE,
        SYMBOLS.replace("  k: whole 1 to 11\n", ""),
        "is worked out from `k`, which is no symbol of the rubric; say under `symbols:`",
    ),
    (LINE.replace("(H - k)", "(H + k)"), SYMBOLS, "`shown as:` is not what `size` of the reference gives"),
    (LINE.replace("(H - k)", "(H - q)"), SYMBOLS, "`shown as:` cannot be read (`q` is not known)"),
    (LINE, SYMBOLS.replace("s: whole", "s: hole"), "`s` under `symbols:` is no kind of symbol: `hole 2 to 5`; did you mean `whole`?"),
    (LINE, SYMBOLS + "  k: [H]\n", "`H` and `k` are both written as `H` in one formula"),
    ("- {formula: size, at most: 2x, points: 1}", SYMBOLS, "`at most:` wants `shown as:` to compare with"),
    ("- {formula: size, unsimplified: 50%, points: 1}", SYMBOLS, "`unsimplified:` wants `at most:`"),
    (
        "- {formula: size, transposed: 80%, points: 1}",
        SYMBOLS,
        "`transposed:` says nothing here: what `size` of the reference gives is a single",
    ),
    (
        "- {formula: size, indices: i j, points: 1}",
        SYMBOLS,
        "`indices: i j` does not fit: what `size` of the reference gives is a single number",
    ),
    (LINE, SYMBOLS.replace("s: whole 2 to 5", "s: worked out"), "`s` is `worked out` under `symbols:`, but no function of"),
    ("- {formula: size, at most: twice, points: 1}", SYMBOLS, "wants how many times the size of `shown as:`, such as `2x`"),
    ("- {formula: size, indices: i i, points: 1}", SYMBOLS, "wants letters with blanks between them, such as `i j`"),
]


def test_a_formula_whose_points_tell_every_slip_holds(course):
    course.sheet(LINE, SIZE, SYMBOLS)
    found = course.validate()
    assert (found.status, found.remarks) == (0, [])
    assert "each slip in a formula, and each known mistake, is told at some point" in found.out


@pytest.mark.parametrize(("line", "symbols", "said"), WRONG, ids=[said[:40] for _, _, said in WRONG])
def test_what_is_wrong_with_a_formula_is_told_with_its_line(line, symbols, said, course):
    course.sheet(line, SIZE, symbols)
    found = course.validate()
    told = found.out + found.err
    assert found.status == 2
    assert said in " ".join(told.split())
    assert "sheet.yaml, line " in told


def test_a_known_mistake_that_is_none_at_any_point_is_told(course):
    course.sheet(LINE, SIZE.replace("(H - k) / s + 1", "(H - k) // s + 1"), SYMBOLS)
    found = course.validate()
    assert found.status == 2
    assert "the known mistake `without_floor` gives what is right at all points" in found.remark


def test_a_slip_that_no_point_tells_is_told_and_refuses_nothing(course):
    """`k * 1` is `k + 1` with a slip, or `k`; of `k - 0` nobody can tell `k + 0`."""
    course.sheet("- {formula: size, points: 1}", "def size(H, k):\n    return H * k - 0\n", SYMBOLS)
    found = course.validate()
    assert found.status == 0
    assert "with `+` for `-` in it, `size` gives the same at all points" in found.out
