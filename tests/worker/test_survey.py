"""What is told of a group's code before any of it runs."""

import ast
import json
import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.worker.bodies import definitions, state_of
from grader.worker.source import MOST_BYTES, read_code
from grader.worker.survey import shapes, survey

BODIES = [
    ("pass", "empty"),
    ('"""Only this."""', "empty"),
    ('"""This."""\n    pass', "empty"),
    ("...", "ellipsis"),
    ("return ...", "ellipsis"),
    ("raise NotImplementedError", "not implemented"),
    ('raise NotImplementedError("do it")', "not implemented"),
    ('"""This."""\n    out = None\n    raise NotImplementedError()', "not implemented"),
    ("return", "none"),
    ("return None", "none"),
    ("out = None\n    return out", "none"),
    ("dx, dw = None, None\n    return dx, dw", "written"),
    ("dx = None\n    dw = None\n    return dx, dw", "none"),
    ("return x", "written"),
    ("x = None\n    return y", "written"),
    ("print(x)", "written"),
    ("y = x + 1\n    raise NotImplementedError", "written"),
    ("raise ValueError", "written"),
    ("return 0", "written"),
]


@pytest.mark.parametrize(("body", "state"), BODIES)
def test_the_state_of_a_body(body, state):
    node = ast.parse(f"def f(x):\n    {body}\n").body[0]
    assert isinstance(node, ast.FunctionDef)
    assert state_of(node) == state


HANDED_OUT = '''
class Conv2d(Module):
    """A layer."""

    def __init__(self, n):
        self.n = n

    def forward(self, x):
        """Forward."""
        # START TODO
        n = x.shape[0]
        raise NotImplementedError
        # END TODO

    def backward(self, g):
        return g
'''


@pytest.mark.parametrize(
    ("old", "new", "forward", "whole"),
    [
        ("", "", "untouched", "untouched"),
        ('"""Forward."""', '"""Something else, and a comment."""  # here', "untouched", "untouched"),
        ("def forward(self, x):", "def forward(self, x: int) -> int:", "untouched", "untouched"),
        ("n = x.shape[0]", "n = x.shape[1]", "written", "written"),
        ("raise NotImplementedError", "return n", "written", "written"),
        ("return g", "return -g", "untouched", "written"),
    ],
)
def test_untouched_means_as_it_was_handed_out(old, new, forward, whole):
    starter = shapes(read_code("lib/c.py", HANDED_OUT.encode()))
    found = definitions(read_code("c.py", HANDED_OUT.replace(old, new).encode()).statements, starter)
    assert (found["Conv2d.forward"].state, found["Conv2d"].state) == (forward, whole)


def test_a_class_whose_methods_are_all_empty_is_empty_itself():
    source = (
        "class A:\n    def __init__(self):\n        super().__init__()\n    def forward(self, x):\n"
        "        raise NotImplementedError\nclass B(A):\n    pass\nclass C:\n    ...\n"
    )
    found = definitions(ast.parse(source).body, {})
    assert [found[name].state for name in "ABC"] == ["not implemented", "written", "empty"]


def test_the_last_definition_of_a_name_counts():
    found = definitions(
        ast.parse("def f():\n    pass\nclass A:\n    def g(self): pass\nclass A:\n    def h(self): pass\ndef f():\n    return 1\n").body, {}
    )
    assert found["f"].state == "written"
    assert set(found) == {"f", "A", "A.h"}


def test_definitions_under_conditions_are_found():
    source = (
        "try:\n    import x\nexcept ImportError:\n    def f():\n        return 1\nif True:\n    class K:\n"
        "        def m(self):\n            return 1\n"
    )
    assert set(definitions(ast.parse(source).body, {})) == {"f", "K", "K.m"}


def told(source, name="a.py"):
    data = source if isinstance(source, bytes) else textwrap.dedent(source).encode()
    return survey({name: read_code(name, data)}, {})[name]


def test_lines_imports_and_names_are_told():
    one = told("""\
        import numpy as np, os.path
        from lib.base import Module
        W, (b, c) = 1, (2, 3)

        @decorated
        def f(x):
            import late
            y = 1
            return x
        """)
    assert one["definitions"]["f"]["line"] == 5, "its text begins there"
    assert one["definitions"]["f"]["source"].startswith("@decorated\ndef f")
    assert one["imports"] == [["numpy", 1], ["os.path", 1], ["lib.base", 2], ["late", 7]]
    assert one["defines"] == ["W", "b", "c"]


BOMBS = {
    "brackets": b"x = " + b"(" * 100_000 + b")" * 100_000,
    "lists": b"x = " + b"[" * 150 + b"]" * 150 + b"\n" + b"y = " + b"[" * 5000,
    "minus": b"x = " + b"-" * 200_000 + b"1",
    "sum": b"x = " + b"1+" * 50_000 + b"1",
    "attributes": b"x = a" + b".a" * 100_000,
    "too long": b"#" * (MOST_BYTES + 1),
    "nul": b"x = 1\0",
    "binary": bytes(range(256)) * 10,
    "strange coding": b"# -*- coding: no-such-thing -*-\nx = 1\n",
    "power": b"x = 9**9**9**9\n",
    "unclosed": b"x = '''\n" * 3001,
    "indents": b"".join(b" " * n + b"if x:\n" for n in range(400)) + b" " * 400 + b"pass",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_source_bomb_is_an_error_or_is_read_but_never_ends_us(name):
    one = told(BOMBS[name])
    assert isinstance(one["error"], str)


def test_a_folded_constant_does_not_work_itself_out():
    assert told(BOMBS["power"])["error"] == ""


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    one = told(text.encode("utf-8", "surrogatepass"))
    assert set(one) == {"error", "python2", "newer", "definitions", "imports", "defines"}


@given(
    st.lists(
        st.sampled_from(["def f():", "    x = 1", "class A:", "'''", "(", ")", "@d", "else:", "%magic", "", "print 3", "  y"]), max_size=12
    )
)
def test_pieces_keep_their_lines(lines):
    code = read_code("a.py", "\n".join(lines).encode())
    for one in code.statements:
        assert 1 <= one.lineno <= len(lines)
        assert code.lines[one.lineno - 1] == lines[one.lineno - 1]


def test_a_large_submission_fits_into_one_answer(job):
    files = {f"m{n}.py": "".join(f"def f{k}(x):\n    return '{'x' * 900}'\n" for k in range(40)) for n in range(60)}
    found = job.begin(files)["files"]
    assert len(found) == 60
    assert sum(len(one["definitions"]) for one in found.values()) == 600


def test_in_a_notebook_a_line_is_counted_within_its_cell():
    sources = ("x = 1\ny = 2", "z = 3\n\n\ndef f():\n    return z")
    cells = [{"cell_type": "code", "source": source, "outputs": [], "metadata": {}} for source in sources]
    code = read_code("a.ipynb", json.dumps({"cells": cells, "nbformat": 4}).encode())
    found = survey({"a.ipynb": code}, {})["a.ipynb"]["definitions"]["f"]
    assert (found["cell"], found["line"]) == (2, 4)


DOUBLE = "\n\ndef double(x):\n    return 2 * x\n"
DEEP = {
    "brackets": ("x = " + "(" * 10_000 + ")" * 10_000, "too many nested parentheses"),
    "definitions": ("".join(" " * depth + f"def f{depth}():\n" for depth in range(1_000)) + " " * 1_000 + "pass", "too many levels"),
    "a long sum": ("def g(a):\n    return a" + " + a" * 900, ""),
    "a long chain": ("def g(a):\n    return a" + ".b()" * 400, ""),
    "many branches": ("if a:\n    pass" + "\nelif a:\n    pass" * 1_000, ""),
    "minus on minus": ("x = " + "-" * 10_000 + "1", "too much or too deeply nested to be read here (MemoryError)"),
    "a sum without end": ("x = a" + " + a" * 10_000, "too much or too deeply nested to be read here (RecursionError)"),
    "a line without end": ("x = '" + "a" * 5_000_000 + "'", "too much code for a file (5,000,040 bytes)"),
    "more than is told": ("".join(f"def f{number}():\n    pass\n" for number in range(700)), "too much is defined"),
    "more names than are told": ("\n".join(f"a{number} = 1" for number in range(900)), "too much is defined"),
    "a class again and again": ("class A:\n    def f(self):\n        pass\n" * 5_000, ""),
}


@pytest.mark.parametrize(("text", "error"), DEEP.values(), ids=DEEP)
def test_what_is_deep_or_long_is_looked_through_quickly_or_said_to_be_not(text, error):
    began = time.process_time()
    code = read_code("code.py", (text + DOUBLE).encode())
    told = survey({"code.py": code}, {"code.py": read_code("code.py", b"def g(a):\n    ...\n\n\ndef double(x):\n    ...\n")})["code.py"]
    assert time.process_time() - began < 1
    assert error in told["error"]
    assert bool(told["error"]) is bool(error)
    if "too m" not in error:
        assert told["definitions"]["double"]["state"] == "written"
