"""A course of sixty small submissions, some with code that runs in the jail, and all that a batch leaves of them."""

import re

from programs import REFERENCE, RIGHT, RUBRIC, SLIP

MANY = 60
CODE = '''

def double(values):
    """Doubled values."""
    return [2 * value for value in values]


def double_inputs(rng):
    """Two lists."""
    yield [1, 20, 300]
    yield [7]
'''
LINES = """  2.1 Lists:
    - {same: double, in: work.py, seconds: 1, points: 1}
"""
PROGRAMS = (
    "def double(values):\n    return [value + value for value in values]\n",
    "def double(values):\n    return values\n",
)
PUBLISHED = (
    *("results.json", "gradebook.csv", "index.html"),
    *(f"groups/{group}/{page}.html" for group in ("right", "slip") for page in ("report", "instructor")),
)
"""What is written of the two groups of a small course."""
SECONDS = re.compile(rb'"seconds": [\d.]+')


def fill(course, many=MANY):
    """Write the sheet and its submissions: every tenth one has a module, the others are papers alone."""
    course.write("reference/step.py", REFERENCE + CODE)
    course.write("rubrics/step.yaml", RUBRIC.replace("points: 8\n", "points: 9\n").replace("written as:", LINES + "written as:"))
    for number in range(many):
        course.write(f"submissions/step/group{number:02}/answers.md", SLIP if number % 3 else RIGHT)
        if number % 10 == 0:
            course.write(f"submissions/step/group{number:02}/work.py", PROGRAMS[number // 10 % 2])
    return course


def lying(place):
    """All that lies in a results folder but the store, which nobody reads; how long something took is no result."""
    files = (file for file in place.rglob("*") if not file.is_dir() and file.name != "store.sqlite")
    return {str(file.relative_to(place)): SECONDS.sub(b"", file.read_bytes()) for file in files}
