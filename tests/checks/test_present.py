"""`present:`: a file that is not the blank form, headings, names and numbers, saved outputs; missing only where that is certain."""

import pytest
from lines_by_hand import Sheet, code, document, notebook, refused, text

from grader.document import Document, Unread
from grader.score import Outcome

FEEDBACK = "{present: feedback.md, name: feedback, at least: 20 words, points: 1, bonus: yes}"
FORM = "# Feedback\n\nTime spent:\n\nDifficulty:\n\nComments:\n"
COMMENTS = (
    "The sheet took us about five hours, most of it went into the backward pass, which the lecture had only touched; the rest was easy."
)


@pytest.mark.parametrize(
    ("file", "content", "outcome", "says"),
    [
        ("feedback.md", FORM + COMMENTS, Outcome.RIGHT, "of your own"),
        ("feedback.md", FORM.replace("Comments:", f"Comments: {COMMENTS}"), Outcome.RIGHT, "of your own"),
        ("feedback.md", COMMENTS, Outcome.RIGHT, "of your own"),
        ("repo-main/feedback.md", COMMENTS, Outcome.RIGHT, "of your own"),
        ("Feedback.md", COMMENTS, Outcome.RIGHT, "(as Feedback.md)"),
        ("feedback.md", FORM, Outcome.MISSING, "blank form"),
        ("feedback.md", FORM.upper().replace("# ", "### ").replace("\n\n", "\r\n\r\n\r\n"), Outcome.MISSING, "blank form"),
        ("feedback.md", "Comments:\n\nDifficulty:\n\nTime spent: \n", Outcome.MISSING, "blank form"),
        ("feedback.md", FORM + "- - - - - - - - - - - - - - - - - - - - - - - -", Outcome.MISSING, "blank form"),
        ("feedback.md", FORM + "all fine", Outcome.WRONG, "2 words"),
        ("feedback.md", "", Outcome.MISSING, ""),
        ("feedback.md", b"\xff\xfe" + COMMENTS.encode("utf-16-le"), Outcome.RIGHT, "of your own"),
        ("feedback.md", COMMENTS.replace("e", "é").encode("latin-1"), Outcome.RIGHT, "of your own"),
        ("notes.md", COMMENTS, Outcome.MISSING, "feedback.md was not handed in"),
        ("old_feedback.md", COMMENTS, Outcome.MISSING, "feedback.md was not handed in"),
        ("feedback.md", b"\0\1\2" * 99, Outcome.REVIEW, "could not be read"),
    ],
)
def test_a_form_counts_by_what_was_added_to_it(tmp_path, file, content, outcome, says):
    found = Sheet(tmp_path, {file: content}, {"feedback.md": FORM}).finding(FEEDBACK)
    assert found.outcome is outcome
    assert says in found.says
    assert found.share == (1.0 if outcome is Outcome.RIGHT else 0.0)


def test_the_fullest_of_several_counts(tmp_path):
    found = Sheet(tmp_path, {"feedback.md": FORM, "new/feedback.md": COMMENTS}, {"feedback.md": FORM}).finding(FEEDBACK)
    assert found.outcome is Outcome.RIGHT


def test_a_file_alone_need_only_be_there(tmp_path):
    line = "{present: '*.pdf', name: paper, points: 1}"
    assert Sheet(tmp_path, {"our paper.PDF": b"%PDF"}).finding(line).outcome is Outcome.RIGHT
    assert Sheet(tmp_path, {"our paper.PDF": b""}).finding(line).outcome is Outcome.MISSING
    assert Sheet(tmp_path, {"paper.odt": b"x"}).finding(line).outcome is Outcome.MISSING


def test_a_form_as_it_was_handed_out_was_not_handed_in(tmp_path):
    line, form = "{present: lib/net.py, name: net, points: 1}", {"lib/net.py": "import torch\n\n\nx = 1\n"}
    assert Sheet(tmp_path, {"lib/net.py": "import torch\r\nx = 1"}, form).finding(line).outcome is Outcome.MISSING
    assert Sheet(tmp_path, {"lib/net.py": "import torch\nx = -1"}, form).finding(line).outcome is Outcome.RIGHT


HEADINGS = "{present: headings, of: [Forward pass, Questions], name: parts, points: 1}"


@pytest.mark.parametrize(
    ("content", "outcome", "share"),
    [
        ("# Forward pass\n\nx\n\n## 2.1 Questions\n\ny\n", Outcome.RIGHT, 1.0),
        ("**Forward Pass:**\n\nx\n\nAufgabe 2: questions\n\ny\n", Outcome.RIGHT, 1.0),
        ("# Forward pass\n\nI had no questions\n", Outcome.MISTAKE, 0.5),
        ("we did the forward pass\n", Outcome.MISSING, 0.0),
    ],
)
def test_headings_stand_on_lines_of_their_own(tmp_path, content, outcome, share):
    found = Sheet(tmp_path, documents=(document("a.md", content),)).finding(HEADINGS)
    assert (found.outcome, found.share) == (outcome, share)


def test_what_may_stand_on_a_page_that_nobody_read_is_not_missing(tmp_path):
    unread = Document("scan.pdf", unread=(Unread("page 1 has no text", 1),), pages=1)
    for line in (HEADINGS, "{present: members, name: who, points: 1}"):
        found = Sheet(tmp_path, documents=(document("a.md", "nothing here"), unread)).finding(line)
        assert found.outcome is Outcome.REVIEW
        assert found.proposed is not None
    assert Sheet(tmp_path, documents=()).finding(HEADINGS).outcome is Outcome.REVIEW


@pytest.mark.parametrize(
    ("content", "line", "outcome"),
    [
        ("Erika Beispiel, 4711082\nMax Probe, 4711083\n\n1.1 Forward", "numbers: 2", Outcome.RIGHT),
        ("Erika Beispiel (Matr.-Nr. 4711082)\n", "numbers: 1", Outcome.RIGHT),
        ("Group 7\n\nErika Beispiel 4711082", "group number: yes", Outcome.RIGHT),
        ("Gruppe: 7, Erika Beispiel 4711082", "group number: yes", Outcome.RIGHT),
        ("Erika Beispiel 4711082", "group number: yes", Outcome.REVIEW),
        ("Erika Beispiel, 4711082\n", "numbers: 2", Outcome.REVIEW),
        ("Erika Beispiel\n\n1.1 The loss is 61.06400 and 61064.5", "numbers: 1", Outcome.MISSING),
        ("nobody\n" * 80 + "the loss is 4711082", "numbers: 1", Outcome.MISSING),
        ("nobody\n\n" * 80 + "Matriculation numbers: 4711082", "numbers: 1", Outcome.RIGHT),
    ],
)
def test_members_are_known_by_their_numbers(tmp_path, content, line, outcome):
    found = Sheet(tmp_path, documents=(document("a.md", content),)).finding(f"{{present: members, name: who, {line}, points: 1}}")
    assert found.outcome is outcome


def test_members_may_be_asked_for_in_one_file(tmp_path):
    documents = (document("notes.md", "Erika Beispiel 4711082"), document("submission.md", "nobody"))
    line = "{present: members, in: submission.md, name: who, points: 1}"
    assert Sheet(tmp_path, documents=documents).finding(line).outcome is Outcome.MISSING


SAVED = "{present: saved outputs, name: outputs_saved, points: 1}"


@pytest.mark.parametrize(
    ("cells", "outcome", "says"),
    [
        ((code("print(1)", "1", count=1), code("x = 1", count=2)), Outcome.RIGHT, "saved with outputs"),
        ((code("print(1)", "1", count=2), code("print(2)", "2", count=1)), Outcome.RIGHT, "not run in their order"),
        ((code("print(1)", count=None), code("x = 1", count=None)), Outcome.MISSING, "0 of 2"),
        ((code("print(1)", "1", count=1), *[code("x", count=None)] * 4), Outcome.WRONG, "1 of 5"),
        ((code("x = 1", count=1), code("", count=None), text("only words")), Outcome.MISSING, "0 have outputs"),
    ],
)
def test_saved_outputs(tmp_path, cells, outcome, says):
    found = Sheet(tmp_path, documents=(document("a.ipynb", notebook(*cells)),)).finding(SAVED)
    assert found.outcome is outcome
    assert says in found.says


def test_a_notebook_that_cannot_be_read_is_nobodys_loss(tmp_path):
    assert Sheet(tmp_path, documents=(document("a.ipynb", b"{"),)).finding(SAVED).outcome is Outcome.REVIEW
    assert Sheet(tmp_path, documents=(document("a.ipynb", b"[" * 100_000),)).finding(SAVED).outcome is Outcome.REVIEW
    assert Sheet(tmp_path).finding(SAVED).outcome is Outcome.MISSING


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{present: heading, name: a, points: 1}", "did you mean `headings`"),
        ("{present: /etc/passwd.md, name: a, points: 1}", "inside a submission"),
        ("{present: ../feedback.md, name: a, points: 1}", "inside a submission"),
        ("{present: feedback.md, points: 1}", "`name:`"),
        ("{present: headings, name: a, points: 1}", "`of:`"),
        ("{present: feedback.md, of: [A], name: a, points: 1}", "`of:` says nothing"),
        ("{present: feedback.md, at least: twenty words, name: a, points: 1}", "20 words"),
        ("{present: feedback.md, at least: 80%, name: a, points: 1}", "words or lines"),
        ("{present: saved outputs, at least: 20 words, name: a, points: 1}", "a share"),
    ],
)
def test_what_is_wrong_with_a_line_is_told_with_its_place(line, says):
    told = refused(line)
    assert says in told
    assert told.startswith("tiny.yaml, line 4:")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{present: calls, in: a.ipynb, name: used, points: 1}", "`present: calls` wants `of:` with the names that must be used"),
        ("{present: calls, of: summary, name: used, points: 1}", "`present: calls` wants `in:` with the notebook"),
        ("{present: protected cells, name: kept, points: 1}", "`present: protected cells` wants `in:` with the notebook"),
        ("{present: protected cells, of: x, in: a.ipynb, name: kept, points: 1}", "`of:` says nothing about"),
    ],
)
def test_cells_of_a_notebook_want_the_notebook(line, says):
    assert says in refused(line)
