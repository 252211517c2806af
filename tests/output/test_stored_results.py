"""results.json submission by submission: the same as all at once, whatever the layout, and the same words for whatever is wrong."""

import json
import os
import random
import weakref
from unittest.mock import patch

import pytest
from fixtures import a_class
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from grader.errors import CommandError
from grader.records import json_extents
from grader.records.results import Results, as_json, first_problem, write_results
from grader.records.stored_results import CHANGED, StoredResults, stored_results

HEAD = {"assignment": "a", "title": "A", "possible": 1, "grader": "0", "rubric_sha256": "", "reference_sha256": "", "isolation": "none"}
MARK = {"task": "1", "name": "y", "check": "close", "label": "Y", "outcome": "right", "points": 1, "possible": 1}


def group(name, **more):
    return {"group": name, "state": "marked", "points": 1, "undecided": 0, "possible": 1, "marks": [MARK]} | more


def whole(path):
    """The results read all at once, or what is wrong with them."""
    try:
        return Results.model_validate_json(path.read_bytes())
    except ValidationError as error:
        return f"{path}: {first_problem(error)}; `grader grade` writes it anew"


def streamed(path, piece=1 << 18):
    """The same, one submission after another, of a file of which so many bytes are held at a time."""
    with patch.object(json_extents, "PIECE", piece):
        try:
            with stored_results(path) as stored:
                submissions = tuple(stored)
                assert tuple(stored) == submissions
                assert tuple(stored[number] for number in range(len(stored))) == submissions
                return stored.head.model_copy(update={"submissions": submissions})
        except CommandError as problem:
            return str(problem)


# The same, whatever the layout

PIECES = st.sampled_from([1, 2, 3, 5, 8, 40, 300, 1 << 18])
TEXTS = st.text(st.sampled_from('a"\\/[]{},:\n\t é\u2028𝄞'), max_size=9)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)
OTHERS = st.dictionaries(TEXTS.map("x".__add__), VALUES, max_size=2)


@st.composite
def layouts(draw):
    """Results in a layout of somebody else's: keys in any order, keys of other versions, spaces anywhere, characters escaped."""
    names = draw(st.lists(TEXTS, unique=True, max_size=4))
    groups = [group(name, marks=[MARK | draw(OTHERS)] * draw(st.integers(0, 2))) | draw(OTHERS) for name in names]
    data = HEAD | draw(OTHERS) | {"submissions": groups}
    keys = draw(st.permutations(list(data)))
    space = st.sampled_from(["", " ", "\n", "\r\n\t  "])
    apart = draw(space) + "," + draw(space), draw(space) + ":" + draw(space)
    return json.dumps({key: data[key] for key in keys}, indent=draw(st.sampled_from([None, None, 0, 1, 4, "\t"])), separators=apart,
                      ensure_ascii=draw(st.booleans()))  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("stored") / "results.json"


@given(layouts(), PIECES)
@settings(max_examples=60)
def test_one_after_another_is_all_at_once(path, text, piece):
    path.write_bytes(text.encode())
    assert isinstance(whole(path), Results)
    assert streamed(path, piece) == whole(path)


@pytest.mark.parametrize("piece", [7, 100, 1 << 18])
def test_our_own_layout(path, piece):
    results = Results.model_validate_json(as_json(a_class()))
    write_results(path, results)
    assert streamed(path, piece) == results


INSERTED = [
    b"",
    b"[",
    b"]",
    b"{",
    b"}",
    b'"',
    b"\\",
    b",",
    b":",
    b"\n",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"1",
    b"nul",
    b"\\ud800",
    b'"a":1,',
]


@given(layouts(), PIECES, st.data())
@settings(max_examples=120)
def test_damage_anywhere_is_told_in_the_same_words(path, text, piece, data):
    raw = text.encode()
    for _ in range(data.draw(st.integers(1, 2))):
        start = data.draw(st.integers(0, len(raw)))
        left_out = data.draw(st.sampled_from([0, 0, 1, 2, 40, len(raw)]))
        raw = raw[:start] + data.draw(st.sampled_from(INSERTED)) + raw[start + left_out :]
    path.write_bytes(raw)
    assert streamed(path, piece) == whole(path)


def own(*groups, **more):
    return json.dumps(HEAD | more | {"submissions": groups})


ONE, TWO = (json.dumps(group(name)) for name in ("one", "two"))
LOST = ONE.replace("one", 'one"')
START = json.dumps(HEAD)[:-1]
DEEP = 300_000
SAID = {
    "nothing": ("", "Invalid JSON: EOF while parsing a value at line 1 column 0"),
    "a list": ("[]", "Input should be an object"),
    "no submissions": (START + "}", None),
    "none at all": (START + ', "submissions": []}', None),
    "null": (START + ', "submissions": null}', "submissions: Input should be a valid array"),
    "an object": (START + ', "submissions": {"a": []}}', "submissions: Input should be a valid array"),
    "numbers": (START + ', "submissions": [1, 2]}', "submissions[0]: Input should be an object"),
    "the second": (own(group("one"), group("two", points="half")), "submissions[1].points: Input should be a valid number"),
    "a mark": (own(group("one"), group("two"), group("three", marks=[MARK | {"points": "half"}])), "submissions[2].marks[0].points: Input"),
    "of the head first": (own(group("one", points="half"), possible="all"), "possible: Input should be a valid number"),
    "damage before all": (own(group("one", points="half")) + "]", "Invalid JSON: trailing characters at line 1 column "),
    "another version": (own(group("one"), schema=2), "schema: Input should be 1"),
    "twice": (own(*map(group, ["b", "one", "two", "one", "b"])), "the group 'b' stands there twice"),
    "twice, and worse": (own(group("b"), group("b"), group("c", points="half")), "submissions[2].points: Input"),
    "the last of two": (START + f', "submissions": [{ONE}], "submissions": [{TWO}]}}', None),
    "the last of two, escaped": (START + f', "submissions": [{ONE}], "submi\\u0073s\\u0069ons": [{TWO}]}}', None),
    "two, the first odd": (START + f', "submissions": [1], "submissions": [{TWO}]}}', None),
    "two, the first null": (START + f', "submissions": null, "submissions": [{TWO}]}}', None),
    "two, the second null": (START + f', "submissions": [{ONE}], "submissions": null}}', "submissions: Input should be a valid array"),
    "two, the first damaged": (START + f', "submissions": [nul], "submissions": [{TWO}]}}', "Invalid JSON: expected ident at line 1"),
    "of another name": (START + f', "submission\\ud800": [{ONE}], "{"s" * 99}": [], "submissions": [{TWO}]}}', "Invalid JSON"),
    "below another key": (START + f', "more": {{"submissions": [{ONE}]}}, "submissions": [{TWO}]}}', None),
    "no comma": (START + f', "submissions": [{ONE} {TWO}]}}', "Invalid JSON: expected `,` or `]` at line 1 column "),
    "a comma too many": (START + f', "submissions": [{ONE},]}}', "Invalid JSON: trailing comma at line 1"),
    "a comma first": (START + f', "submissions": [, {ONE}]}}', "Invalid JSON: expected value at line 1"),
    "another bracket": (START + f', "submissions": [{ONE}}}', "Invalid JSON: expected `,` or `]` at line 1"),
    "cut off": (START + f',\n"submissions": [\n{ONE},\n{TWO[:-20]}', "Invalid JSON: EOF while parsing "),
    "cut off between two": (START + f',\n"submissions": [\n{ONE},\n', "Invalid JSON: EOF while parsing a value at line 4 column 0"),
    "cut off at its end": (START + f',\n"submissions": [\n{ONE}]\n', "Invalid JSON: EOF while parsing an object at line 4 column 0"),
    "a line in a string": (START + f',\n"submissions": [{ONE},\n{{"group": "a\nb"}}]}}', "Invalid JSON: control character"),
    "a line in an escape": (START + f', "\\u00\ne9": 1, "submissions": [{ONE}]}}', "Invalid JSON: invalid escape at line 2 column 0"),
    "a quotation mark lost": (START + f', "submissions": [{LOST}, {TWO}]}}', "Invalid JSON: expected `,` or `}`"),
    "brackets without end": (START + ', "submissions": [' + "[" * DEEP, "Invalid JSON: recursion limit exceeded at line 1"),
    "brackets elsewhere": (START + ', "more": ' + '{"a":' * DEEP, "Invalid JSON: recursion limit exceeded at line 1"),
    "deep": (own(group("one", more=json.loads("[" * 198 + "]" * 198))), None),
    "one deeper": (START + f', "submissions": [{ONE[:-1]}, "more": {"[" * 199}{"]" * 199}}}]}}', "Invalid JSON: recursion limit exceeded"),
    "deep above": (START + f', "more": {"[" * 201}{"]" * 201}, "submissions": [{ONE}]}}', "Invalid JSON: recursion limit exceeded"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), SAID.values(), ids=SAID)
@pytest.mark.parametrize("piece", [11, 1 << 18])
def test_what_is_wrong_is_told_as_of_all_at_once(path, text, said, piece):
    path.write_text(text, encoding="utf-8")
    found = streamed(path, piece if len(text) < DEEP else 1 << 18)
    assert found == whole(path)
    assert "\n" not in str(found)
    assert isinstance(found, Results) if said is None else found.startswith(f"{path}: {said}")


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1"])
def test_other_codings_are_refused_in_the_same_words(path, coding):
    path.write_bytes(own(group("Zoë")).replace("\\u00eb", "ë").encode(coding))
    assert "Invalid JSON" in streamed(path)
    assert streamed(path) == whole(path)


# The file


def test_a_file_that_takes_its_place_is_not_met(tmp_path):
    path = tmp_path / "results.json"
    path.write_text(own(*map(group, "abc")))
    with stored_results(path) as stored:
        (tmp_path / "new").write_text(own(*map(group, "xyz"), title="B"))
        (tmp_path / "new").replace(path)
        assert ([one.group for one in stored], stored.head.title) == (["a", "b", "c"], "A")
    with stored_results(path) as stored:
        assert ([one.group for one in stored], stored.head.title) == (["x", "y", "z"], "B")


@pytest.mark.parametrize("now", ["", own(group("a")), own(*map(group, "xyz")), own(*map(group, "abc")).replace('"group"', '"guild"')])
def test_a_file_that_is_written_over_is_to_be_read_again(tmp_path, now):
    path = tmp_path / "results.json"
    path.write_text(own(*map(group, "abc")))
    os.utime(path, (1, 1))
    with stored_results(path) as stored:
        path.write_text(now)
        with pytest.raises(CommandError) as problem:
            list(stored)
    assert str(problem.value) == f"{path}: {CHANGED}"


def test_what_is_wrong_no_more_when_it_is_looked_at_again_is_to_be_read_again(path):
    class Stricter(BaseModel):
        group: int

    path.write_text(own(group("a")))
    with stored_results(path) as stored, pytest.raises(CommandError, match=CHANGED):
        list(stored.each(Stricter))


# Nothing is kept


def test_no_submission_outlives_the_one_behind_it(path):
    path.write_text(own(*map(group, "abcdef")))
    seen = []
    with stored_results(path) as stored:
        for submission in stored:
            seen.append(weakref.ref(submission))
            assert sum(one() is not None for one in seen) <= 2
    assert len(seen) == 6


def test_no_more_than_a_piece_or_a_submission_is_read_at_a_time(path):
    groups = [group(f"group-{number}", message="a" * random.Random(number).randrange(900)) for number in range(300)]
    path.write_text(own(*groups))
    asked = []

    class Counting:
        def __init__(self, file):
            self._file = file

        def read(self, count):
            asked.append(count)
            return self._file.read(count)

        def __getattr__(self, name):
            return getattr(self._file, name)

    with path.open("rb") as file, patch.object(json_extents, "PIECE", 512):
        stored = StoredResults(path, Counting(file))
        assert sum(1 for _ in stored) == 300
    assert max(asked) < 1500
    assert path.stat().st_size > 100_000
