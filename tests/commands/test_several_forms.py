"""`grader grade` on a sheet whose answers have several right forms, read from papers and given by code."""

from programs import CourseFolder

REFERENCE = '''
import numpy as np


def grey(w, rng):
    """Filter w: gives an image of one colour its brightness."""
    image = rng.uniform(size=(3, 4))
    if np.allclose(w[::-1] @ image, [0.25, 0.5, 0.25] @ image) and w[0] != w[2]:
        return grey_backwards
    return np.allclose(w @ image, [0.25, 0.5, 0.25] @ image)


grey_example = np.array([0.25, 0.5, 0.25])


def grey_backwards():
    """You have the colours in the other order."""


def pooling(w, k):
    """Filter: sums a block up to its mean."""
    return np.shape(w) in ((k, k), (1, 1, k, k)) and np.allclose(w, 1 / k**2)


def pooling_inputs(rng):
    yield 2
    yield 3
'''
RUBRIC = """
reference: forms
tasks:
  1 Grey:
    - {satisfies: grey, mistakes: {grey_backwards: 50%}, points: 2}
  2 Pooling:
    - {satisfies: pooling, in: pooling.py, points: 2}
written as:
  grey: [w]
"""
CODE = {"flat": "np.ones((k, k)) / k**2", "deep": "torch.ones(1, 1, k, k) / k**2", "sums": "np.ones((k, k))"}
PAPERS = {"flat": "w = (0.25, 0.5, 0.25)", "deep": "w = [[[0.25]], [[0.5]], [[0.25]]]", "sums": "w = (0.3, 0.4, 0.3)"}


def test_every_form_that_does_the_job_is_right_and_nothing_else(empty_course: CourseFolder):
    empty_course.write("reference/forms.py", REFERENCE)
    empty_course.write("rubrics/forms.yaml", RUBRIC)
    for name, code in CODE.items():
        module = "torch" if "torch" in code else "numpy as np"
        empty_course.write(f"submissions/forms/{name}/pooling.py", f"import {module}\n\ndef pooling(k):\n    return {code}\n")
        empty_course.write(f"submissions/forms/{name}/paper.md", f"# 1 Grey\n\n{PAPERS[name]}\n")
    ended = empty_course.grader("grade")
    assert ended.status == 0, ended.err
    marks = {one["group"]: {mark["name"]: mark for mark in one["marks"]} for one in empty_course.results("forms")["submissions"]}
    told = {group: [(mark["outcome"], mark["points"]) for mark in named.values()] for group, named in marks.items()}
    assert told == {"deep": [("right", 2.0)] * 2, "flat": [("right", 2.0)] * 2, "sums": [("wrong", 0.0)] * 2}
    assert marks["flat"]["grey"]["expected"] == [0.25, 0.5, 0.25]
    assert "gives an image of one colour its brightness" in marks["flat"]["grey"]["rule"]
