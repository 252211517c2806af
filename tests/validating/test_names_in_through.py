"""A name in `through:` that nothing gives would send every group to a person; it is told before anyone is marked."""

import pytest

REFERENCE = """
def Net(weights, images):
    return weights + 2 * images


def Net_inputs(rng):
    for _ in range(3):
        yield rng.normal(size=4), rng.normal(size=4)


def helper(x):
    return 2 * x


def helper_inputs(rng):
    for _ in range(3):
        yield (rng.normal(size=4),)
"""
WHERE = "sheet.yaml, line 6: `through:` names "
ONLY_SOME = "; import or assign it there, or only groups whose file has it can be marked"
OWN_NAMES = r"""def f(a, *b, c=1, **d):
    return a, b, c, d
try:
    answer = [f(one, len(weights)) for one in Net(images)]
except ValueError as why:
    answer = (lambda z: z)(why)""".replace("\n", r"\n")
TEXTS = {
    "right": ("answer = inject(Net(), weights)(images)", 0, ""),
    "a misspelt argument": ("answer = inject(Net(), weigths)(images)", 2, "`weigths` (its line 1), which is no argument of `Net`"),
    "of two lines": ("net = Net()\\nanswer = net(weights, image)", 2, "`image` (its line 2), which is no argument of `Net`"),
    "a misspelt name of its own": ("net = Net()\\nanswer = nett(weights, images)", 0, "`nett` (its line 2), which is no argument of `Net`"),
    "a library that is not imported": ("answer = np.sum(Net(weights, images))", 0, "`np` (its line 1), which is no argument of `Net`"),
    "a library that is imported": ("import numpy as np\\nanswer = np.sum(Net(weights, images))", 0, ""),
    "another line's function": ("answer = helper(Net(weights, images))", 0, ""),
    "what was handed out": ("answer = Net(weights, images).to(DEVICE)", 0, ""),
    "names of its own, everywhere": (OWN_NAMES, 0, ""),
    "names of anywhere": ("from torch import *\\nanswer = tensor(Net(weights, images))", 0, ""),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_name_that_nothing_gives_is_told(name, course):
    text, status, said = TEXTS[name]
    course.write("starters/sheet/given.py", "DEVICE = 'cpu'\n")
    course.sheet(f'- {{same: helper, in: a.py, points: 1}}\n- {{same: Net, in: a.py, through: "{text}", points: 1}}', REFERENCE)
    found = course.validate()
    assert (found.status, len(found.remarks)) == (status, bool(said)), found.out
    assert not said or found.remark.startswith(WHERE + said)
    assert not said or found.remark.endswith("`?" if status else ONLY_SOME)


def test_a_text_that_a_later_line_takes_over_is_told_once(course):
    first = '{same: Net, in: a.py, through: "answer = Net(weigths, images)", points: 1}'
    course.sheet(f"- {first}\n- {{same: Net, name: again, points: 1}}", REFERENCE)
    assert course.validate().remark.endswith("; did you mean `weights`?")


def test_an_argument_that_is_never_used_is_named_as_what_may_be_meant(course):
    course.sheet('- {same: Net, in: a.py, through: "answer = Net(weights, x)", points: 1}', REFERENCE)
    assert "; is `images` meant, which it never uses? Else import or assign it there, or only" in course.validate().remark


def test_an_input_of_a_predicate_is_an_argument_too(course):
    predicate = "def level(w, size):\n    return bool(np.sum(w) > size)\ndef level_inputs(rng):\n    yield 3,\n"
    line = '- {{satisfies: level, in: a.py, through: "answer = level({})", points: 1}}'
    course.sheet(line.format("size"), predicate)
    assert course.validate().status == 0
    course.sheet(line.format("sise"), predicate)
    assert course.validate().remark.endswith("which is no argument of `level` and no name of the sheet; did you mean `size`?")
