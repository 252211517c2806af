"""Answers with several right forms: what a predicate accepts is right, whatever it looks like, and what it cannot judge is for a person."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from answers_by_hand import HERE, answer
from filters_course import REFERENCE, TASKS, found_in, gave, marked

from grader.answer import Answer, Doubt, NotFound, Printed
from grader.document import Source
from grader.errors import GraderError
from grader.run import Ending, Reason, Reply, Run
from grader.wire.opaque import Opaque

DOWN, ACROSS = [[0, 0, 0], [0, -1, 0], [0, 1, 0]], [[0, 0, 0], [0, -1, 1], [0, 0, 0]]
UP, BACK = [[0, -1, 0], [0, 1, 0], [0, 0, 0]], [[0, 0, 0], [-1, 1, 0], [0, 0, 0]]
RIGHT, SWAPPED, FLIPPED = [DOWN, ACROSS], [ACROSS, DOWN], [UP, BACK]
NEGATED = (-np.array(RIGHT)).tolist()


def tex(matrix):
    return r"\begin{bmatrix} " + r" \\ ".join(" & ".join(map(str, row)) for row in matrix) + r" \end{bmatrix}"


def read_as(value, *doubts, source=Source.MARKDOWN):
    """A value as if it had been read."""

    def nested(part):
        return tuple(map(nested, part)) if isinstance(part, list) else Printed(Fraction(str(part)), Fraction(1), 1)

    return Answer(str(value), nested(value), HERE, source, 0.6 if doubts else 0.95, doubts)


@pytest.fixture
def filters(sheet_of):
    return sheet_of(REFERENCE, TASKS)


def outcome(sheet, name, value, runs=()):
    mark = marked(sheet, {name: value}, runs)[name]
    proposed = mark.finding.proposed
    return f"{mark.finding.outcome.value} {mark.points}" if proposed is None else f"{mark.finding.outcome.value}, {proposed.outcome.value}"


@pytest.mark.parametrize(
    "written",
    [
        "$$w = \\left[ {0}, {1} \\right]$$",
        "$w_1 = {0}$\n\n$w_2 = {1}$",
        "$w_1 = {0}, \\quad w_2 = {1}$",
        "first channel: ${0}$\n\nsecond channel: ${1}$",
        "w = {2}",
        "w = torch.tensor([{3}, {4}])",
        "w = {5}",
    ],
)
@pytest.mark.parametrize(("pair", "points"), [(RIGHT, 2), (SWAPPED, 1), (FLIPPED, 0), (NEGATED, 0)])
def test_a_filter_is_judged_by_what_it_does_in_every_form_it_is_written(written, pair, points, filters):
    one, other = pair
    text = written.replace("{0}", tex(one)).replace("{1}", tex(other)).replace("{2}", str(pair)).replace("{3}", str([one]))
    text = text.replace("{4}", str([other])).replace("{5}", str(pair).replace(" ", ""))
    mark = marked(filters, found_in(filters, f"## Problem 1\n\n{text}\n"))["difference_filter"]
    assert mark.answer is not None, "nothing was found"
    decided = {2: "right", 1: "mistake", 0: "wrong"}[points]
    if mark.finding.outcome.value == "review":  # a doubtful reading is a proposal
        assert mark.finding.proposed.outcome.value == decided
        assert not mark.answer.sure
    else:
        assert (mark.finding.outcome.value, mark.points) == (decided, points)
    assert points != 1 or "You have swapped the two channels." in mark.finding.says


@pytest.mark.parametrize(
    ("value", "comes_to"),
    [
        (RIGHT, "right 2.0"),
        ([[DOWN], [ACROSS]], "right 2.0"),
        ([RIGHT], "right 2.0"),
        (DOWN, "review, wrong"),
        ([DOWN, ACROSS, DOWN], "review, wrong"),
        (np.moveaxis(np.array(RIGHT), 0, 2).tolist(), "review, wrong"),
        ([[0, 0, 0], [0, -1]], "review None"),
        (SWAPPED, "mistake 1.0"),
        (NEGATED, "wrong 0.0"),
    ],
)
def test_a_shape_that_nobody_thought_of_is_for_a_person(value, comes_to, filters):
    assert outcome(filters, "difference_filter", read_as(value)) == comes_to


@pytest.mark.parametrize(
    ("value", "doubts", "comes_to"),
    [
        (NEGATED, (Doubt.PROSE,), "review, wrong"),
        (SWAPPED, (Doubt.NOT_STATED_WHOLE,), "review, mistake"),
        (RIGHT, (Doubt.PROSE,), "right 2.0"),
        (RIGHT, (Doubt.STRUCK_OUT,), "review, right"),
        (RIGHT, (Doubt.CONFLICT,), "review None"),
    ],
)
def test_a_doubtful_reading_is_never_wrong(value, doubts, comes_to, filters):
    assert outcome(filters, "difference_filter", read_as(value, *doubts)) == comes_to


def test_what_was_not_found_is_missing_only_where_that_is_certain(filters):
    assert outcome(filters, "difference_filter", NotFound("nowhere", certain=True)) == "missing 0.0"
    assert outcome(filters, "difference_filter", NotFound("a page is unread")) == "review None"


@pytest.mark.parametrize(
    "text",
    [
        "w = (0.299, 0.587, 0.114)",
        "$w = [ \\begin{matrix} 0.299 \\end{matrix}, \\begin{matrix} 0.587 \\end{matrix}, \\begin{matrix} 0.114 \\end{matrix} ]$",
        "w = [[0.299], [0.587], [0.114]]",
        "w = [[[0.299]], [[0.587]], [[0.114]]]",
        "w = [[[[0.299]], [[0.587]], [[0.114]]]]",
        "w = (0,299; 0,587; 0,114)",
    ],
)
def test_dimensions_of_one_make_no_difference_to_what_is_read(text, filters):
    mark = marked(filters, found_in(filters, f"## Problem 3\n\n{text}\n"))["grey_filter"]
    assert mark.finding.outcome.value == "right"
    wrong = text.replace("587", "578")
    mark = marked(filters, found_in(filters, f"## Problem 3\n\n{wrong}\n"))["grey_filter"]
    assert mark.finding.outcome.value in ("wrong", "review")


def pooling(make):
    """Replies of a group's code for all inputs."""
    return {("2", "pooling_filter"): gave(*(make(channels, k) for channels, k in ((3, 2), (2, 4), (4, 3))))}


def dense(channels, k):
    return np.einsum("oc,ij->ocij", np.eye(channels), np.ones((k, k))) / k**2


@pytest.mark.parametrize(
    ("make", "comes_to", "says"),
    [
        (lambda c, k: np.ones((c, k, k)) / k**2, "right 1.0", "right"),
        (lambda c, k: np.ones((c, 1, k, k), dtype=np.float32) / k**2, "right 1.0", "right"),
        (lambda c, k: (np.ones((c, k, k)) / k**2).tolist(), "right 1.0", "right"),
        (dense, "right 1.0", "right"),
        (lambda c, k: np.ones((c, k, k)) / k, "wrong 0.0", "does not do"),
        (lambda c, k: np.ones((c, c, k, k)) / k**2, "wrong 0.0", "does not do"),
        (lambda *_: np.ones((3, 2, 2)) / 4, "wrong 0.0", "neither the shape"),
        (lambda _, k: np.ones((k, k)) / k**2, "wrong 0.0", "neither the shape"),
        (lambda *_: None, "missing 0.0", "not attempted"),
        (lambda *_: "a text", "wrong 0.0", "neither the shape"),
        (lambda c, k: np.full((c, k, k), 2**8 // k**2, dtype=np.uint8), "wrong 0.0", "does not do"),
        (lambda c, k: np.full((c, k, k), np.nan), "wrong 0.0", "does not do"),
        (lambda *_: Opaque("numpy.ndarray", "it holds objects"), "review, wrong", "a person decides"),
        (lambda *_: [np.ones(2), Opaque("numpy.ndarray", "it holds objects")], "review, wrong", "a person decides"),
        (lambda *_: np.zeros((1001, 1000)), "review, wrong", "cannot tell"),
    ],
)
def test_what_code_gives_is_judged_outside_for_every_input(make, comes_to, says, filters):
    runs = pooling(make)
    assert outcome(filters, "pooling_filter", NotFound(""), runs) == comes_to
    assert says in marked(filters, {}, runs)["pooling_filter"].finding.says


@pytest.mark.parametrize(
    ("value", "comes_to"),
    [
        ((23, 8, (4, 10)), "right 1.0"),
        ([25, 2, [4, 10]], "right 1.0"),
        ((23, 1, (4, 10)), "wrong 0.0"),
        ((71, 1, (4, 10)), "mistake 0.25"),
        ((23, 8), "review, wrong"),  # the predicate fails on it
        ((23, 8, 10), "review, wrong"),
        (23, "review, wrong"),
        (10**13, "review, wrong"),
    ],
)
def test_facts_of_a_model_are_judged_and_what_the_predicate_fails_on_is_for_a_person(value, comes_to, filters):
    runs = {("4", "light_model"): replace(gave(value), function="Light")}
    assert outcome(filters, "light_model", NotFound(""), runs) == comes_to


def test_a_mistake_counts_only_where_every_input_that_is_not_right_shows_it(filters):
    raised = Run((Reply(Ending.RAISED, says="ValueError: no"),), "pooling.py", 1, "pooling_filter")
    assert outcome(filters, "pooling_filter", NotFound(""), {("2", "pooling_filter"): raised}) == "wrong 0.0"
    lacking = Run((Reply(Ending.NOT_RUN, reason=Reason.NO_FILE, says="no such file"),))
    assert outcome(filters, "pooling_filter", NotFound(""), {("2", "pooling_filter"): lacking}) == "missing 0.0"
    alike = replace(gave((71, 1, (4, 10))), function="Lihgt")
    assert outcome(filters, "light_model", NotFound(""), {("4", "light_model"): alike}) == "review, mistake"


SAYS = [
    ("return w > 3", "right 1.0"),
    ("return np.bool_(w > 3)", "right 1.0"),
    ("return np.array([w > 3])", "right 1.0"),
    ("return 0.25", "mistake 0.25"),
    ("return 0", "wrong 0.0"),
    ("return 'it is too small by far'", "wrong 0.0"),
    ("return 'small'", "mistake 0.5"),
    ("return small", "mistake 0.5"),
    ("return 'tiny'", "review None"),
    ("return None", "review None"),
    ("return float('nan')", "review None"),
    ("return 2", "review None"),
    ("return 10**400", "review None"),
    ("return 10**5000", "review None"),
    ("return np.eye(3) > 0", "review None"),
    ("return level", "review None"),
    ("yield w > 3", "review None"),
    ("return lambda: True", "review None"),
    ("return [w]", "review None"),
    ("return w[7]", "review None"),
    ("return 1 / 0", "review None"),
    ("raise SystemExit", "review None"),
    ("while True: pass", "review None"),
    ("return level(w, rng) > 5", "review None"),
    ("return rng.random() == np.random.default_rng(0).random()", "wrong 0.0"),
]
TINY = "import numpy as np\n\n\ndef level(w, rng):\n    {}\n\n\ndef small():\n    '''Too small.'''\n"


@pytest.mark.parametrize(("body", "comes_to"), SAYS)
def test_a_predicate_says_yes_no_a_share_or_a_mistake_and_anything_else_is_for_a_person(body, comes_to, sheet_of):
    sheet = sheet_of(TINY.format(body), "  1 A:\n    - {satisfies: level, shape: number, mistakes: {small: 50%}, points: 1}\n")
    assert outcome(sheet, "level", answer("7")) == comes_to


def test_a_lone_number_that_is_only_surmised_is_not_confirmed_by_passing(sheet_of):
    sheet = sheet_of(TINY.format("return w > 3"), "  1 A:\n    - {satisfies: level, shape: number, points: 1}\n")
    assert outcome(sheet, "level", answer("7", Doubt.SURMISED)) == "review, right"


FOLLOWING = """
def width():
    '''Width: of the window.'''
    return 4


def window(w, width):
    '''Window: is as long as wide.'''
    return len(w) == width


def share(w, accuracy):
    '''Share: is below the accuracy.'''
    return w < accuracy


accuracy: float
"""
FOLLOWED = """
  1 A:
    - {close: width, points: 1}
    - {satisfies: window, shape: 3 or 4 or 5, points: 1}
    - {between: accuracy, from: 0.5, to: 1, points: 1}
    - {satisfies: share, shape: number, points: 1}
written as:
  accuracy: [accuracy]
"""


@pytest.mark.parametrize(
    ("given", "name", "comes_to"),
    [
        ({"width": "4", "window": "1, 2, 3, 4"}, "window", "right"),
        ({"width": "3", "window": "1, 2, 3"}, "window", "follows"),
        ({"width": "3", "window": "1, 2, 3, 4"}, "window", "right"),
        ({"width": "3", "window": "1, 2, 3, 4, 5"}, "window", "wrong"),
        ({"width": answer("3", Doubt.PROSE), "window": "1, 2, 3, 4, 5"}, "window", "review"),
        ({"accuracy": "0.9", "share": "0.8"}, "share", "follows"),
        ({"accuracy": "0.9", "share": "0.95"}, "share", "wrong"),
        ({"share": "0.8"}, "share", "review"),
    ],
)
def test_what_a_predicate_takes_besides_may_be_the_groups_own(given, name, comes_to, sheet_of):
    assert sheet_of(FOLLOWING, FOLLOWED).outcomes(name, **given) == comes_to


WRONG_COURSES = [
    ("def f():\n    return True\n", "{satisfies: f, shape: 3, points: 1}", "is to judge a value, which is its first argument"),
    ("def f(w, k):\n    return True\n", "{satisfies: f, shape: 3, points: 1}", "takes `k`, which is neither a given value nor a function"),
    ("def f(w):\n    return True\n", "{satisfies: f, points: 1}", "nothing says which shape `f` has"),
    ("def f(w):\n    return True\n", "{satisfies: g, shape: 3, points: 1}", "`g` is no function of the reference"),
    ("def f(w):\n    return True\n", "{satisfies: f, shape: 3, mistakes: {g: 1}, points: 1}", "`g` is no function of the reference"),
    ("def f(w):\n    return True\n", "{satisfies: f, shape: 3 by 3, points: 1}", "wants shapes such as"),
    (
        "def f(w):\n    return w[0] > 1\n\n\nf_example = [1, 2]\n",
        "{satisfies: f, points: 1}",
        "judges what `f_example` gives and must accept it",
    ),
    ("def f(w):\n    return True\n\n\ndef g():\n    return [1]\n", "{satisfies: f, shape: 1, mistakes: {g: 1}, points: 1}", "must see `g`"),
    ("def f(w, k):\n    return True\n", "{satisfies: f, in: a.py, points: 1}", "nothing yields inputs for `f`"),
    ("def f(w):\n    return True\n", "{satisfies: f, in: a.py, inputs: f_inptus, points: 1}", "is no function of the reference"),
    ("def f(w, *k):\n    return True\n", "{satisfies: f, shape: 3, points: 1}", "name every argument"),
    ("f: float\n", "{satisfies: f, shape: 3, points: 1}", "`f` is a value that each group measures, where a function is wanted"),
    (
        "g: float\ndef f(w):\n    return True\n",
        "{satisfies: f, shape: 3, mistakes: {g: 1}, points: 1}",
        "`g` is a value that each group measures, where a function is wanted",
    ),
    (
        "def f(w):\n    return True\n\n\nf_example = [1, 2]\n",
        "{satisfies: f, shape: 3 or 2x2, points: 1}",
        "`shape:` is 3 or 2×2, but `f_example` has the shape 2; mend one of the two",
    ),
    (
        "def f(w):\n    return True\n\n\ndef f_example():\n    return [1, none]\n",
        "{satisfies: f, points: 1}",
        "line 5: `f_example` fails (NameError: name 'none' is not defined); mend it before marking",
    ),
    (
        "def f(w):\n    return True\n\n\ndef f_example(k):\n    return k\n",
        "{satisfies: f, points: 1}",
        "`f_example` is worked out from `k`, which is neither a given value nor a function here",
    ),
    (
        "def f(w):\n    return True\n\n\ndef f_example(g):\n    return g\n\n\ndef g(f_example):\n    return f_example\n",
        "{satisfies: f, points: 1}",
        "a circle, f_example → g → f_example",
    ),
    ("def f(w):\n    w > 1\n\n\nf_example = [1, 2]\n", "{satisfies: f, points: 1}", "gives None, which is neither yes nor no"),
    (
        "def f(w):\n    return w > 0\n\n\nf_example = [[1, 2], [3, 4]]\n",
        "{satisfies: f, points: 1}",
        "gives an array of the shape 2×2, which is neither yes nor no, a share nor a known mistake; does it lack `np.all(…)`?",
    ),
    ("def f(w):\n    return True\n", "{satisfies: f, shape: 3, seconds: 5, points: 1}", "`seconds:` is about code"),
    ("def f(w):\n    return True\n", "{satisfies: f, shape: 3, random: yes, points: 1}", "`random:` is about code"),
]


@pytest.mark.parametrize(("reference", "line", "says"), WRONG_COURSES)
def test_what_is_wrong_with_a_predicate_is_told_before_anyone_is_marked(reference, line, says, sheet_of):
    with pytest.raises(GraderError) as problem:
        sheet_of(reference, f"  1 A:\n    - {line}\n").assignment.plan.work_out()
    assert says in str(problem.value)
    assert len(str(problem.value).splitlines()) == 1
