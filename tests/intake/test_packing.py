"""How a submission was packed: what still tells, and what nobody knows any more."""

import pytest
from platforms import lay_out

from grader.intake.submissions import one_submission

FILES = {"a.pdf": "%PDF", "b.md": "b"}
ITA = "ita_Sheet6_2023-12-07T10-00-00/Okonkwo_Mira_mo17/2_submissions"


@pytest.mark.parametrize(
    ("files", "packed"),
    [
        ({"g.zip": FILES}, "zip"),
        ({"g.md": "alone"}, None),
        ({"g/a.pdf": "%PDF", "g/b.md": "b"}, None),
        ({"g/all.zip": FILES, "g/.DS_Store": "junk"}, "zip"),
        ({"g/all.zip": FILES, "g/b.md": "b"}, None),
        ({"g.rar": "Rar!"}, "rar"),
        ({"Mira Okonkwo_10001_assignsubmission_file/hw.zip": FILES}, "zip"),
        ({"Mira Okonkwo_10001_assignsubmission_file_hw.zip": FILES}, "zip"),
        ({"Mira Okonkwo_10001_assignsubmission_file/a.md": "a", "Mira Okonkwo_10001_assignsubmission_file/b.md": "b"}, ""),
        ({"Mira Okonkwo_10001_assignsubmission_file/hw/a.md": "a"}, None),
        ({f"{ITA}/hw.zip": FILES}, "zip"),
        ({f"{ITA}/a.md": "a", f"{ITA}/b.md": "b"}, ""),
        ({"submitted/mo17/freiburg_ex06/a.md": "a"}, None),
    ],
)
def test_an_archive_is_known_as_far_as_what_lies_here_tells(sheet, files, packed):
    (found,) = sheet.take(files).values()
    assert found.packed == packed


@pytest.mark.parametrize(
    ("files", "path", "packed"), [({"g.zip": FILES}, "g.zip", "zip"), ({"g.md": "a"}, "g.md", ""), ({"g/a.md": "a"}, "g", "")]
)
def test_before_it_is_handed_in_a_folder_is_no_archive(sheet, files, path, packed):
    lay_out(sheet.folder, files)
    assert one_submission(sheet.folder / path, sheet.keep).packed == packed


ROSTER = """\
person;id;group
Mira Okonkwo;5170001;Group 7
Ben Koch;5170002;Group 7
Ada Lind;5170003;
Ida Lind;5170004;Group 8
Ida Lind;5170004;Group 9
"""


@pytest.mark.parametrize(("name", "listed"), [("Group 7", "Group 7"), ("Ada Lind", ""), ("Ida Lind", None), ("strangers", None)])
def test_only_a_roster_that_is_clear_says_who_belongs_to_a_group(sheet, name, listed):
    (found,) = sheet.take({f"{name}/a.md": "a"}, roster=ROSTER).values()
    assert found.listed == listed
    (alone,) = sheet.take({}).values()
    assert alone.listed is None
