"""The roster: every encoding, every wording of its columns, and a line with its mend for whatever is wrong."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import CommandError
from grader.rosters.delimited import TableProblem, read_table
from grader.rosters.personal_names import latin_key, name_key, run_together
from grader.rosters.roster_file import load_roster, read_roster

naive = datetime.fromisoformat
SHEETS = ("freiburg_ex05", "freiburg_ex06", "rptu_ex02")


def read(text, encoding="utf-8"):
    return read_roster(text.encode(encoding), "roster.csv", SHEETS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_spreadsheets_csv_is_read(encoding, separator, end):
    text = end.join(
        separator.join(row) for row in (["Name", "Matrikelnummer", "Gruppe"], ["Jörg Größe", "007", "A, b" if separator == ";" else "A b"])
    )
    (person,) = read(text, encoding).people
    assert (person.name, person.id) == ("Jörg Größe", "007")


@pytest.mark.parametrize(
    "header",
    [
        "person,id,group,sheets,extension,excused,factor",
        "Name,Matriculation,Team,Sheet,Extension,Excused,Extra time",
        "NAME,Matrikel-Nr.,Gruppe,Blätter,Verlängerung,Entschuldigt,Faktor",
        "Full name,Student ID,Group name,Assignments,extended until,exempt,time factor",
        "Vollständiger Name,ID-Nummer,Abgabegruppe,Uebungsblaetter,Fristverlaengerung,befreit,Nachteilsausgleich",
    ],
)
def test_columns_are_known_in_english_and_german(header):
    (person,) = read(f'{header}\n"Berg, Anna",42,A,freiburg_ex06,2 Tage,ja,"1,25"\n').people
    assert (person.name, person.id, person.group, person.sheets) == ("Berg, Anna", "42", "A", ("freiburg_ex06",))
    assert (person.extension, person.excused, person.time_factor) == (timedelta(days=2), True, 1.25)


def test_first_and_last_name_may_have_columns_of_their_own():
    (person,) = read("Nachname;Vorname;E-Mail;Benutzername\nvon der Au;Anna Lena;a@example.org;au9").people
    assert (person.name, person.also) == ("Anna Lena von der Au", ("a@example.org", "au9"))


def test_a_column_that_means_nothing_is_left_out_and_told():
    roster = read("person,grop,phone\nAnna Berg,A,123")
    assert roster.people[0].group == ""
    assert roster.notes == (
        "roster.csv:1: the column `grop` is not known and left out; did you mean `group`?",
        "roster.csv:1: the column `phone` is not known and left out",
    )


TIMES = [
    ("", None),
    ("-", None),
    ("2023-12-07 23:59", naive("2023-12-07 23:59")),
    ("2023-12-07", naive("2023-12-07 23:59:59")),
    ("2023-12-07T08:00", naive("2023-12-07 08:00")),
    ("7.12.2023", naive("2023-12-07 23:59:59")),
    ("07.12.2023 8:30 Uhr", naive("2023-12-07 08:30")),
    ("2023-12-07 23:59 Z", datetime(2023, 12, 7, 23, 59, tzinfo=UTC)),
    ("48 h", timedelta(hours=48)),
    ("+2d", timedelta(days=2)),
    ("1,5 days", timedelta(hours=36)),
    ("1 Woche", timedelta(weeks=1)),
]


@pytest.mark.parametrize(("cell", "means"), TIMES)
def test_an_extension_is_a_time_or_a_length(cell, means):
    (person,) = read(f"person;extension\nAnna;{cell}").people
    assert person.extension == means


@pytest.mark.parametrize(
    ("cell", "means"),
    [
        ("", ()),
        ("all", ()),
        ("alle", ()),
        ("*", ()),
        ("freiburg_ex05 freiburg_ex06", ("freiburg_ex05", "freiburg_ex06")),
        ("FREIBURG_EX05, rptu_ex02", ("freiburg_ex05", "rptu_ex02")),
        ("5-6", ("freiburg_ex05", "freiburg_ex06")),
        ("2 | 5 – 6", ("rptu_ex02", "freiburg_ex05", "freiburg_ex06")),
        ("freiburg_ex07", ("freiburg_ex07",)),
    ],
)
def test_a_row_may_hold_for_some_sheets(cell, means):
    (person,) = read(f"person;sheets\nAnna;{cell}").people
    assert person.sheets == means


def test_a_sheet_that_the_course_does_not_have_is_told():
    assert read("person,sheets\nAnna,freiburg_ex6").notes == (
        "roster.csv:2: `freiburg_ex6` is no sheet of this course; did you mean `freiburg_ex06`?",
    )


WRONG = [
    ("", "roster.csv:1: is empty"),
    ("Telefon,Ort\n1,2", "roster.csv:1: the first line names no column for the person; call one `person`"),
    ("person,group\nBerg, Anna,A", "roster.csv:2: has 3 cells, the first line 2; put quotation marks round a cell"),
    ("person,id,group\n\n,,A", "roster.csv:3: names nobody; write a name or an id, or delete the row"),
    ("person,extension\nAnna,tomorrow", "roster.csv:2: `tomorrow` is no time; write `2023-12-07 23:59`"),
    ("person,extension\nAnna,12/7/2023", "roster.csv:2: `12/7/2023` is no time"),
    ("person,extension\nAnna,31.2.2023", "roster.csv:2: `31.2.2023` is no time"),
    ("person,extension\nAnna,2023-12-07 23:59 Europe/Berln", "roster.csv:2: `2023-12-07 23:59 Europe/Berln` is no time"),
    ("person,excused\nAnna,perhaps", "roster.csv:2: `perhaps` is neither yes nor no; write `yes`, or leave the cell empty"),
    ("person,factor\nAnna,0.5", "roster.csv:2: `0.5` is no factor for more time"),
    ("person,sheets\nAnna,9-3", "roster.csv:2: `9-3` is no range of sheets"),
    ('person,group\nAnna,A\n"Ben,B\nEve,C', "roster.csv:3: cannot be taken apart into cells"),
    ("person\0\0\0,id", "roster.csv:1: "),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_what_is_wrong_is_told_with_its_line_and_its_mend(text, said):
    with pytest.raises(CommandError) as caught:
        read(text)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_everything_that_is_wrong_is_told_at_once():
    with pytest.raises(CommandError) as caught:
        read("person,excused,factor\nAnna,perhaps,x\nBen,no,y\n")
    assert [line.partition(" ")[0] for line in str(caught.value).splitlines()] == ["roster.csv:2:", "roster.csv:2:", "roster.csv:3:"]


def test_a_course_without_a_roster_has_none(tmp_path):
    assert load_roster(tmp_path / "roster.csv") is None


def test_one_id_for_two_people_is_told():
    roster = read("person,id\nAnna Berg,42\nBen Koch,42\nBerg Anna,42")
    assert roster.notes == (
        "roster.csv:3: the id `42` belongs to `Anna Berg` (line 2) and `Ben Koch`; nobody is found by it until one of them is mended",
    )
    assert len(roster.on("freiburg_ex06").with_id("42")) == 2


CHANGES = """\
person,id,group,sheets,excused
Anna Berg,1,A,freiburg_ex05,
Anna Berg,1,B,freiburg_ex06,
Ben Koch,2,A,,
Ben Koch,2,,freiburg_ex06,yes
Eve Lind,3,A,,
Eve Lind,3,B,,
Max Ott,,C,freiburg_ex05,
"""


def test_people_change_groups_between_sheets():
    roster = read(CHANGES)
    fifth, sixth = ({one.person.name: one.groups for one in roster.on(sheet).enrolled} for sheet in ("freiburg_ex05", "freiburg_ex06"))
    assert fifth == {"Anna Berg": ("A",), "Ben Koch": ("A",), "Eve Lind": ("A", "B"), "Max Ott": ("C",)}
    assert sixth == {"Anna Berg": ("B",), "Ben Koch": ("A",), "Eve Lind": ("A", "B")}
    assert {one.person.name for one in roster.on("freiburg_ex06").enrolled if one.person.excused} == {"Ben Koch"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Berg", "berg, ANNA"),
        ("Anna-Lena von der Au", "von_der_Au_Anna_Lena"),
        ("Jose\u0301", "Jos\u00e9"),
        ("Seán O'Neil", "sea\u0301n o’neil"),
        ("Ελένη Παππά", "ΠΑΠΠΆ ΕΛΈΝΗ"),
        ("محمد العربي", "العربي محمد"),
    ],
)
def test_one_name_in_two_spellings(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Jürgen Groß", "Juergen Gross"), ("José Núñez", "Jose Nunez"), ("Łukasz", "Lukasz")])
def test_platforms_write_names_in_latin_letters(one, other):
    assert name_key(one) != name_key(other)
    assert latin_key(one) == latin_key(other)


@pytest.mark.parametrize(("one", "other"), [("Anna Berg", "Anna Bergh"), ("Li Wei", "Li We i"), ("Anna", "Anna Berg"), ("山田", "山本")])
def test_other_names_stay_others(one, other):
    assert latin_key(one) != latin_key(other)


@given(st.text(max_size=40))
def test_a_name_is_the_same_whatever_its_unicode_form_and_case(name):
    import unicodedata

    forms = {name_key(unicodedata.normalize(form, name)) for form in ("NFC", "NFD")}
    assert len(forms) == 1
    assert all(word == word.strip() and word for word in name_key(name))


@given(st.lists(st.text("abcä学ع1", min_size=1, max_size=6), min_size=1, max_size=5))
def test_the_order_of_the_words_makes_no_difference(words):
    assert name_key(" ".join(words)) == name_key(", ".join(reversed(words)))
    assert "".join(words).casefold() in {form.casefold() for form in run_together(" ".join(words))}


@given(st.binary(max_size=300))
def test_any_bytes_are_a_roster_or_one_sentence_a_line(data):
    said = ""
    try:
        read_roster(data, "roster.csv", SHEETS)
    except CommandError as problem:
        said = str(problem)
    assert all(line.startswith("roster.csv:") for line in said.splitlines())


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=8), min_size=2, max_size=4),
        min_size=1,
        max_size=6,
    )
)
def test_quoted_cells_come_back_as_they_were(rows):
    import csv
    import io

    page = io.StringIO()
    csv.writer(page, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([["head", "more", "x", "y"], *rows])
    try:
        table = read_table(page.getvalue().encode())
    except TableProblem:
        return
    wanted = [tuple(cell.strip() for cell in row) for row in rows]
    assert [row.cells for row in table.rows] == [row for row in wanted if any(row)]


def test_the_roster_in_the_documentation_is_read():
    text = (Path(__file__).resolve().parents[2] / "docs" / "submissions.md").read_text(encoding="utf-8")
    example = text.partition("```csv\n")[2].partition("```")[0]
    known = [f"freiburg_ex{number:02}" for number in range(1, 13)]
    roster = read_roster(example.encode(), "roster.csv", known)
    assert (len(roster.people), roster.notes) == (5, ())
    assert {one.person.name: one.groups for one in roster.on("freiburg_ex06").enrolled}["Feldhaus, Jonas"] == ("Group 8",)
