"""results.json: the contract's shape, replaced whole, and nothing in it that JSON or UTF-8 cannot hold."""

import json
import math
import os
import random
import threading
from dataclasses import replace

import pytest
from fixtures import LINES, a_class, answer, group, right, score
from hypothesis import given
from hypothesis import strategies as st

from grader.document import Document, Unread
from grader.errors import CommandError
from grader.records.recorded import Recorded
from grader.records.recording import LONGEST, in_order, result_of, unmarkable_of
from grader.records.results import AnswerResult, Results, as_json, read_results, write_results
from grader.score import Finding, Mark, Outcome, Proposal, Score, Visibility
from grader.whole import PART, clear_unfinished, write_whole

CONTRACT = """{
  "schema": 1,
  "assignment": "freiburg_ex06", "title": "…", "possible": 16.0,
  "grader": "0.1.0", "rubric_sha256": "…", "reference_sha256": "…", "isolation": "namespaces",
  "submissions": [{
      "group": "group-a", "members": [{"name": "…", "id": "…"}], "state": "marked", "message": "",
      "submitted_at": null, "penalty": 0.0, "points": 7.5, "undecided": 4.0, "possible": 16.0, "seconds": 0.41,
      "marks": [{
          "task": "1.1", "name": "y_hat", "check": "close", "label": "Prediction ŷ",
          "outcome": "right", "points": 0.5, "possible": 0.5, "bonus": false, "visibility": "visible",
          "says": "14, 20", "expected": [14.0, 20.0],
          "answer": {
            "text": "14, 20", "value": [14.0, 20.0],
            "file": "submission.pdf", "page": 1, "box": [72.0, 301.5, 110.2, 330.1], "line": null,
            "source": "text", "confidence": 0.97
          }
      }]
  }]
}"""
"""The example of the contract."""


def one_mark(finding, found=None, *, points=1.0, bonus=False):
    return Score((Mark("1", "loss", "close", "Loss", points, bonus, Visibility.VISIBLE, finding, found),))


def only(submission):
    return Results(
        assignment="a", title="A", possible=1.0, grader="0", rubric_sha256="", reference_sha256="", isolation="none",
        submissions=(submission,) if not isinstance(submission, tuple) else submission,
    )  # fmt: skip


def test_the_example_of_the_contract_is_read_and_written_as_it_stands():
    assert json.loads(as_json(Results.model_validate_json(CONTRACT))) == json.loads(CONTRACT)


def test_the_keys_stand_in_the_contracts_order():
    def keys(data):
        return list(data), list(data["submissions"][0]), list(data["submissions"][0]["marks"][0])

    assert keys(json.loads(as_json(Results.model_validate_json(CONTRACT)))) == keys(json.loads(CONTRACT))


def test_what_was_written_is_what_is_read(tmp_path, results):
    write_results(tmp_path / "results.json", results)
    assert read_results(tmp_path / "results.json") == results
    assert as_json(read_results(tmp_path / "results.json")) == as_json(results)


def test_the_same_results_give_the_same_bytes_in_any_order():
    submissions = list(a_class().submissions)
    random.Random(6).shuffle(submissions)
    assert as_json(a_class().model_copy(update={"submissions": in_order(submissions)})) == as_json(a_class())


def test_keys_of_another_version_survive():
    data = json.loads(CONTRACT)
    data["submissions"][0]["marks"][0]["crop"] = {"of": [1, 2.5, None]}
    data["course"] = "winter"
    assert json.loads(as_json(Results.model_validate(data))) == data


def test_a_number_that_json_cannot_say_becomes_null():
    finding = Finding(Outcome.REVIEW, "", expected=((1.0, math.nan), (math.inf, 2.0)))
    text = as_json(only(result_of(group("a"), one_mark(finding))))
    assert json.loads(text)["submissions"][0]["marks"][0]["expected"] == [[1.0, None], [None, 2.0]]


def test_not_even_a_foreign_key_makes_invalid_json():
    data = json.loads(CONTRACT)
    data["speed"] = {"peak": [math.inf]}
    assert json.loads(as_json(Results.model_validate(data)), parse_constant=pytest.fail)["speed"] == {"peak": [None]}


def test_every_part_has_a_key_that_is_always_there():
    """What says nothing at all would be left out with its key, and read back as if it had never been there."""
    kinds = [Recorded]
    for kind in kinds:
        kinds += kind.__subclasses__()
    assert len(kinds) > 15
    assert [kind.__name__ for kind in kinds[1:] if kind.optional >= set(kind.model_fields)] == []


@pytest.mark.parametrize("share", [math.nan, math.inf])
def test_points_that_are_no_number_are_our_fault_and_undecided(share):
    result = result_of(group("a"), one_mark(Finding(Outcome.RIGHT, "", share)))
    assert (result.marks[0].outcome, result.marks[0].points, result.undecided) == (Outcome.FAULT, None, 1.0)


def test_points_carry_no_binary_noise():
    marks = tuple(one_mark(Finding(Outcome.RIGHT, "", 1.0), points=0.1).marks[0] for _ in range(3))
    text = as_json(only(result_of(group("a"), Score(marks))))
    assert '"points": 0.3,' in text
    assert '"possible": 0.3,' in text


def test_bonus_counts_into_points_and_never_into_possible_or_undecided():
    marks = (
        *one_mark(Finding(Outcome.RIGHT, "", 1.0), bonus=True).marks,
        *one_mark(Finding(Outcome.REVIEW, ""), bonus=True).marks,
        *one_mark(Finding(Outcome.REVIEW, ""), points=2.0).marks,
    )
    result = result_of(group("a"), Score(marks))
    assert (result.points, result.undecided, result.possible) == (1.0, 2.0, 2.0)


def test_a_proposal_says_what_it_would_be_worth():
    finding = Finding(Outcome.REVIEW, "", proposed=Proposal(Outcome.MISTAKE, 0.5))
    result = result_of(group("a"), one_mark(finding, points=3.0))
    assert json.loads(as_json(only(result)))["submissions"][0]["marks"][0]["proposed"] == {"outcome": "mistake", "points": 1.5}


def test_an_unmarkable_submission_has_every_mark_for_review():
    result = unmarkable_of(group("a"), score(), "the archive is damaged")
    assert {mark.outcome for mark in result.marks} == {Outcome.REVIEW}
    assert (result.state, result.message, result.points) == ("unmarkable", "the archive is damaged", 0.0)
    assert result.undecided == result.possible == sum(line.points for line in LINES if not line.bonus)


def test_an_unread_page_stands_there_once():
    document = Document("a.pdf", unread=(Unread("a picture", 2, (0, 0, 1, 1)), Unread("a picture", 2, (5, 5, 9, 9))), notes=("white text",))
    result = result_of(group("a"), score(), [document])
    assert [(unread.file, unread.page, unread.why) for unread in result.unread] == [("a.pdf", 2, "a picture")]
    assert result.remarks == ("a.pdf: white text",)


def test_a_group_named_in_no_encoding_is_written_as_valid_utf8(tmp_path):
    write_results(tmp_path / "r.json", only(result_of(group("gru\udcfcn \ud800"), score())))
    assert (tmp_path / "r.json").read_text(encoding="utf-8", errors="strict")
    assert read_results(tmp_path / "r.json").submissions[0].group == r"gru\xfcn \ud800"


def test_a_group_keeps_its_name_but_for_what_utf_8_cannot_hold():
    assert result_of(group("a\\"), score()).group == "a\\"
    assert result_of(group(r"a\xff"), score()).group == r"a\xff"
    assert result_of(group("a\udcff"), score()).group == r"a\xff"


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_at_all_is_written_and_read_back(text):
    found = answer(text, 1.0, context=text, file=text)
    result = result_of(replace(group(text, (text, text)), notes=(text,)), one_mark(Finding(Outcome.WRONG, text, detail=text), found))
    written = as_json(only(result)).encode("utf-8")
    assert Results.model_validate_json(written) == only(result)


def test_a_text_without_end_is_cut_off():
    found = answer("9" * 10**6, 1.0)
    assert len(result_of(group("a"), one_mark(Finding(Outcome.WRONG, ""), found)).marks[0].answer.text) == LONGEST


def test_a_mark_stands_on_a_line_of_its_own(results):
    lines = [line for line in as_json(results).splitlines() if '"name": "y_hat"' in line]
    assert len(lines) == len(results.submissions)
    assert all(json.loads(line.strip().rstrip(","))["task"] == "1.1" for line in lines)


def test_numbers_and_formulas_are_both_values():
    common = {"text": "", "file": "a", "source": "text", "confidence": 1}
    assert AnswerResult(value="(x + 1)", **common).value == "(x + 1)"
    assert AnswerResult.model_validate({"value": [[1, 2], [3, 4]], **common}).value == ((1.0, 2.0), (3.0, 4.0))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "r.json: there are no results yet; `grader grade` writes them"),
        ("", "Invalid JSON"),
        ('{"schema": 1', "Invalid JSON"),
        (CONTRACT.replace('"schema": 1', '"schema": 2'), "schema: Input should be 1"),
        (CONTRACT.replace('"points": 0.5', '"points": "half"'), "submissions[0].marks[0].points: Input should be a valid number"),
        (CONTRACT.replace('"points": 0.5', '"points": NaN'), "submissions[0].marks[0].points: Input should be a finite number"),
        (CONTRACT.replace('"right"', '"rihgt"'), "submissions[0].marks[0].outcome: Input should be 'right', 'follows'"),
        (CONTRACT.replace("ŷ", r"\ud800"), "Invalid JSON"),
    ],
)
def test_results_that_cannot_be_read_are_told_in_one_line(tmp_path, text, said):
    path = tmp_path / "r.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError) as error:
        read_results(path)
    assert said in str(error.value)
    assert "\n" not in str(error.value)
    assert "grader grade" in str(error.value)


def test_a_folder_in_the_place_of_results_is_told_in_one_line(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        read_results(tmp_path)


def test_a_group_that_stands_there_twice_is_refused():
    result = result_of(group("twin"), score())
    with pytest.raises(ValueError, match="the group 'twin' stands there twice"):
        only((result, result))


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    path = tmp_path / "results.json"
    write_whole(path, b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_reader_never_meets_half_a_file(tmp_path):
    path = tmp_path / "results.json"
    versions = [bytes([65 + number]) * 300_000 for number in range(2)]
    write_whole(path, versions[0])
    stop, seen = threading.Event(), []

    def read():
        while not stop.is_set():
            seen.append(path.read_bytes() in versions)

    reader = threading.Thread(target=read)
    reader.start()
    for round_ in range(40):
        write_whole(path, versions[round_ % 2], durable=False)
    stop.set()
    reader.join()
    assert seen
    assert all(seen)


def test_a_file_that_would_not_change_is_left_alone(tmp_path):
    path = tmp_path / "page.html"
    assert write_whole(path, b"same")
    before = path.stat().st_mtime_ns
    assert not write_whole(path, b"same")
    assert path.stat().st_mtime_ns == before
    assert write_whole(path, b"else")


def test_what_a_killed_run_left_half_written_is_cleared_away(tmp_path):
    (tmp_path / f"{PART}0123").write_bytes(b"half")
    (tmp_path / "results.json").write_bytes(b"whole")
    clear_unfinished(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["results.json"]


def test_the_made_up_class_is_what_it_says():
    assert right(LINES[0])[0].outcome is Outcome.RIGHT
    outcomes = {mark.outcome for submission in a_class().submissions for mark in submission.marks}
    assert outcomes == set(Outcome)
