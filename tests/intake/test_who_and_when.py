"""Whose an upload is and which of several counts: by the roster and by times, and where neither tells, a person decides."""

from dataclasses import replace
from datetime import datetime

import pytest
from platforms import BERLIN, GRADESCOPE, METADATA, MOODLE, OLAT, ROSTER, lay_out, members, texts

from grader.intake.counting import deadline_of
from grader.intake.times import platform_time
from grader.intake.worksheet import read_worksheet
from grader.rosters.attendance import Kind
from grader.rosters.roster import Enrolled, Person
from grader.rosters.roster_cells import extension

ENGLISH = """\
Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),Last modified (grade)
Participant 10001,Mira Okonkwo,mira@example.org,Submitted for grading,,16.00,Yes,"Tuesday, 5 December 2023, 11:41 PM",-
Participant 10002,"Jonas O’Feldhaus",jonas@example.org,Submitted for grading,,16.00,Yes,"Wednesday, 6 December 2023, 12:05 AM",-
Participant 10003,Nina Nichts,nina@example.org,No submission,,16.00,Yes,-,-
"""
GERMAN = """\
ID;Vollständiger Name;ID-Nummer;Status;Bewertung;Bestwertung;Änderbar;Zuletzt geändert (Abgabe);Zuletzt geändert (Bewertung)
Teilnehmer/in 10001;Mira Okonkwo;5170001;Zur Bewertung abgegeben;;16,00;Ja;Dienstag, 5. Dezember 2023, 23:41;-
Teilnehmer/in 10002;Jonas O’Feldhaus;5170002;Zur Bewertung abgegeben;;16,00;Ja;Mittwoch, 6. Dezember 2023, 00:05;-
"""
FRENCH = """\
Identifiant,Nom complet,Statut,Note,Dernière modification (travail remis),Dernière modification (note)
Participant 10001,Mira Okonkwo,Remis,,"mardi 5 décembre 2023, 23:41",-
Participant 10002,Jonas O’Feldhaus,Remis,,"mercredi 6 décembre 2023, 00:05",-
"""


@pytest.mark.parametrize("text", [ENGLISH, GERMAN, FRENCH])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_moodles_worksheet_gives_the_times_that_its_folders_lack(sheet, text, encoding):
    (sheet.folder / "Bewertungen-Sheet 6.csv").write_bytes(text.encode(encoding))
    found = sheet.take(MOODLE)
    mira, jonas = found["Mira Okonkwo"], found["Jonas O’Feldhaus"]
    assert (mira.submitted_at, mira.late) == ("2023-12-05T23:41:00+01:00", False)
    assert (jonas.submitted_at, jonas.late) == ("2023-12-06T00:05:00+01:00", True)
    assert mira.about == ("Moodle names no time zone; its times are read in that of the sheet (Europe/Berlin)",)


def test_a_worksheet_may_be_given_apart(sheet):
    found = sheet.take(MOODLE, worksheets=(read_worksheet(ENGLISH.encode(), "grades.csv"),))
    assert found["Mira Okonkwo"].submitted_at == "2023-12-05T23:41:00+01:00"


def test_without_a_due_time_a_time_stays_without_zone(sheet):
    found = sheet.take({**MOODLE, "grades.csv": ENGLISH}, due=None)
    assert (found["Mira Okonkwo"].submitted_at, found["Mira Okonkwo"].late) == ("2023-12-05T23:41:00", None)
    assert "neither does the sheet" in found["Mira Okonkwo"].about[0]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "Identifier,Grade\nParticipant 1,3\n", "group,member,id\nanna,Anna,7\n", "\0\1\2"])
def test_another_table_is_no_worksheet(text):
    assert read_worksheet(text.encode(), "x.csv") is None


def test_a_time_that_cannot_be_read_is_told(sheet):
    sheet.take({**MOODLE, "grades.csv": ENGLISH.replace("Tuesday, 5 December", "Kedd, 5 Decembber")})
    assert sheet.noticed(Kind.DOWNLOAD)[0].startswith("grades.csv:2: the time Kedd, 5 Decembber 2023, 11:41 PM could not be read")


TIMES = {
    "Tuesday, 5 December 2023, 11:41 PM": "2023-12-05T23:41:00",
    "Tuesday, 5 December 2023, 12:05 AM": "2023-12-05T00:05:00",
    "Tuesday, 5 December 2023, 12:05 PM": "2023-12-05T12:05:00",
    "Tuesday, December 5, 2023, 11:41 PM": "2023-12-05T23:41:00",
    "5 Dec 2023, 23:41": "2023-12-05T23:41:00",
    "Freitag, 1. März 2024, 08:05": "2024-03-01T08:05:00",
    "viernes, 1 de marzo de 2024, 08:05": "2024-03-01T08:05:00",
    "venerdì, 1 marzo 2024, 08:05": "2024-03-01T08:05:00",
    "lundi 3 juin 2024, 08:05": "2024-06-03T08:05:00",
    "lundi 1 juillet 2024, 08:05": "2024-07-01T08:05:00",
    "05.12.2023 23:41": "2023-12-05T23:41:00",
    "2023-12-05 23:41": "2023-12-05T23:41:00",
    "2023-12-05T23:41:07.123Z": "2023-12-05T23:41:07+00:00",
    "2023-12-05 23:41:07 +0100": "2023-12-05T23:41:07+01:00",
    "2015-02-02 14:58:23.948203 America/Los_Angeles": "2015-02-02T14:58:23-08:00",
    "-": None,
    "": None,
    "31 February 2024, 08:05": None,
    "5 December 2023, 13:05 PM": None,
    "5 Foo 2023, 11:05": None,
    "12/05/2023 11:41": None,
    "2023-12-05 23:41 Mars/Olympus": None,
    "5 " * 10_000: None,
}


@pytest.mark.parametrize("said", TIMES)
def test_times_in_the_languages_of_a_site(said):
    found = platform_time(said)
    assert (None if found is None else found.isoformat()) == TIMES[said]


def test_the_roster_says_who_is_in_a_group(sheet):
    files = {**GRADESCOPE, "assignment_77_export/submission_metadata.yml": METADATA.replace("Jonas Feldhaus", "Jonas O'Feldhaus")}
    found = sheet.take(files, roster=ROSTER)
    assert list(found) == ["Die Null", "Group 7"]
    assert members(found["Group 7"]) == [("Mira Okonkwo", "5170001"), ("O'Feldhaus, Jonas", "5170002")]
    assert found["Die Null"].members[1].excused
    assert sheet.absent() == [("Anna Lena von der Au", False)]


def test_one_upload_of_an_olat_person_is_the_groups(sheet):
    found = sheet.take(OLAT, roster=ROSTER)
    assert list(found) == ["Anna Lena von der Au", "Group 7"]
    assert members(found["Anna Lena von der Au"]) == [("Anna Lena von der Au", "5170004")]
    assert sheet.absent() == [("Łukasz Żak", False), ("Tomás Ó Súilleabháin", True)]


def test_folders_named_after_groups_of_the_roster_have_their_members(sheet):
    found = sheet.take({"group-7/a.md": "x", "Die_Null.md": "y", "freiburg_ex06-Group 8/a.md": "z"}, roster=ROSTER)
    assert {group: len(one.members) for group, one in found.items()} == {"Die_Null": 2, "freiburg_ex06-Group 8": 0, "group-7": 2}
    assert sheet.noticed(Kind.STRANGER) == ["freiburg_ex06-Group 8: neither a group nor a person of the roster is called so"]


TIMED = ENGLISH.replace("Jonas O’Feldhaus", "O’Feldhaus Jonas")


def test_of_two_uploads_of_one_group_the_last_before_the_deadline_counts(sheet):
    found = sheet.take({**MOODLE, "grades.csv": TIMED}, roster=ROSTER.replace("2 days;;1,25", ";;"))
    (one,) = found.values()
    assert (one.group, texts(one)["sheet.md"], one.late) == ("Group 7", "mira", False)
    assert [(other.name, other.submitted_at) for other in one.others] == [
        ("Jonas O’Feldhaus_10002_assignsubmission_file_", "2023-12-06T00:05:00+01:00")
    ]
    assert "it is the last before the deadline" in one.about[0]
    assert len(sheet.noticed(Kind.SEVERAL)) == 1


def test_an_extension_of_one_member_holds_for_the_group(sheet):
    (one,) = sheet.take({**MOODLE, "grades.csv": TIMED}, roster=ROSTER).values()
    assert (texts(one)["sheet.md"], one.late, one.deadline) == ("jonas", False, "2023-12-07T23:59:00+01:00")
    assert "O'Feldhaus, Jonas has an extension until 2023-12-07 23:59 CET, which holds for the whole group" in one.about


@pytest.mark.parametrize(
    ("due", "granted", "deadline"),
    [
        (datetime(2023, 3, 25, 23, 59, tzinfo=BERLIN), "24 h", "2023-03-27T00:59:00+02:00"),  # 24 hours that pass
        (datetime(2023, 10, 28, 23, 59, tzinfo=BERLIN), "1 day", "2023-10-29T23:59:00+01:00"),  # the next day, same time
        (datetime(2023, 12, 5, 23, 59, tzinfo=BERLIN), "48 h", "2023-12-07T23:59:00+01:00"),
        (datetime(2023, 12, 5, 23, 59), "48 h", "2023-12-07T23:59:00"),  # noqa: DTZ001 - a sheet without a zone
    ],
)
def test_an_extension_is_never_shorter_because_clocks_were_put_forward(due, granted, deadline):
    enrolled = Enrolled(Person("Mira Okonkwo", "1", extension=extension(granted)), ())
    assert deadline_of(due, [enrolled]).time.isoformat() == deadline


@pytest.mark.parametrize(
    ("opens", "deadline"),
    [
        (datetime(2023, 11, 28, 23, 59, tzinfo=BERLIN), "2023-12-09T11:59:00+01:00"),  # half of seven days more
        (datetime(2024, 1, 1, tzinfo=BERLIN), "2023-12-05T23:59:00+01:00"),  # a slip of the rubric
    ],
)
def test_a_factor_for_more_time_counts_from_when_the_sheet_was_handed_out(sheet, opens, deadline):
    roster = ROSTER.replace("2 days;;1,25", ";;1.5")
    (one,) = sheet.take({**MOODLE, "grades.csv": TIMED}, roster=roster, opens=opens).values()
    assert one.deadline == deadline
    assert any("1.5 times the time" in said for said in one.about) is deadline.startswith("2023-12-09")


def test_which_of_two_uploads_counts_is_for_a_person_where_the_deadline_is_unsure(sheet):
    (one,) = sheet.take({**MOODLE, "grades.csv": TIMED}, roster=ROSTER.replace("2 days;;1,25", ";;1.5")).values()
    assert one.files == ()
    assert one.problem


def test_nobody_with_more_time_is_late_for_certain_while_the_rubric_keeps_silent(sheet):
    due = datetime(2023, 12, 1, 12, 0, tzinfo=BERLIN)
    roster = ROSTER.replace("2 days;;1,25", ";;1.5")
    (one,) = sheet.take({**MOODLE, "grades.csv": TIMED}, roster=roster, due=due).values()
    assert one.late is None
    assert any("`opens:`" in said for said in one.about)


def test_after_the_deadline_the_newest_counts_as_late(sheet):
    due = datetime(2023, 12, 5, 12, 0, tzinfo=BERLIN)
    (one,) = sheet.take({**MOODLE, "grades.csv": TIMED}, roster=ROSTER.replace("2 days;;1,25", ";;"), due=due).values()
    assert (texts(one)["sheet.md"], one.late) == ("jonas", True)


def test_two_different_uploads_of_one_group_without_times_are_for_a_person(sheet):
    (one,) = sheet.take(MOODLE, roster=ROSTER).values()
    assert one.files == ()
    assert one.problem == (
        "2 different uploads of one group, and nothing tells which is the last: Jonas O’Feldhaus_10002_assignsubmission_file_ by "
        "Jonas O’Feldhaus, Mira Okonkwo_10001_assignsubmission_file by Mira Okonkwo; take out all but one"
    )
    assert len(one.others) == 2


def test_equal_uploads_of_one_group_are_one(sheet):
    same = {f"{name}_assignsubmission_file/sheet.md": "ours" for name in ("Group 7-Mira Okonkwo_1", "Group 7-Jonas O’Feldhaus_2")}
    (one,) = sheet.take(same, roster=ROSTER).values()
    assert (one.group, texts(one), one.problem, len(one.others)) == ("Group 7", {"sheet.md": "ours"}, "", 1)


def test_a_group_before_a_name_is_taken_off_only_where_the_roster_has_it(sheet):
    found = sheet.take({"Jean-Mira Okonkwo_1_assignsubmission_file/a.md": "x"}, roster=ROSTER)
    assert list(found) == ["Jean-Mira Okonkwo"]
    assert len(sheet.noticed(Kind.STRANGER)) == 1


def test_a_person_in_two_groups_is_told_and_counts_for_neither(sheet):
    roster = "person,id,group\nAnna Berg,1,A\nAnna Berg,1,B\nBen Koch,2,A\n"
    found = sheet.take({"Anna Berg_7_assignsubmission_file/a.md": "x", "Ben Koch_8_assignsubmission_file/a.md": "y"}, roster=roster)
    assert {group: texts(one)["a.md"] for group, one in found.items()} == {"A": "y", "Anna Berg": "x"}
    assert sheet.noticed(Kind.TWO_GROUPS) == ["Anna Berg is in A and in B; nobody is guessed, so this upload counts for nobody else"]


def test_two_people_of_one_name_are_told_apart_by_an_id_or_not_at_all(sheet):
    roster = "person,id,group\nAnna Berg,1,A\nAnna Berg,2,B\n"
    found = sheet.take({"Anna Berg_77_assignsubmission_file/a.md": "x", "Anna Berg_2_assignsubmission_file/a.md": "y"}, roster=roster)
    assert {group: texts(one)["a.md"] for group, one in found.items()} == {"Anna Berg": "x", "B": "y"}
    assert sheet.noticed(Kind.UNCLEAR) == [
        "Anna Berg_77_assignsubmission_file: 2 people on the roster may be meant (Anna Berg 1, Anna Berg 2)"
    ]


def test_a_platforms_number_is_nobodys_id_by_chance(sheet):
    found = sheet.take({"Eve Lind_5170001_assignsubmission_file/a.md": "x"}, roster=ROSTER)
    assert members(found["Eve Lind"]) == [("Eve Lind", "5170001")]
    found = sheet.take({"lindeve_5170001_77_a.md": "x"}, roster=ROSTER)
    assert sheet.noticed(Kind.UNCLEAR) == ["lindeve_5170001_77_a.md: its id is that of Mira Okonkwo, who has another name"]


def test_anonymous_uploads_are_known_by_the_worksheet(sheet):
    files = {"Participant_10001_assignsubmission_file/a.md": "x", "grades.csv": ENGLISH}
    assert list(sheet.take(files)) == ["Mira Okonkwo"]
    lay_out(sheet.folder, {"grades.csv": "a,b\n"})
    assert list(sheet.take()) == ["Participant 10001"]


def test_gradescope_people_of_different_groups_are_not_put_into_one(sheet):
    roster = "person,id,group\nMira Okonkwo,5170001,A\nJonas Feldhaus,5170002,B\nŁukasz Żak,,\n"
    found = sheet.take(GRADESCOPE, roster=roster)
    assert members(found["Mira Okonkwo and Jonas Feldhaus"]) == [("Mira Okonkwo", "5170001"), ("Jonas Feldhaus", "5170002")]
    assert "its people are in different groups on the roster" in sheet.noticed(Kind.UNCLEAR)[0]
    assert sheet.absent() == [("Mira Okonkwo", False), ("Jonas Feldhaus", False)]


@pytest.mark.parametrize("platform_name", ["okonkwomira", "miraokonkwo"])
def test_canvas_leaves_the_gaps_of_a_name_out(sheet, platform_name):
    found = sheet.take(
        {f"{platform_name}_77_900_a.md": "x", "group7_78_901_b.md": "y"}, roster="person,group\nMira Okonkwo,A\nBen Koch,Group 7\n"
    )
    assert {group: texts(one) for group, one in found.items()} == {"A": {"a.md": "x"}, "Group 7": {"b.md": "y"}}


def test_the_same_submissions_in_any_order_give_the_same(sheet):
    first = sheet.take({**MOODLE, **OLAT}, roster=ROSTER)
    again = sheet.take(dict(reversed({**MOODLE, **OLAT}.items())), roster=ROSTER)
    assert [replace(one, files=()) for one in first.values()] == [replace(one, files=()) for one in again.values()]


def test_a_person_whom_gradescope_names_in_two_uploads_is_told_without_a_roster(sheet):
    metadata = METADATA.replace("'Łukasz Żak'\n    :sid:", "'Mira Okonkwo'\n    :sid: '5170001'")
    sheet.take({**GRADESCOPE, "assignment_77_export/submission_metadata.yml": metadata})
    assert sheet.noticed(Kind.TWO_GROUPS) == ["Mira Okonkwo stands in 2 submissions: Mira Okonkwo and Jonas Feldhaus, Mira Okonkwo"]


def test_two_people_of_one_name_with_numbers_of_their_own_are_not_told(sheet):
    sheet.take({f"Anna Berg_{number}_assignsubmission_file/a.md": str(number) for number in (1, 2)})
    assert sheet.noticed() == []
