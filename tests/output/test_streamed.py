"""Pages, results and gradebook from submissions that come one after another: the same bytes as of all at once, and none of them is kept."""

import gc
import json
import weakref
from collections import Counter

import pytest
from code_fixtures import a_code_class
from fixtures import a_class, kept
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.filenames import safe_folder
from grader.records.gradebook import as_csv, csv_rows, stream_gradebook, tasks_of, write_gradebook
from grader.records.results import Results, as_json, stream_blocks, stream_results, submission_text, write_results
from grader.reporting.group_page import NOW
from grader.reporting.isolation import HowRun, in_the_terminal
from grader.reporting.overview import Gathering, overview, overview_of
from grader.reporting.page_files import besides
from grader.reporting.page_html import overview_html
from grader.reporting.page_links import MOST, Most
from grader.reporting.report import Shown, clear_others, group_pages, write_group, write_overview, write_pages
from grader.score import Outcome
from grader.whole import PART, write_pieces

POOL = (*a_class().submissions, *a_code_class().submissions)


def head_of(results):
    """The results without a submission."""
    return results.model_copy(update={"submissions": ()})


def of(*chosen):
    """Results with these submissions of the pool, each time as a group of its own."""
    named = [POOL[at].model_copy(update={"group": f"group-{number} of {POOL[at].group}"}) for number, at in enumerate(chosen, start=1)]
    return a_class().model_copy(update={"submissions": tuple(named)})


some_results = st.builds(lambda chosen: of(*chosen), st.lists(st.integers(0, len(POOL) - 1), max_size=6))
WHOLE = [a_class(), a_code_class(), of(), of(0), of(*range(len(POOL)))]


# The same as of all at once


@pytest.mark.parametrize("results", WHOLE)
def test_pages_of_one_group_after_another_are_those_of_all_at_once(tmp_path, results):
    write_pages(tmp_path / "whole", results, kept=kept)
    folders = [safe_folder(submission.group) for submission in results.submissions]
    gathering = Gathering(head_of(results))
    for submission, beside in zip(iter(results.submissions), besides(folders), strict=True):
        write_group(tmp_path / "streamed", head_of(results), submission, beside, Shown(NOW, kept))
        gathering.add(submission)
    clear_others(tmp_path / "streamed", folders)
    write_overview(tmp_path / "streamed", gathering.overview())
    assert files(tmp_path / "streamed") == files(tmp_path / "whole")


def files(folder):
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@given(some_results)
@settings(max_examples=15, deadline=None)
def test_the_overview_says_what_counting_all_marks_at_once_gives(results):
    page = overview_of(head_of(results), iter(results.submissions))
    marks = [(submission, mark) for submission in results.submissions for mark in submission.marks]
    lines = dict.fromkeys((mark.task, mark.name) for _, mark in marks)
    assert [line.task for line in page.lines] == [task for task, _ in lines]
    for line, key in zip(page.lines, lines, strict=True):
        counted = Counter(mark.outcome for _, mark in marks if (mark.task, mark.name) == key)
        assert dict(line.counts) == {outcome: counted[outcome] for outcome in Outcome}
    waiting = [(mark.task, mark.name) for submission, mark in marks if mark.points is None and submission.state == "marked"]
    assert [line.count for line in page.undecided] == [waiting.count(key) for key in lines if key in waiting]
    assert len(page.flagged) >= sum(len(mark.flags) for _, mark in marks)
    assert [row.group for row in page.groups] == [submission.group for submission in results.submissions]
    assert sum(band.count for band in page.bands) == sum(row.totals.share is not None for row in page.groups)
    assert overview_html(page) == overview_html(overview(results))


@given(some_results)
@settings(max_examples=15, deadline=None)
def test_the_text_of_results_is_the_same_piece_by_piece(results):
    text = as_json(results)
    assert json.loads(text) == results.model_dump(mode="json")
    submissions = [submission_text(submission) for submission in results.submissions]
    assert text.endswith('"submissions": [' + ("\n" + ",\n".join(submissions) + "\n  " if submissions else "") + "]\n}\n")
    assert "".join(csv_rows(tasks_of(results.submissions), iter(results.submissions))) == as_csv(results)


@pytest.mark.parametrize("results", [a_class(), of(), of(0, 0, 3)])
def test_files_are_the_same_piece_by_piece(tmp_path, results):
    write_results(tmp_path / "whole" / "results.json", results)
    write_gradebook(tmp_path / "whole" / "gradebook.csv", results)
    stream_results(tmp_path / "streamed" / "results.json", head_of(results), iter(results.submissions))
    stream_gradebook(tmp_path / "streamed" / "gradebook.csv", tasks_of(results.submissions), iter(results.submissions))
    assert files(tmp_path / "streamed") == files(tmp_path / "whole")
    assert files(tmp_path / "whole")["results.json"] == as_json(results).encode()
    stream_blocks(tmp_path / "streamed" / "results.json", head_of(results), map(submission_text, results.submissions))
    assert files(tmp_path / "streamed") == files(tmp_path / "whole")


def test_a_key_of_another_version_stands_before_the_submissions():
    results = Results.model_validate({**json.loads(as_json(of(3))), "course": "winter", "marks": [{"a": 1}, {"b": 2}]})
    text = as_json(results)
    assert json.loads(text) == results.model_dump(mode="json")
    assert '  "course": "winter",\n  "marks": [\n    {"a": 1},\n    {"b": 2}\n  ],\n  "submissions": [\n' in text


def test_a_group_that_comes_twice_leaves_the_old_results(tmp_path):
    path = tmp_path / "results.json"
    path.write_bytes(b"old")
    with pytest.raises(ValueError, match="stands there twice"):
        stream_results(path, head_of(a_class()), iter([POOL[0], POOL[1], POOL[0]]))
    assert files(tmp_path) == {"results.json": b"old"}


def test_what_the_terminal_says_needs_no_more_than_one_submission_at_a_time():
    found = HowRun(a_code_class().isolation)
    for submission in a_code_class().submissions:
        found.add(submission.marks)
    assert list(found.in_the_terminal()) == list(in_the_terminal(a_code_class()))
    assert list(found.in_the_terminal())


# Nothing is kept


def passing(count, alive):
    """Submissions that nobody else knows; how many of them, and of their marks, are still there when the next one comes."""
    seen = []
    for number in range(count):
        submission = POOL[number % len(POOL)].model_copy(update={"group": f"group-{number}"}, deep=True)
        gc.collect()
        alive.append(sum(one() is not None for one in seen))
        seen += [weakref.ref(part) for part in (submission, *submission.marks)]
        yield submission
        del submission


def all_pages(head, submissions):
    """Both pages of each."""
    for submission in submissions:
        dict(group_pages(head, submission, next(besides(["a"])), Shown()))


HEAD = head_of(a_class())
TAKE = {
    "overview": lambda submissions, _: overview_of(HEAD, submissions),
    "results": lambda submissions, path: stream_results(path, HEAD, submissions),
    "gradebook": lambda submissions, path: stream_gradebook(path, ["1.1", "7"], submissions),
    "pages": lambda submissions, _: all_pages(HEAD, submissions),
}


@pytest.fixture
def looked_through_quickly():
    """What was there before a test is not looked through each time for what is no longer used."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("looked_through_quickly")
@pytest.mark.parametrize("what", TAKE)
def test_no_submission_outlives_the_one_behind_it(tmp_path, what):
    alive = []
    TAKE[what](passing(5, alive), tmp_path / "file")
    in_hand = max(len(submission.marks) for submission in POOL) + 1
    assert len(alive) == 5
    assert max(alive) <= in_hand, "more than the one that is being looked at"


def test_a_list_is_cut_and_counted():
    listed = Most()
    for number in range(MOST + 7):
        listed.add(number)
    assert (listed.first, listed.more) == (list(range(MOST)), 7)


def test_caches_of_pages_are_bounded():
    from grader.reporting import escaping, wording
    from grader.reporting.page_html import _templates

    remembered = [escaping._remembered, wording.points, wording.located, _templates().globals["fixed"]]
    remembered += [_templates().filters[name] for name in ("points", "numbered", "mathml")]
    for number in range(escaping.REMEMBERED + 5):
        escaping.shown(f"text {number}")
    escaping.shown("x" * (escaping.SHORT + 1))
    for cache in remembered:
        found = cache.cache_info()
        assert found.maxsize is not None
        assert found.currsize <= found.maxsize
    assert escaping._remembered.cache_info().currsize == escaping.REMEMBERED


# Pieces of a file


def test_pieces_that_would_not_change_a_file_leave_it_alone(tmp_path):
    path = tmp_path / "in" / "file"
    assert write_pieces(path, [b"one ", b"two"])
    before = path.stat().st_mtime_ns
    assert not write_pieces(path, [b"", b"one t", b"wo"])
    assert path.stat().st_mtime_ns == before
    for others in ([b"one "], [b"one two", b"!"], [b"one twO"], []):
        assert write_pieces(path, others)
        assert path.read_bytes() == b"".join(others)
        assert write_pieces(path, [b"one two"])
    assert [one.name for one in path.parent.iterdir()] == ["file"]


def test_pieces_that_fail_leave_the_old_file_and_nothing_beside_it(tmp_path):
    def pieces():
        yield b"new"
        assert [one.name for one in tmp_path.iterdir() if one.name.startswith(PART)]
        raise OSError(28, "No space left on device")

    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(OSError, match="No space left"):
        write_pieces(path, pieces())
    assert files(tmp_path) == {"file": b"old"}
