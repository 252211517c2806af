"""`hand-in:` in a rubric, and how files, archives and notebooks stand before it; a line `present:` of the same says the same."""

import pytest
from lines_by_hand import Sheet, code, document, notebook, rubric_of, text

from grader.document import Document, Unread
from grader.errors import RubricError
from grader.formalities.handed_in import HandedIn, Person
from grader.formalities.seen import Standing
from grader.hand_in import format_of, told_beforehand
from grader.requirements import asked_of
from grader.score import Outcome
from grader.submission import Member, Submission, SubmittedFile

FEEDBACK = "{present: feedback.md, name: feedback, points: 0}"
WHOLE = '{archive: zip, files: ["*.pdf", "*.ipynb"], members on: "*.pdf", group number: yes, outputs saved: yes}'
SEEN, NOT_SEEN, NOT_CERTAIN = Standing.SEEN, Standing.NOT_SEEN, Standing.NOT_CERTAIN


def asked(setting):
    """What `hand-in:` asks for, in words."""
    return [one.asked for one in rubric_of(FEEDBACK, f"hand-in: {setting}\n").hand_in]


def test_a_few_words_say_what_a_submission_must_be():
    assert asked(WHOLE) == [
        "everything in one .zip",
        "a PDF (*.pdf)",
        "the notebooks (*.ipynb)",
        "names and matriculation numbers of all members on a PDF",
        "the group's number on a PDF",
        "notebooks saved with their outputs",
    ]
    assert asked("{archive: .tar.gz, group number: no, outputs saved: no}") == ["everything in one .tar.gz"]
    assert rubric_of(FEEDBACK, "hand-in: {outputs saved: 60%}\n").hand_in[0].line.least == (0.6, "share")
    assert rubric_of(FEEDBACK).hand_in == ()


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("zip", "wants what a submission must be"),
        ("{archiv: zip}", "has no setting `archiv`; did you mean `archive`?"),
        ("{archive: rar}", "wants `archive: zip` or `archive: tar.gz`, not `rar`"),
        ("{files: [pdf]}", "wants a file such as `feedback.md`"),
        ("{files: [../a.pdf]}", "wants a file inside a submission"),
        ("{numbers: 2}", "`numbers:` without `members on:`"),
        ("{group number: perhaps}", "`group number:` wants `yes` or `no`"),
        ("{outputs saved: 130%}", "`outputs saved:` wants a share from 0% to 100%, not `130%`"),
        ("{outputs saved: 0%}", "`outputs saved:` wants a share above 0%, or `no`"),
        ("{outputs saved: 60}", "`outputs saved:` wants `yes`, `no` or a share of the cells such as `60%`, not `60`"),
        ("{files: [headings]}", '`files:` wants a file such as `feedback.md`, or a pattern such as `"*.pdf"`, not `headings`'),
        ("{files: [members]}", "`files:` wants a file such as `feedback.md`"),
        ("{files: [zip]}", "for everything in one archive write `archive: zip`"),
        ("{files: [tar.gz]}", "for everything in one archive write `archive: tar.gz`"),
        ("{members on: paper}", "`members on:` wants a file such as"),
    ],
)
def test_what_is_wrong_with_it_is_told_with_its_line(setting, says):
    with pytest.raises(RubricError) as caught:
        asked(setting)
    assert str(caught.value).startswith("tiny.yaml, line 5: `hand-in:` ")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("at", "slip"), [(1, "archive: rar"), (2, "files: []"), (3, "members on:"), (4, "numbers: two"), (5, "outputs: yes")]
)
def test_of_several_settings_the_wrong_one_is_told_with_its_own_line(at, slip):
    lines = ["archive: zip", "files: [a.md]", "members on: a.md", "numbers: 2", "outputs saved: yes"]
    lines[at - 1] = slip
    with pytest.raises(RubricError) as caught:
        rubric_of(FEEDBACK, "hand-in:\n" + "".join(f"  {line}\n" for line in lines))
    assert str(caught.value).startswith(f"tiny.yaml, line {5 + at}: `hand-in:` ")


@pytest.fixture
def stands(tmp_path):
    """How each part of `hand-in:` stands for some files, by what is asked for."""

    def look(setting, files, *, starter=(), notes=(), **more):
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        handed = tuple(SubmittedFile(name, tmp_path / name) for name in files)
        wanted = rubric_of(FEEDBACK, f"hand-in: {setting}\n").hand_in
        documents = tuple(document(name, content) for name, content in files.items() if not name.endswith(".py"))
        found = format_of(wanted, Submission("g", handed, notes=notes, **more), documents, dict(starter))
        return {one.asked.split(" ")[-1].strip("()"): one for one in found}

    return look


@pytest.mark.parametrize(
    ("packed", "state", "says"),
    [
        ("zip", SEEN, "handed in as a .zip"),
        ("tar.gz", NOT_SEEN, "this is a .tar.gz; hand in a .zip"),
        ("rar", NOT_SEEN, "this is a .rar; hand in a .zip"),
        ("", NOT_SEEN, "this is 2 files (a.md, b.md); pack everything into one .zip and hand that in"),
        (None, NOT_CERTAIN, "it lies here as 2 files (a.md, b.md), and whether it came as a .zip is not known"),
    ],
)
def test_how_it_was_packed(stands, tmp_path, packed, state, says):
    found = stands("{archive: zip}", {"a.md": b"a", "b.md": b"b"}, packed=packed)[".zip"]
    assert found.state is state
    assert says in found.says
    (line,) = [line for _, line in rubric_of("{present: zip, name: packed, points: 1}").lines]
    outcome = line.run(replaced(Sheet(tmp_path).case(line), HandedIn(packed=packed))).outcome
    assert outcome in {SEEN: [Outcome.RIGHT], NOT_SEEN: [Outcome.WRONG, Outcome.MISSING], NOT_CERTAIN: [Outcome.REVIEW]}[state]


def replaced(case, handed):
    from dataclasses import replace

    return replace(case, handed=handed)


PAPER, EMPTY = b"%PDF-1.4 not to be read", notebook(text("nothing"))


@pytest.mark.parametrize(
    ("files", "notes", "state", "says"),
    [
        ({"our paper.PDF": PAPER}, (), SEEN, "handed in"),
        ({"a.md": b"a"}, (), NOT_SEEN, "*.pdf was not handed in"),
        (
            {"a.md": b"a"},
            ("not read: a.docx is a Word document, which is not read; hand in a PDF instead",),
            NOT_SEEN,
            "hand in a PDF instead",
        ),
        ({"a.md": b"a"}, ("not read: a.heic is a HEIC photo, which is not read; hand in a PDF or a .jpg instead",), NOT_SEEN, "a.heic"),
        ({"a.md": b"a"}, ("not read: a.pdf is protected by a password; pack it again",), NOT_CERTAIN, "protected by a password"),
        ({"a.pdf": b""}, (), NOT_SEEN, "a.pdf is empty"),
        ({"sheet.pdf": b"%PDF \0 the sheet"}, (), NOT_SEEN, "as it was handed out"),
        ({"sheet.pdf": b"%PDF \0 the sheet", "a.pdf": b"%PDF"}, (), SEEN, "handed in"),
    ],
)
def test_a_pdf_is_there_or_what_to_do_instead_is_told(stands, files, notes, state, says):
    found = stands('{files: ["*.pdf"]}', files, starter={"sheet.pdf": b"%PDF \0 the sheet"}, notes=notes)["*.pdf"]
    assert found.state is state
    assert says in found.says


@pytest.mark.parametrize(
    ("names", "state", "says"),
    [
        (["conv.ipynb", "loss.ipynb"], SEEN, "handed in"),
        (["Conv.ipynb", "extra.ipynb", "loss.ipynb"], SEEN, "handed in"),
        (["ours.ipynb", "theirs.ipynb"], SEEN, "handed in"),
        (["conv.ipynb"], NOT_CERTAIN, "1 of 2 such files: there is no loss.ipynb"),
        (["all.ipynb"], NOT_CERTAIN, "there is no conv.ipynb and no loss.ipynb"),
        ([], NOT_SEEN, "*.ipynb was not handed in"),
    ],
)
def test_all_notebooks_that_were_handed_out_are_wanted_back(stands, names, state, says):
    starter = {"conv.ipynb": EMPTY, "loss.ipynb": EMPTY + b"\n"}
    found = stands('{files: ["*.ipynb"]}', {"a.md": b"a", **dict.fromkeys(names, notebook(code("x", "1")))}, starter=starter)["*.ipynb"]
    assert found.state is state
    assert says in found.says


@pytest.mark.parametrize(
    ("names", "notes", "doubt"),
    [
        (["conv.ipynb"], (), "look into conv.ipynb: if what belongs in loss.ipynb stands there, nothing is missing"),
        (["both.ipynb"], (), "look into both.ipynb: if what belongs in conv.ipynb, loss.ipynb stands there, nothing is missing"),
        (["conv.ipynb"], ("not read: loss.ipynb is damaged in the archive; pack it again",), "loss.ipynb is damaged in the archive"),
    ],
)
def test_what_may_hold_a_lacking_notebook_is_named_with_what_to_do(stands, names, notes, doubt):
    starter = {"conv.ipynb": EMPTY, "loss.ipynb": EMPTY + b"\n"}
    files = dict.fromkeys(names, notebook(code("x", "1")))
    found = stands('{files: ["*.ipynb"]}', files, starter=starter, notes=notes)["*.ipynb"]
    assert found.state is NOT_CERTAIN
    assert f"; {doubt}" in found.says


RAR = "not read: code.rar is a RAR archive, which is not opened; hand in a .zip instead"
TORN = "not read: code.zip is damaged: it has no list of contents at its end; pack it again, and see that it opens"
LOCKED = "not read: code.zip/net.ipynb is protected by a password; pack it again without one"
PAPER_LOCKED = "not read: title.pdf is protected by a password; pack it again without one"
OTHER_KIND = "not read: code.zip/notes.md is damaged in the archive; pack it again"
WORD = "not read: a.docx is a Word document, which is not read; hand in a PDF instead"


@pytest.mark.parametrize(
    ("line", "more", "notes", "state"),
    [
        ("{present: '*.ipynb', name: n, points: 1}", {}, RAR, NOT_CERTAIN),
        ("{present: '*.ipynb', name: n, points: 1}", {}, TORN, NOT_CERTAIN),
        ("{present: '*.ipynb', name: n, points: 1}", {}, "not read: 7 more", NOT_CERTAIN),
        ("{present: '*.ipynb', name: n, points: 1}", {}, OTHER_KIND, NOT_SEEN),
        ("{present: '*.ipynb', name: n, points: 1}", {}, WORD, NOT_SEEN),
        ("{present: '*.ipynb', name: n, points: 1}", {"net.ipynb.txt": b"{}"}, "", NOT_CERTAIN),
        ("{present: '*.ipynb', name: n, points: 1}", {"net": b"{}"}, "", NOT_CERTAIN),
        ("{present: saved outputs, name: n, points: 1}", {}, RAR, NOT_CERTAIN),
        ("{present: saved outputs, name: n, points: 1}", {}, LOCKED, NOT_CERTAIN),
        ("{present: saved outputs, name: n, points: 1}", {"a.ipynb.json": b"{}"}, "", NOT_CERTAIN),
        ("{present: saved outputs, name: n, points: 1}", {"a.ipynb": notebook(code("x", count=None))}, LOCKED, NOT_SEEN),
        ("{present: saved outputs, name: n, points: 1}", {}, PAPER_LOCKED, NOT_SEEN),
        ("{present: members, name: n, in: '*.md', points: 1}", {}, TORN, NOT_CERTAIN),
        ("{present: members, name: n, in: '*.md', points: 1}", {}, OTHER_KIND, NOT_CERTAIN),
        ("{present: members, name: n, in: '*.md', points: 1}", {}, PAPER_LOCKED, NOT_SEEN),
        ("{present: group number, name: n, in: '*.md', points: 1}", {}, RAR, NOT_CERTAIN),
        ("{present: headings, of: [Loss], name: n, in: '*.md', points: 1}", {}, TORN, NOT_CERTAIN),
        ("{present: headings, of: [Loss], name: n, in: '*.md', points: 1}", {}, "", NOT_SEEN),
        ("{present: calls, of: [Net], name: n, in: task.ipynb, points: 1}", {}, TORN, NOT_CERTAIN),
        ("{present: protected cells, name: n, in: task.ipynb, points: 1}", {}, LOCKED, NOT_CERTAIN),
        ("{present: protected cells, name: n, in: task.ipynb, points: 1}", {}, WORD, NOT_SEEN),
    ],
)
def test_what_may_lie_in_something_that_could_not_be_read_is_never_certainly_missing(tmp_path, line, more, notes, state):
    files = {"a.md": b"nothing\n", **more}
    handed = HandedIn(files=tuple(files), refused=(notes.removeprefix("not read: "),) if notes else ())
    documents = tuple(document(name, content) for name, content in files.items())
    sheet = Sheet(tmp_path, dict(files), documents=documents)
    ((_, check),) = rubric_of(line).lines
    finding = check.run(replaced(sheet.case(check), handed))
    assert finding.outcome in {NOT_SEEN: [Outcome.WRONG, Outcome.MISSING], NOT_CERTAIN: [Outcome.REVIEW]}[state]
    assert "None" not in finding.says


PLOT = {"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo="}, "metadata": {}}


@pytest.mark.parametrize(
    ("cells", "state", "says"),
    [
        ((code("print(1)", "1", count=1), code("x = 1", count=2)), SEEN, "a.ipynb: 2 of 2 code cells were run, 1 has outputs"),
        (({**code("plot()", count=1), "outputs": [PLOT]},), SEEN, "1 of 1 code cells were run, 1 has outputs"),
        ((code("print(1)", "1", count=7), code("print(2)", "2", count=3)), SEEN, "the cells were not run in their order"),
        ((code("print(1)", count=None), code("x = 1", count=None)), NOT_SEEN, "0 have outputs; run all cells and save"),
        ((code("print(1)", "1", count=1), *[code("x", count=None)] * 4), NOT_SEEN, "1 of 5 code cells were run"),
        ((code("print(1)", "1", count=None), *[code("x", count=None)] * 4), NOT_CERTAIN, "which cells were run are not kept"),
        ((code("class Net: ...", count=1), code("x = 1", count=2)), NOT_SEEN, "2 of 2 code cells were run, 0 have outputs"),
        ((code("class Net: ...", count=1), *[code("x", count=None)] * 4), NOT_SEEN, "1 of 5 code cells were run, 0 have outputs"),
        ((text("The answers."),), NOT_CERTAIN, "there is no code in it that could show anything"),
        ((text("The answers."), code("", count=None)), NOT_CERTAIN, "there is no code in it that could show anything"),
    ],
)
def test_outputs_are_displayed(stands, tmp_path, cells, state, says):
    data = notebook(*cells)
    found = stands("{outputs saved: yes}", {"a.ipynb": data})["outputs"]
    assert found.state is state
    assert says in found.says
    mark = Sheet(tmp_path, documents=(document("a.ipynb", data),)).finding("{present: saved outputs, name: outputs_saved, points: 1}")
    assert mark.outcome in {SEEN: [Outcome.RIGHT], NOT_SEEN: [Outcome.WRONG, Outcome.MISSING], NOT_CERTAIN: [Outcome.REVIEW]}[state]


def test_a_notebook_without_code_or_with_definitions_alone_takes_nothing_from_one_that_shows_its_outputs(stands):
    shown, written = notebook(code("print(1)", "1", count=1)), notebook(text("The answers."))
    silent, blank = notebook(code("class Net: ...", count=1)), notebook(code("print(1)", count=None))
    setting = "{outputs saved: yes}"
    assert stands(setting, {"a.ipynb": shown, "b.ipynb": written})["outputs"].state is SEEN
    found = stands(setting, {"a.ipynb": shown, "b.ipynb": silent})["outputs"]
    assert (found.state, found.says.split(":")[0]) == (NOT_CERTAIN, "b.ipynb")
    assert stands(setting, {"a.ipynb": shown, "b.ipynb": silent, "c.ipynb": blank})["outputs"].state is NOT_SEEN


def test_people_count_only_where_a_roster_says_that_these_are_all(stands):
    paper = b"Mira Okonkwo 5170001, Ben Koch 5170002"
    both = (Member("Mira Okonkwo", "5170001"), Member("Ada Lind", "5170003"))
    setting = '{members on: "*.md"}'
    assert stands(setting, {"a.md": paper}, members=both)["file"].state is SEEN
    found = stands(setting, {"a.md": paper}, members=both, listed="Group 7")["file"]
    assert (found.state, found.others) == (NOT_CERTAIN, ("5170002",))
    excused = (both[0], Member("Ada Lind", "5170003", excused=True))
    assert stands(setting, {"a.md": paper.split(b",")[0]}, members=excused, listed="")["file"].state is SEEN


def test_a_line_with_marks_is_told_beforehand_unless_it_is_hidden():
    lines = "    - {present: saved outputs, name: o, points: 1}\n    - {present: zip, name: z, points: 1, visibility: hidden}\n"
    rubric = rubric_of("{present: members, name: who, in: '*.pdf', points: 1}", lines + 'hand-in: {members on: "*.pdf"}\n')
    assert [asked_of(one.line) for one in told_beforehand(rubric)] == [
        "names and matriculation numbers of all members on a PDF",
        "notebooks saved with their outputs",
    ]


def test_group_number_and_members_in_one_line_are_one_matter(tmp_path):
    line = "{present: members, name: who, group number: yes, points: 1}"
    people = HandedIn((Person("Mira Okonkwo", "5170001"),), "Group 7")
    for content, outcome in (("Group 7: Mira Okonkwo 5170001", Outcome.RIGHT), ("Mira Okonkwo 5170001", Outcome.REVIEW)):
        sheet = Sheet(tmp_path, documents=(document("a.md", content),))
        ((_, check),) = rubric_of(line).lines
        assert check.run(replaced(sheet.case(check), people)).outcome is outcome
    unread = Document("a.pdf", unread=(Unread("page 1 has no text", 1),))
    assert Sheet(tmp_path, documents=(unread,)).finding("{present: group number, name: g, points: 1}").outcome is Outcome.REVIEW
