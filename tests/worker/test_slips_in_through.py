"""What fails in the rubric's own `through:` is no failure of the group's: the job tells which line of the text it was."""

import numpy as np
import pytest

WORK = """
import numpy as np

def double(x):
    return 2 * x

def pair(x):
    return None

def listed(x):
    return [2 * one for one in x]

def broken(x):
    return x @ np.ones(7)

def summed(function, x):
    return sum(function(one) for one in x)

class Scale:
    def __call__(self, x):
        return x * self.factor

class Plain:
    pass

shift = np.roll
"""

SLIPS = {
    "a misspelt attribute of an array": ("answer = double(x).shap", "through 1"),
    "on another line": ("y = double(x)\nanswer = y.nothing()", "through 2"),
    "an index that is not there": ("answer = double(x)[99]", "through 1"),
    "a library is asked what it cannot": ("import numpy as np\nanswer = np.stack([double(x), np.ones(9)])", "through 2"),
    "too much memory": ("import numpy as np\ny = double(x)\nanswer = np.ones((10**6, 10**6, len(y)))", "through 3"),
    "None where an array was to come": ("answer = pair(x).shape", "through 1"),
    "None that is taken apart": ("first, second = pair(x)\nanswer = first", "through 1"),
    "a list where an array was to come": ("answer = listed(x).mean()", "through 1"),
    "a function of the text's own": ("def half(y):\n    return y.haf\nanswer = half(double(x))", "through 2"),
    "a function of the text's own that theirs calls": ("answer = summed(lambda one: one.real.nothing, x)", "through 1"),
    "a library's function in the place of theirs": ("answer = shift(x, 'one')", "through 1"),
}
THEIRS = {
    "in their line": "answer = broken(x)",
    "in their line, for a function of the text's own": "answer = summed(broken, x)",
    "their attribute, in their line": "answer = Scale()(x)",
    "caught and raised once more": "try:\n    answer = broken(x)\nexcept ValueError as one:\n    found = one\nraise found",
}


@pytest.mark.parametrize("slip", SLIPS)
def test_what_fails_in_the_rubrics_own_text_is_told_with_its_line(job, slip):
    text, hint = SLIPS[slip]
    job.begin({"a.py": WORK})
    reply = job.ask("a.py", through=text, args={"x": np.arange(3.0)})
    assert (reply["is"], reply["hint"]) == ("raised", hint), reply


@pytest.mark.parametrize("way", THEIRS)
def test_what_fails_in_their_lines_stays_theirs(job, way):
    job.begin({"a.py": WORK})
    reply = job.ask("a.py", through=THEIRS[way], args={"x": np.arange(3.0)})
    assert (reply["is"], reply["hint"]) == ("raised", ""), reply
    assert reply["trace"]


@pytest.mark.parametrize(
    ("text", "hint"), [("answer = Plain().weights", "interface"), ("raise NotImplementedError\nanswer = double(x)", "")]
)
def test_other_rules_of_the_job_come_first(job, text, hint):
    job.begin({"a.py": WORK})
    assert job.ask("a.py", through=text, args={"x": np.arange(3.0)})["hint"] == hint
