"""What an author can get wrong about code: in the rubric, and in the functions of the reference that yield inputs."""

import pytest

from grader.errors import ReferenceFault, RubricError
from grader.plan import Plan, problems
from grader.references.course_module import load_reference
from grader.rubric import check_names, read_rubric

HEAD = "reference: tiny\ntasks:\n  1 A:\n    - "  # the line itself is line 4

LINES = [
    ("{smae: f, points: 1}", "`smae:` is no kind of check; did you mean `same`?"),
    ("{same: f, inn: a.py, points: 1}", "`inn` is not a setting of `same:` here; did you mean `in`?"),
    ("{same: f, in: lib/, points: 1}", "`in:` wants a path inside a submission, such as `lib/layers.py`, not `lib/`"),
    ("{same: f, in: lib, points: 1}", "`in:` wants a .py file or a notebook, not `lib`"),
    ("{same: f, in: ../a.py, points: 1}", "`in:` wants a path inside a submission, such as `lib/layers.py`, not `../a.py`"),
    ("{same: f, in: /a.py, points: 1}", "`in:` wants a path inside a submission, such as `lib/layers.py`, not `/a.py`"),
    ("{same: f, seconds: -1, points: 1}", "`seconds:` wants seconds, above 0 and at most 3600, not `-1`"),
    ("{same: f, seconds: 5s, points: 1}", "`seconds:` wants a number, not `5s`"),
    (
        "{same: f, shape: foo, points: 1}",
        "`shape:` wants `exact` or `squeeze` or `row or column` or `ravel` or `transposed`, not `foo`",
    ),
    ("{same: f, dtype: float, points: 1}", "`dtype:` wants `any` or `integer` or `same`, not `float`"),
    ("{same: f, nan: yes, points: 1}", "`nan:` wants `equal` or `different`, not `yes`"),
    (
        "{same: f, calls: [Net.forward], points: 1}",
        "`calls:` wants names of functions or classes, not `Net.forward`; `through:` says how a method is called",
    ),
    ("{same: f, through: answer = = 1, points: 1}", "`through:` is no Python (its line 1): invalid syntax"),
    ('{same: f, through: "return f(a, b)", points: 1}', "`through:` is no Python (its line 1): 'return' outside function"),
    ('{same: f, through: "answer = yield f(a, b)", points: 1}', "`through:` is no Python (its line 1): 'yield' outside function"),
    (
        '{same: f, through: "def answers(): answer = f(a, b)", points: 1}',
        "`through:` leaves no `answer`; its last line may be `answer = …`",
    ),
    ('{same: f, through: "answer: f(a, b)", points: 1}', "`through:` leaves no `answer`; its last line may be `answer = …`"),
    ('{same: f, through: "f([answer for answer in a])", points: 1}', "`through:` leaves no `answer`; its last line may be `answer = …`"),
    ('{same: f, through: "f(a, b)", points: 1}', "`through:` leaves no `answer`; its last line may be `answer = …`"),
    (
        '{same: f, through: "answer = F(a, b)", points: 1}',
        "`through:` does not use `f`, which stands there for the group's own: the first of `calls:`, or else what stands behind `same:`",
    ),
    (
        '{same: f, calls: [G, F], through: "answer = F(a, b)", points: 1}',
        "`through:` does not use `G`, which stands there for the group's own: the first of `calls:`, or else what stands behind `same:`",
    ),
    ("{pytest: test_a, points: 1}", "`pytest:` wants a pytest file of the course, such as `test_layers.py`, not `test_a`"),
    ("{pytest: a.py, points by: half, points: 1}", "`points by:` wants `share` or `all`, not `half`"),
    (
        "{pytest: a.py, self-check: yes, points: 1}",
        "`self-check:` may not be `yes` for `pytest:`: what a test expects would stand in its message; leave it out",
    ),
    ("{style: flake8, name: s, points: 1}", "`style:` wants `pycodestyle` or `ruff`, not `flake8`"),
    ("{style: ruff, name: s, in: lib, points: 1}", "`in:` wants Python files such as `lib/*.py`, not `lib`"),
    ("{style: ruff, name: s, rules: [e501], points: 1}", "`rules:` wants codes such as `E`, `W6` or `F401`, not `e501`"),
    (
        "{style: pycodestyle, name: s, rules: [F401], points: 1}",
        "`rules:` has `F401`, but the codes of pycodestyle begin with `E` or `W`",
    ),
    ("{present: headings, name: s, points: 1}", "`present: headings` wants `of:` with the headings that must be there"),
    ("{present: a.md, name: s, at least: 20, points: 1}", "`at least:` wants a number of words or lines, such as `20 words`, not `20`"),
    ("{same: g, points: 1}", "`g` is no function of the reference `tiny`; write it there"),
    ("{same: f, mistakes: {g: 50%}, points: 1}", "`g` is no function of the reference `tiny`; write it there"),
    (
        "{same: f, mistakes: {f_inputs: 50%}, unless: {f_input: [view(]}, points: 1}",
        "`unless:` names `f_input`, which is none of `mistakes:`; did you mean `f_inputs`?",
    ),
    (
        "{same: f, mistakes: {f_inputs: 50%}, unless: [view(], points: 1}",
        "`unless:` wants known mistakes, each with a list of texts, such as `{loss_broadcast: [squeeze(, view(-1)]}`",
    ),
    ("{prints: g, points: 1}", "`g` is no function of the reference `tiny`; write it there"),
]

REFERENCE = "import numpy as np\n\n\ndef f(a, b):\n    return a + b\n\n\ndef f_inputs(rng):\n    yield 1.0, 2.0\n    yield 3.0, 4.0\n"

REFERENCES = [
    (
        "f_inputs(",
        "g_inputs(",
        4,
        "nothing yields inputs for `f`: `f_inputs` is no function of the reference; write `def f_inputs(rng): yield …`",
    ),
    ("(rng)", "()", 8, "`f_inputs` takes 0 arguments; it is given one, a numpy generator: `def f_inputs(rng):`"),
    ("(a, b)", "(*a)", 4, "`f` takes `*a`; name its arguments"),
    ("yield 3.0, 4.0", "yield 3.0", 8, "`f_inputs` yields a float (input 2), where all arguments of `f` are wanted: write `yield a, b`"),
    ("yield 3.0, 4.0", "yield 3.0, 4.0, 5.0", 8, "`f_inputs` yields 3 arguments (input 2), but `f` takes 2: write `yield a, b`"),
    ("yield 3.0, 4.0", "raise ValueError('no\\nluck')", 10, "`f_inputs` fails on a seeded generator (ValueError: no luck)"),
    (
        "    yield 1.0, 2.0\n",
        "    import numpy\n    yield numpy.random.default_rng().random(), 2.0\n",
        8,
        "`f_inputs` yields other inputs each time it is asked; draw them from its `rng` alone",
    ),
    ("yield 3.0, 4.0", "while True: yield 3.0, 4.0", 8, "`f_inputs` yields more than 100 inputs; fewer say as much"),
    ("yield 3.0, 4.0", "yield 3.0, print", 8, "input 2 of `f_inputs` cannot be sent to a group's code: "),
    ("    yield 1.0, 2.0\n    yield 3.0, 4.0", "    return []", 8, "`f_inputs` yields nothing; it wants at least one `yield a, b`"),
    ("    yield 1.0, 2.0\n    yield 3.0, 4.0", "    return None", 8, "`f_inputs` gives nothing; it wants at least one `yield a, b`"),
    ("    yield 1.0, 2.0\n    yield 3.0, 4.0", "    return 5", 8, "`f_inputs` gives a single int; it wants at least one `yield a, b`"),
    ("return a + b", "return a / (b - 4)", 5, "`f` fails on input 2 of `f_inputs` (ZeroDivisionError: float division by zero)"),
    (
        "return a + b",
        "a + b",
        4,
        "`f` gives None (on input 1 of `f_inputs`), which stands for an answer that was not attempted; does it lack its",
    ),
    (
        "return a + b",
        "return [a, b * np.nan]",
        4,
        "`f` gives NaN (on input 1 of `f_inputs`), which equals nothing; mend it, or say `nan: equal`",
    ),
    ("return a + b", "return {a, b}", 4, "what `f` gives on input 1 of `f_inputs` cannot be sent to a group's code: a value of type set"),
    ("def f(a, b):", "class f:\n  def g(a, b):", 4, "`f` is no plain function (it is a class); write it as `def …`"),
]


@pytest.mark.parametrize(("line", "message"), LINES)
def test_a_line_about_code_that_is_wrong_says_how_to_mend_it(line, message):
    with pytest.raises(RubricError) as problem:
        check_names(read_rubric(f"{HEAD}{line}\n".encode(), "ex.yaml"), {"f", "f_inputs"})
    assert problem.value.problems == (f"ex.yaml, line 4: {message}",)


def told(folder, source: str, more: str = "") -> str:
    """What is wrong with a reference whose `f` a group's is compared with."""
    folder = folder / "reference"
    folder.mkdir()
    (folder / "tiny.py").write_text(source, encoding="utf-8")
    rubric, reference = read_rubric(f"{HEAD}{{same: f, points: 1{more}}}\n".encode(), "ex.yaml"), load_reference(folder / "tiny.py")
    if found := list(problems(rubric, reference)):
        return "\n".join(found)
    try:
        Plan(rubric, reference).work_out()
    except ReferenceFault as problem:
        return str(problem)
    return ""


@pytest.mark.parametrize(("old", "new", "line", "message"), REFERENCES)
def test_a_function_of_the_reference_that_cannot_be_asked_says_how_to_mend_it(tmp_path, old, new, line, message):
    assert old in REFERENCE
    assert told(tmp_path, REFERENCE.replace(old, new)).startswith(f"reference/tiny.py, line {line}: {message}")


def test_a_known_mistake_with_other_arguments_says_which_are_wanted(tmp_path):
    source = REFERENCE + "\n\ndef g(a, c):\n    return a\n"
    said = "reference/tiny.py, line 13: the known mistake `g` wants the arguments of `f` (a, b), by these names"
    assert told(tmp_path, source, ", mistakes: {g: 50%}") == said


def test_what_is_right_is_not_refused(tmp_path):
    assert told(tmp_path, REFERENCE) == ""


def test_nan_may_be_an_answer_where_the_rubric_says_so(tmp_path):
    assert told(tmp_path, REFERENCE.replace("return a + b", "return [a, b * np.nan]"), ", nan: equal") == ""


def test_a_line_that_takes_its_names_from_an_earlier_one_is_judged_with_them():
    first = "{same: f, calls: Net, through: answer = Net(a), points: 1}"
    again = "{same: f, name: g, through: 'answer = Net(b)', points: 1}"
    assert len(read_rubric(f"{HEAD}{first}\n    - {again}\n".encode(), "ex.yaml").lines) == 2


def test_unmarked_files_of_a_starter_in_which_answers_are_looked_for_are_the_groups(tmp_path):
    (tmp_path / "tiny.py").write_text(REFERENCE, encoding="utf-8")
    starter = {"lib/a.py": b"x = 1\n", "b.py": b"def f(a, b):\n    ...\n", "c.py": b"def ff():\n    ...\n", "d.py": b"f = None\n"}
    for line, files in (("{same: f, in: lib/a.py, points: 1}", ("lib/a.py",)), ("{same: f, points: 1}", ("b.py",))):
        plan = Plan(read_rubric(f"{HEAD}{line}\n".encode(), "ex.yaml"), load_reference(tmp_path / "tiny.py"), starter)
        assert plan.asked_files == files
