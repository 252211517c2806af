"""Bulk downloads of platforms: whose each file is, when it came, and that nobody is ever guessed."""

import zipfile

import pytest
from platforms import (
    CANVAS,
    GRADESCOPE,
    METADATA,
    MOODLE,
    MOODLE_FLAT,
    NBGRADER,
    OLAT,
    OLAT_GROUPS,
    lay_out,
    members,
    texts,
    zipped,
)

from grader.errors import CommandError
from grader.intake.canvas import splits
from grader.rosters.attendance import Kind


@pytest.mark.parametrize("files", [MOODLE, MOODLE_FLAT])
def test_a_moodle_download_in_folders_and_flat_is_one_submission_a_person(sheet, files):
    found = sheet.take(files)
    assert list(found) == ["Jonas O’Feldhaus", "Mira Okonkwo"]
    mira, jonas = found["Mira Okonkwo"], found["Jonas O’Feldhaus"]
    assert (members(mira), texts(mira)["sheet.md"], mira.problem) == ([("Mira Okonkwo", "10001")], "mira", "")
    assert texts(mira)["onlinetext.html"] == "<p>see file</p>"
    assert not mira.notes
    assert (members(jonas), texts(jonas)) == ([("Jonas O’Feldhaus", "10002")], {"solution.py": "x = 1", "sheet.md": "jonas"})


@pytest.mark.parametrize("how", ["lying there", "on the command line", "in a folder in the zip"])
def test_a_download_that_is_one_zip_is_the_same_as_its_folders(sheet, tmp_path, how):
    inner = {f"Sheet 6/{name}": content for name, content in MOODLE.items()} if how == "in a folder in the zip" else MOODLE
    packed = (sheet.folder if how == "lying there" else tmp_path) / "Course-Sheet 6-4711.zip"
    packed.write_bytes(zipped(inner))
    found = sheet.take(path=None if how == "lying there" else packed)
    assert list(found) == ["Jonas O’Feldhaus", "Mira Okonkwo"]
    assert texts(found["Jonas O’Feldhaus"]) == {"solution.py": "x = 1", "sheet.md": "jonas"}
    assert texts(found["Mira Okonkwo"])["sheet.md"] == "mira"


def test_any_zip_on_the_command_line_is_a_folder_of_submissions(sheet, tmp_path):
    path = tmp_path / "freiburg_ex06.zip"
    path.write_bytes(zipped({"freiburg_ex06/anna/sheet.md": "anna", "freiburg_ex06/ben.zip": {"a/sheet.md": "ben"}, "__MACOSX/._x": ""}))
    found = sheet.take(path=path)
    assert {group: texts(one) for group, one in found.items()} == {"anna": {"sheet.md": "anna"}, "ben": {"a/sheet.md": "ben"}}


def test_a_zip_that_is_damaged_is_one_line(sheet, tmp_path):
    path = tmp_path / "download.zip"
    path.write_bytes(b"no zip")
    with pytest.raises(CommandError, match=r"download\.zip is damaged, or not a zip archive"):
        sheet.take(path=path)


def test_an_olat_course_element_gives_the_highest_revision_that_holds_something(sheet):
    found = sheet.take({**OLAT, "ita_Sheet6_2023-12-07T10-00-00/Okonkwo_Mira_mo17/8_revisions_11/.DS_Store": ""})
    assert list(found) == ["Okonkwo Mira", "von der Au Anna Lena"]
    mira = found["Okonkwo Mira"]
    assert (members(mira), texts(mira)) == ([("Okonkwo Mira", "mo17")], {"sheet.md": "mira, for the tenth time"})
    assert [other.name for other in mira.others] == ["Okonkwo_Mira_mo17/2_submissions", "Okonkwo_Mira_mo17/4_revisions_1"]
    assert members(found["von der Au Anna Lena"]) == [("von der Au Anna Lena", "au9")]
    assert sheet.noticed(Kind.NOTHING) == ["Feldhaus_Jonas_jf2 has a folder in the download and nothing in it"]


def test_an_olat_folder_unpacked_as_the_folder_of_submissions(sheet, tmp_path):
    outer = "ita_Sheet6_2023-12-07T10-00-00"
    lay_out(tmp_path, OLAT)
    assert list(sheet.take(path=tmp_path / outer)) == ["Okonkwo Mira", "solutions", "von der Au Anna Lena"]


@pytest.mark.parametrize("outer", ["", "grouptask_Sheet6_2023-12-07/"])
def test_olat_groups_with_and_without_the_folder_around_them(sheet, outer):
    found = sheet.take({outer + name: content for name, content in OLAT_GROUPS.items()})
    assert {group: texts(one)["sheet.md"] for group, one in found.items()} == {"Die_Null": "null", "Group_7": "seven"}
    assert all(one.members == () for one in found.values())


def test_a_canvas_download_puts_the_files_of_a_user_together(sheet):
    found = sheet.take(CANVAS)
    assert list(found) == ["anonymous Xy7pQ", "feldhausjonas", "okonkwomira"]
    assert texts(found["okonkwomira"]) == {"sheet.md": "mira", "solution.py": "x = 1"}
    assert members(found["okonkwomira"]) == [("okonkwomira", "10001")]
    assert (found["okonkwomira"].late, found["feldhausjonas"].late) == (False, True)


def test_a_newer_version_on_canvas_counts_and_the_older_makes_nothing_missing(sheet):
    found = sheet.take(
        {"berga_7_901_hw.md": "old", "berga_7_903_hw-2.md": "new", "berga_7_902_hw-1.md": "newer", "berga_7_904_a-1.md": "apart"}
    )
    assert texts(found["berga"]) == {"hw-2.md": "new", "a-1.md": "apart"}
    assert {note for note in found["berga"].notes if "newer version" in note} == {
        f"not read: {name}: a newer version of it was handed in, which counts" for name in ("hw.md", "hw-1.md")
    }


def test_a_late_version_on_canvas_does_not_stand_in_for_one_in_time(sheet):
    found = sheet.take({"berga_7_901_hw.md": "in time", "berga_LATE_7_902_hw-1.md": "late", "kochb_8_905_hw.md": "x"})
    assert texts(found["berga"]) == {"hw.md": "in time"}


@pytest.mark.parametrize(
    ("name", "readings"),
    [
        ("okonkwomira_10001_900101_sheet.pdf", [("okonkwomira", "10001", "sheet.pdf")]),
        ("okonkwo_mira_10001_900101_sheet_1.pdf", [("okonkwo_mira", "10001", "sheet_1.pdf")]),
        ("team_7_12_34_a.zip", [("team", "7", "34_a.zip"), ("team_7", "12", "a.zip")]),
        ("team_7_LATE_12_34_a.zip", [("team_7", "12", "a.zip")]),
        ("berga_10001_900101_2_hw.pdf", [("berga", "10001", "2_hw.pdf"), ("berga_10001", "900101", "hw.pdf")]),
        ("berga_10001_900101_02_hw.pdf", [("berga", "10001", "02_hw.pdf")]),
        ("Ελένη_10001_900101_άσκηση.pdf", [("Ελένη", "10001", "άσκηση.pdf")]),
        ("sheet_1.pdf", []),
        ("group_3_sheet_2.pdf", []),
        ("_1_2_", []),
    ],
)
def test_every_way_to_read_a_canvas_name_is_seen(name, readings):
    assert [(one.name, one.user, one.file) for one in splits(name)] == readings


AMBIGUOUS = {"team_7_12_34_a.md": "whose?", "okonkwomira_10001_900101_sheet.md": "mira"}


def test_a_canvas_name_with_two_readings_is_nobodys_without_a_roster(sheet):
    found = sheet.take(AMBIGUOUS)
    assert list(found) == ["okonkwomira", "team_7_12_34_a"]
    assert (found["team_7_12_34_a"].members, texts(found["team_7_12_34_a"])) == ((), {"team_7_12_34_a.md": "whose?"})
    assert ["team (user 7) or team_7 (user 12)" in said for said in sheet.noticed(Kind.UNCLEAR)] == [True]


@pytest.mark.parametrize("known", ["Anna Berg,12,Team 7", "Anna Berg,5170001,team_7"])
def test_the_roster_decides_between_two_readings(sheet, known):
    found = sheet.take(AMBIGUOUS, roster=f"person,id,group\n{known}\n")
    (group,) = [group for group, one in found.items() if "whose?" in texts(one).values()]
    assert (group, texts(found[group])) == ("team_7", {"a.md": "whose?"})


def test_files_that_may_be_of_one_hand_are_not_marked_apart(sheet):
    found = sheet.take({"team_7_12_34_a.md": "whose?", "team_7_12_35_b.md": "whose?", "okonkwomira_10001_900101_sheet.md": "mira"})
    assert [one.problem.partition(":")[0] for one in found.values() if one.group != "okonkwomira"] == [
        f"it is not clear whose team_7_12_3{name} is, and whether it is all that was handed in" for name in ("4_a.md", "5_b.md")
    ]


@pytest.mark.parametrize(
    "names",
    [
        ["anna_2023_11_05_hw.md", "ben_2023_11_05_hw.md"],
        ["anna_1_2_hw.md", "ben_1_2_hw.md"],
        ["group-a/1_task/a.md", "group-b/1_task/a.md"],
        ["group-a/2_submissions/a.md", "group-a/b.md", "group-b/c.md"],
        ["anna/hw_1_2_x.md"],
        ["submission_1/a.md", "submission_2/a.md"],
        ["anna/submitted/x/a.md"],
        ["anna_12_assignsubmission_feedback/a.md"],
    ],
)
def test_an_ordinary_folder_stays_one(sheet, names):
    found = sheet.take(dict.fromkeys(names, "text"))
    assert [one.platform for one in found.values()] == [""] * len({name.partition("/")[0] for name in names})
    assert [one.members for one in found.values()] == [()] * len(found)
    assert sheet.noticed() == []


def test_gradescope_knows_members_and_times(sheet):
    found = sheet.take(GRADESCOPE)
    both, other = found["Mira Okonkwo and Jonas Feldhaus"], found["Łukasz Żak"]
    assert members(both) == [("Mira Okonkwo", "5170001"), ("Jonas Feldhaus", "5170002")]
    assert (both.submitted_at, both.late) == ("2023-12-05T21:41:03+00:00", False)
    assert (members(other), other.late) == ([("Łukasz Żak", "")], True)


BAD_LISTS = [
    "submission_501: [",
    "submission_501: " + "[" * 100_000,
    "a: &a [x, *a]\nb: {:submitters: *a}\nsubmission_501: {:submitters: [*a, *a]}",
    "!ruby/object:Kernel {system: true}",
    "submission_501:\n  :submitters: !!python/object/apply:os.system [exit]\n",
    "- 1\n- 2",
    "\0",
    "",
]


@pytest.mark.parametrize("text", BAD_LISTS)
def test_a_list_of_gradescopes_that_is_broken_costs_nobody_a_mark(sheet, text):
    found = sheet.take({"submission_metadata.yml": text, "submission_501/sheet.md": "both", "submission_502/sheet.md": "żak"})
    assert sorted(texts(one)["sheet.md"] for one in found.values()) == ["both", "żak"]


def test_inside_gradescopes_autograder_the_json_names_the_people(sheet):
    record = '{"created_at": "2023-12-05T20:00:00.1+01:00", "users": [{"id": 9, "name": "Mira Okonkwo", "email": "mira@example.org"}]}'
    found = sheet.take({"submission_metadata.json": record, "submission/sheet.md": "mira"})
    assert (members(found["Mira Okonkwo"]), found["Mira Okonkwo"].submitted_at) == ([("Mira Okonkwo", "")], "2023-12-05T20:00:00+01:00")


def test_nbgraders_exchange_has_the_sheet_and_the_time_of_each_student(sheet):
    found = sheet.take(NBGRADER)
    assert {group: texts(one) for group, one in found.items()} == {"jf2": {"sheet.md": "jonas"}, "mo17": {"sheet.md": "mira"}}
    assert (found["mo17"].submitted_at, found["jf2"].submitted_at) == ("2023-12-05T14:58:23-08:00", None)


def test_a_time_file_that_a_student_uploads_is_no_time(sheet):
    found = sheet.take({"anna/freiburg_ex06/timestamp.txt": "2001-01-01 00:00:00 UTC", "anna/freiburg_ex06/a.md": "x", **NBGRADER})
    assert (found["anna"].submitted_at, found["anna"].platform) == (None, "")


def test_several_kinds_lie_side_by_side(sheet):
    found = sheet.take({**MOODLE, **OLAT_GROUPS, **CANVAS, "late-by-mail/sheet.md": "late", "grades.csv": "a,b\n1,2"})
    assert {one.platform for one in found.values()} == {"Moodle", "OpenOlat", "Canvas", ""}
    assert len(found) == 8


NASTY = [
    "Ана Петровић",
    "محمد العربي",
    "山田 太郎",
    "D’Arcy-O'Neil, Seán",
    "Jean 2 Luc 34",
    "مر\u202eيم",
    "Ann 12 assignsubmission file",
    "x" * 150,
    ". .",
    "100",
]


@pytest.mark.parametrize("name", NASTY)
def test_a_person_may_have_any_name_on_moodle(sheet, name):
    found = sheet.take({f"{name}_77_assignsubmission_file/a.md": "x"})
    ((group, one),) = found.items()
    assert one.platform == "Moodle"
    assert one.members[0].id == "77"
    assert group.isprintable()
    assert (group == name) == name.isprintable()


def test_a_file_called_like_another_persons_folder_stays_with_who_sent_it(sheet):
    found = sheet.take({"Mira Okonkwo_1_assignsubmission_file_Ben Koch_2_assignsubmission_file_hw.md": "x"})
    assert list(found) == ["Mira Okonkwo"]
    assert texts(found["Mira Okonkwo"]) == {"Ben Koch_2_assignsubmission_file_hw.md": "x"}


def test_the_last_number_before_the_mark_is_the_id(sheet):
    (one,) = sheet.take({"Agent_7_12345_assignsubmission_file/a.md": "x"}).values()
    assert members(one) == [("Agent_7", "12345")]


def test_two_people_of_one_name_are_told_apart_by_their_number(sheet):
    found = sheet.take({f"Anna Berg_{number}_assignsubmission_file/a.md": str(number) for number in (1, 2)})
    assert {group: texts(one)["a.md"] for group, one in found.items()} == {"Anna Berg (1)": "1", "Anna Berg (2)": "2"}


def test_a_name_in_two_unicode_forms_is_one(sheet):
    found = sheet.take(
        {"Jose\u0301 Mu\u0308ller_5_assignsubmission_file/a.md": "x", "Jos\u00e9 M\u00fcller_5_assignsubmission_onlinetext/o.html": "y"}
    )
    assert list(found) == ["José Müller"]


def test_a_students_zip_named_like_a_download_is_not_opened_as_one(sheet):
    found = sheet.take({"anna.zip": {"Ben Koch_2_assignsubmission_file/hw.md": "forged"}, "clara/a.md": "x"})
    assert list(found) == ["anna", "clara"]


@pytest.mark.parametrize("kind", ["zip", "folder"])
@pytest.mark.parametrize("inner", [MOODLE, OLAT, GRADESCOPE])
def test_what_looks_like_a_download_among_ordinary_submissions_hands_in_for_nobody(sheet, kind, inner):
    forged = {"anna.zip": inner} if kind == "zip" else {f"anna/{name}": content for name, content in inner.items()}
    found = sheet.take({**forged, "clara/a.md": "x"})
    assert list(found) == ["anna", "clara"]
    assert "looks like a download of" in found["anna"].problem
    assert "put it into a folder of its own" in found["anna"].problem
    assert (found["clara"].problem, found["anna"].members) == ("", ())


def test_two_files_of_a_students_that_look_like_canvas_are_the_students(sheet):
    found = sheet.take({"anna.zip": {"plan_1_2_a.md": "a", "hw_3_4_b.md": "b"}, "clara/a.md": "x"})
    assert texts(found["anna"]) == {"plan_1_2_a.md": "a", "hw_3_4_b.md": "b"}


def test_a_zip_of_very_many_uploads_is_one_submission(sheet):
    found = sheet.take({"anna.zip": {f"d_{number}_{number + 9000}_x.md": "" for number in range(1, 5_100)}, "clara/a.md": "x"})
    assert list(found) == ["anna", "clara"]


def test_a_folder_that_olat_did_not_make_is_told(sheet):
    sheet.take({**OLAT, "ita_Sheet6_2023-12-07T10-00-00/loose/sheet.md": "whose?"})
    assert sheet.noticed(Kind.DOWNLOAD) == [
        "loose in ita_Sheet6_2023-12-07T10-00-00 is not laid out as the platform does it, and was passed over"
    ]


def test_a_hostile_download_loses_what_is_refused_and_nothing_else(sheet, tmp_path):
    path = tmp_path / "moodle.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Mira Okonkwo_1_assignsubmission_file/sheet.md", "mira")
        archive.writestr("Mira Okonkwo_1_assignsubmission_file/../../evil.md", "slip")
        archive.writestr("Ben Koch_2_assignsubmission_file/sheet.md", "ben")
        archive.writestr("Ben Koch_2_assignsubmission_file/bomb.md", b"0" * 30_000_000)
        archive.writestr("/etc/Eve Lind_3_assignsubmission_file/a.md", "absolute")
    found = sheet.take(path=path)
    assert list(found) == ["Ben Koch", "Mira Okonkwo"]
    assert texts(found["Mira Okonkwo"]) == {"sheet.md": "mira"}
    assert any("bomb.md unpacks to more than 200 times" in note for note in found["Ben Koch"].notes)


def test_an_archive_in_an_archive_is_opened_once_and_no_deeper(sheet):
    deep = {"a.zip": {"b.zip": {"c.zip": {"d.md": "too deep"}, "b.md": "b"}, "a.md": "a"}}
    found = sheet.take({"Mira Okonkwo_1_assignsubmission_file/hw.zip": deep["a.zip"]})
    assert texts(found["Mira Okonkwo"]) == {"a.md": "a", "b.zip/b.md": "b"}
    assert any("c.zip is an archive in an archive in an archive" in note for note in found["Mira Okonkwo"].notes)


METADATA_OF_A_FLAT_EXPORT = METADATA.replace("submission_501:", "501.md:").replace("submission_502:", "502.md:")


def test_gradescopes_list_may_name_files(sheet):
    found = sheet.take({"submission_metadata.yml": METADATA_OF_A_FLAT_EXPORT, "501.md": "both", "502.md": "żak"})
    assert [(one.platform, len(one.members)) for one in found.values()] == [("Gradescope", 2), ("Gradescope", 1)]


LISTS = ["submission_metadata.yml", "submission_metadata.json", "grades.csv"]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_in_a_students_own_folder_is_not_read_as_a_platforms(sheet, name, monkeypatch):
    for reader in ("grader.intake.gradescope.plain_yaml", "grader.intake.gradescope.json.loads", "grader.intake.worksheet.read_worksheet"):
        monkeypatch.setattr(reader, lambda *_: pytest.fail("was read"))
    found = sheet.take({f"anna/{name}": METADATA, "anna/submission_501/a.md": "x", "anna/submission/b.md": "y", "ben/c.md": "z"})
    assert [(one.group, one.platform) for one in found.values()] == [("anna", ""), ("ben", "")]


@pytest.mark.parametrize("platform", [MOODLE, MOODLE_FLAT, OLAT, OLAT_GROUPS, CANVAS, GRADESCOPE, NBGRADER])
def test_links_in_place_of_what_a_platform_wrote_are_not_followed(sheet, tmp_path, platform):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "sheet.md").write_text("the expected values")
    for name in platform:
        place = sheet.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(secret / "sheet.md")
    assert all("the expected values" not in texts(one).values() for one in sheet.take().values())


def test_a_download_lying_there_packed_and_unpacked_counts_once(sheet):
    found = sheet.take({**MOODLE, "Course-Sheet 6-4711.zip": MOODLE})
    assert {group: (texts(one)["sheet.md"], one.problem) for group, one in found.items()} == {
        "Mira Okonkwo": ("mira", ""),
        "Jonas O’Feldhaus": ("jonas", ""),
    }


@pytest.mark.parametrize(
    ("name", "split"),
    [("Müller", "Mueller"), ("Núñez", "Nunez")],
)
def test_an_accent_may_be_left_out_in_latin_letters_only(sheet, name, split):
    assert list(sheet.take({f"Anna {split}_5_assignsubmission_file/a.md": "x"}, roster=f"person,group\nAnna {name},A\n")) == ["A"]


@pytest.mark.parametrize(("name", "other"), [("Андрей", "Андреи"), ("がとう", "かとう"), ("Müller", "Muller")])
def test_another_letter_is_another_person(sheet, name, other):
    assert list(sheet.take({f"{other}_5_assignsubmission_file/a.md": "x"}, roster=f"person,group\n{name},A\n")) == [other]
