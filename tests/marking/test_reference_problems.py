"""What is wrong with a reference is told in one line, with file and line, before anyone is marked."""

import pytest

from grader.course import Course
from grader.errors import GraderError, ReferenceFault, RubricError

FAILS = "fails on the sheet's own values"
GOOD = "x = 2.0\ndef y(x):\n    'Twice x.'\n    return 2 * x\ndef z(y):\n    return y + 1\n"
CLOSE = "  1 Steps:\n    - {close: z, points: 1}\n"


def told(sheet_of, reference, tasks=CLOSE):
    """What a course with this reference is refused with."""
    with pytest.raises(GraderError) as caught:
        sheet_of(reference, tasks)
    assert isinstance(caught.value, ReferenceFault | RubricError)
    return str(caught.value)


@pytest.mark.parametrize(
    ("reference", "line"),
    [
        (
            "def y(z):\n    return z\ndef z(y):\n    return y\n",
            "reference/tiny.py, line 1: a circle, z → y → z: none of them can be worked out first; break it",
        ),
        ("def z(z):\n    return z\n", "reference/tiny.py, line 1: a circle, z → z: none of them can be worked out first; break it"),
        (
            GOOD.replace("z(y)", "z(yy)"),
            "reference/tiny.py, line 5: `z` is worked out from `yy`, which is neither a given value nor a function here; did you mean `y`?",
        ),
        (
            GOOD.replace("z(y)", "z(momentum)"),
            (
                "reference/tiny.py, line 5: `z` is worked out from `momentum`, which is neither a given value nor a function here; "
                "define it, give it a value, or write its type alone if the group measures it"
            ),
        ),
        (
            GOOD.replace("return y + 1", "return y(y) + 1"),
            "reference/tiny.py, line 5: `z` calls `y`, but its argument of that name hides the function; call it by another name",
        ),
        (GOOD.replace("def z(y):", "def z(y:"), "reference/tiny.py, line 5: "),
        (GOOD + "raise ValueError('two\\nlines')\n", "reference/tiny.py, line 7: ValueError: two lines"),
        (GOOD + "def f():\n    return 1 / 0\nf()\n", "reference/tiny.py, line 8: ZeroDivisionError: division by zero"),
        (GOOD + "raise SystemExit(3)\n", "reference/tiny.py, line 7: SystemExit: 3"),
        (GOOD + "import nothing_of_the_kind\n", "reference/tiny.py, line 7: ModuleNotFoundError: No module named 'nothing_of_the_kind'"),
        (
            GOOD.replace("return y + 1", "return y / 0"),
            f"reference/tiny.py, line 5: `z` {FAILS} (ZeroDivisionError: float division by zero); mend it before marking",
        ),
        (
            GOOD.replace("return 2 * x", "return 2 * w"),
            "reference/tiny.py, line 5: `z` fails on the sheet's own values (NameError: name 'w' is not defined); mend it before marking",
        ),
        (
            GOOD.replace("return y + 1", "return y * 1e308 * 1e308"),
            "reference/tiny.py, line 5: `z` fails on the sheet's own values (the result is not finite); mend it before marking",
        ),
        (
            GOOD.replace("return y + 1", "return float('nan')"),
            "reference/tiny.py, line 5: `z` fails on the sheet's own values (the result is not finite); mend it before marking",
        ),
        (
            GOOD.replace("return y + 1", "return 'four'"),
            "reference/tiny.py, line 5: `z` fails on the sheet's own values (the result is no number); mend it before marking",
        ),
        (
            GOOD.replace("return y + 1", "return '5'"),
            "reference/tiny.py, line 5: `z` fails on the sheet's own values (the result is no number); mend it before marking",
        ),
        (
            GOOD.replace("return y + 1", "return None"),
            "reference/tiny.py, line 5: `z` fails on the sheet's own values (the result is not finite); mend it before marking",
        ),
        (
            GOOD.replace("return y + 1", "return []"),
            "reference/tiny.py, line 5: `z` fails on the sheet's own values (the result is empty); mend it before marking",
        ),
        (
            GOOD.replace("return y + 1", "return 1j"),
            "reference/tiny.py, line 5: `z` fails on the sheet's own values (the result is no number); mend it before marking",
        ),
        (
            GOOD.replace("return y + 1", "yield y"),
            "reference/tiny.py, line 5: `z` fails on the sheet's own values (the result is no number); mend it before marking",
        ),
        (
            GOOD.replace("return y + 1", "return [[1], [1, 2]]"),
            "reference/tiny.py, line 5: `z` fails on the sheet's own values (the result is no number); mend it before marking",
        ),
        (
            GOOD.replace("z(y)", "z(*y)"),
            "reference/tiny.py, line 5: `z` takes `*y`, which does not say what it is worked out from; name every argument",
        ),
        (
            GOOD.replace("z(y)", "z(y, **more)"),
            "reference/tiny.py, line 5: `z` takes `**more`, which does not say what it is worked out from; name every argument",
        ),
        (
            GOOD.replace("z(y)", "z(y, /)"),
            "reference/tiny.py, line 5: `z` takes arguments before a `/`; delete the `/`, for they are given by name",
        ),
        (
            GOOD.replace("z(y)", "z(y, x=3)"),
            "reference/tiny.py, line 5: `z` has a default for `x`, which this module defines as well; delete the default",
        ),
        (
            GOOD + "z = 3\n",
            "reference/tiny.py, line 7: `z` is a given value and a function (see line 5); give one of them another name",
        ),
        (
            GOOD + "def y(x):\n    return x\n",
            "reference/tiny.py, line 7: `y` is a function twice (see line 2); give one of them another name",
        ),
        (
            GOOD + "y: float\n",
            "reference/tiny.py, line 7: `y` is a given value and a function (see line 2); give one of them another name",
        ),
        (
            "from functools import partial\nx = 2\nz = partial(pow, 2)\n",
            "reference/tiny.py, line 3: `z` is no plain function (it is a partial); write it as `def …`",
        ),
        (
            "from functools import cache\nx = 2\n@cache\ndef z(x):\n    return x\n",
            "reference/tiny.py, line 4: `z` is no plain function (it is a _lru_cache_wrapper); write it as `def …`",
        ),
        ("class z:\n    pass\n", "reference/tiny.py, line 1: `z` is no plain function (it is a class); write it as `def …`"),
        (
            "from statistics import mean as z\n",
            "reference/tiny.py, line 1: `z` was imported from `statistics`; write a function of that name that calls it",
        ),
        (
            "import numpy as np\nw = np.array([1.0, 2.0])\ndef z(w):\n    w -= 1\n    return w\n",
            "reference/tiny.py, line 3: `z` fails on the sheet's own values (ValueError: ",
        ),
        (
            "import numpy as np\ndef z():\n    return np.random.default_rng().normal()\n",
            "reference/tiny.py, line 2: `z` gives another value each time it is asked; seed what is random",
        ),
        ("x: float\n", "tiny.yaml, line 4: `z` is no function of the reference `tiny`; write it there"),
        (
            "z: float\n",
            (
                "tiny.yaml, line 4: `z` is measured by each group, so nothing is to be close to; "
                "write `between:` for it, or a function of what it follows from"
            ),
        ),
    ],
)
def test_a_problem_is_one_line_with_its_place(reference, line, sheet_of):
    said = told(sheet_of, reference)
    assert said == line or (line.endswith((": ", "(ValueError: ")) and said.startswith(line) and "\n" not in said)


def test_all_problems_of_the_graph_are_told_at_once_and_each_once(sheet_of):
    reference = "def a(p):\n    return p\ndef b(a, q):\n    return a\ndef z(a, b):\n    return a\n"
    said = told(sheet_of, reference, "  1 Steps:\n    - {close: z, points: 1}\n    - {close: b, points: 1}\n").splitlines()
    assert [line.split(": ")[0] for line in said] == ["reference/tiny.py, line 1", "reference/tiny.py, line 3"]


def test_a_long_ladder_of_arguments_is_checked_in_no_time(sheet_of):
    """Two ways at every step are 2⁶⁰ paths and only 120 functions."""
    rungs = "".join(f"def l{n}(l{n - 1}, r{n - 1}):\n    return 1.0\ndef r{n}(l{n - 1}, r{n - 1}):\n    return 1.0\n" for n in range(1, 60))
    sheet_of(f"l0, r0 = 1.0, 1.0\n{rungs}def z(l59, r59):\n    return 1.0\n", CLOSE)


def test_what_no_line_asks_for_is_nobodys_business(sheet_of):
    helpers = "def anything(*parts, **more):\n    return parts\ndef z_inputs(rng):\n    yield rng\nclass Layer:\n    pass\n"
    assert sheet_of(GOOD + helpers, CLOSE).outcomes("z", z="5") == "right"


def test_a_default_is_a_setting_of_the_function_and_no_answer(sheet_of):
    assert sheet_of(GOOD.replace("z(y)", "z(y, offset=1)").replace("y + 1", "y + offset"), CLOSE).outcomes("z", z="5") == "right"
    assert sheet_of(GOOD.replace("z(y)", "z(*, y)"), CLOSE).outcomes("z", z="5") == "right"


def test_a_mistake_that_gives_the_truth_is_refused_and_both_are_named(sheet_of):
    reference = GOOD + "def z_twice(x):\n    'You doubled twice.'\n    return 2.5 * x\n"
    said = told(sheet_of, reference, "  1 Steps:\n    - {close: z, points: 1, mistakes: {z_twice: 50%}}\n")
    assert said == (
        "reference/tiny.py, line 7: the known mistake `z_twice` gives on this sheet what `z` gives, "
        "within the tolerance of tiny.yaml, line 4; take one of them out"
    )


@pytest.mark.parametrize(("setting", "refused"), [("within: 5%", True), ("within: 0.1", False), ("digits: 3", False)])
def test_a_mistake_within_a_chosen_tolerance_is_refused(setting, refused, sheet_of):
    reference = GOOD + "def z_off(x):\n    'Off.'\n    return 5.2\n"
    tasks = f"  1 Steps:\n    - {{close: z, points: 1, {setting}, mistakes: {{z_off: 50%}}}}\n"
    if refused:
        assert "`z_off` gives on this sheet what `z` gives" in told(sheet_of, reference, tasks)
    else:
        assert sheet_of(reference, tasks).outcomes("z", z="5.2") == "mistake"


def test_a_mistake_of_another_shape_is_one(sheet_of):
    reference = "import numpy as np\nx = np.array([12.0, 16.0])\ndef z(x):\n    return np.sum(x)\n"
    reference += "def z_unsummed(x):\n    'Not summed.'\n    return x\n"
    sheet = sheet_of(reference, "  1 Steps:\n    - {close: z, points: 1, mistakes: {z_unsummed: 50%}}\n")
    assert sheet.outcomes("z", z="12, 16") == "mistake"


def test_a_missing_module_wishes_for_one_that_is_there(tmp_path):
    for folder in ("reference", "rubrics"):
        (tmp_path / folder).mkdir()
    (tmp_path / "reference" / "tiny_step.py").write_text(GOOD, encoding="utf-8")
    rubric = tmp_path / "rubrics" / "tiny.yaml"
    for name, said in (
        ("tiny_stp", "reference/tiny_stp.py: there is no such reference module; did you mean `tiny_step`?"),
        ("other", "reference/other.py: there is no such reference module; write it, or mend `reference:` in the rubric"),
        (
            "../rubrics/tiny",
            "tiny.yaml, line 1: `reference:` wants the name of a reference module without folder and ending, not `../rubrics/tiny`",
        ),
        (
            "/etc/hostname",
            "tiny.yaml, line 1: `reference:` wants the name of a reference module without folder and ending, not `/etc/hostname`",
        ),
        (
            "tiny_step.py",
            "tiny.yaml, line 1: `reference:` wants the name of a reference module without folder and ending, not `tiny_step.py`",
        ),
    ):
        rubric.write_text(f"reference: {name}\ntasks:\n{CLOSE}", encoding="utf-8")
        with pytest.raises(GraderError) as caught:
            Course(tmp_path).load("tiny")
        assert str(caught.value) == said


def test_a_module_that_cannot_be_read_says_why(tmp_path):
    for folder in ("reference/tiny.py", "rubrics"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "rubrics" / "tiny.yaml").write_text(f"reference: tiny\ntasks:\n{CLOSE}", encoding="utf-8")
    with pytest.raises(ReferenceFault) as caught:
        Course(tmp_path).load("tiny")
    assert str(caught.value) == "reference/tiny.py: cannot be read (Is a directory); make it a file that can be"


@pytest.mark.parametrize(
    ("docstring", "label"),
    [
        ("'Prediction ŷ: a cross-correlation.'", "Prediction ŷ"),
        ("'Loss after the step.'", "Loss after the step"),
        ("'''\n    Weights: w.\n\n    More: words.\n    '''", "Weights"),
        ("''", "z"),
        ("': odd'", "z"),
    ],
)
def test_a_label_is_the_first_line_up_to_a_colon(docstring, label, sheet_of):
    reference = GOOD.replace("return y + 1", f"{docstring}\n    return y + 1")
    assert sheet_of(reference, CLOSE).assignment.reference.label("z") == label
