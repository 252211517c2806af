"""Small bulk downloads as the platforms make them, laid out in a folder or packed as one zip; all people are invented."""

import io
import zipfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from grader.intake import Setting, take_in
from grader.rosters.roster_file import read_roster

BERLIN = ZoneInfo("Europe/Berlin")
DUE = datetime(2023, 12, 5, 23, 59, tzinfo=BERLIN)

MOODLE = {
    "Mira Okonkwo_10001_assignsubmission_file/sheet.md": "mira",
    "Mira Okonkwo_10001_assignsubmission_onlinetext/onlinetext.html": "<p>see file</p>",
    "Jonas O’Feldhaus_10002_assignsubmission_file_/hw.zip": {"solution.py": "x = 1", "sheet.md": "jonas"},
}
MOODLE_FLAT = {
    "Mira Okonkwo_10001_assignsubmission_file_sheet.md": "mira",
    "Mira Okonkwo_10001_assignsubmission_onlinetext_onlinetext.html": "<p>see file</p>",
    "Jonas O’Feldhaus_10002_assignsubmission_file_hw.zip": {"solution.py": "x = 1", "sheet.md": "jonas"},
}
OLAT = {
    "ita_Sheet6_2023-12-07T10-00-00/Okonkwo_Mira_mo17/1_task/sheet.pdf": "the sheet",
    "ita_Sheet6_2023-12-07T10-00-00/Okonkwo_Mira_mo17/2_submissions/sheet.md": "mira",
    "ita_Sheet6_2023-12-07T10-00-00/Okonkwo_Mira_mo17/2_submissions/._oo_meta_sheet.md": "junk",
    "ita_Sheet6_2023-12-07T10-00-00/Okonkwo_Mira_mo17/4_revisions_1/sheet.md": "mira, again",
    "ita_Sheet6_2023-12-07T10-00-00/Okonkwo_Mira_mo17/6_revisions_10/sheet.md": "mira, for the tenth time",
    "ita_Sheet6_2023-12-07T10-00-00/von_der_Au_Anna_Lena_au9/1_submissions/sheet.md": "anna",
    "ita_Sheet6_2023-12-07T10-00-00/Feldhaus_Jonas_jf2/1_task/sheet.pdf": "the sheet",
    "ita_Sheet6_2023-12-07T10-00-00/Course_2023.xlsx": "the roster",
    "ita_Sheet6_2023-12-07T10-00-00/solutions/solution.pdf": "ours",
}
OLAT_GROUPS = {
    "Group_7_190021632/2_submissions/sheet.md": "seven",
    "Die_Null_190021633/1_submissions/sheet.md": "null",
}
CANVAS = {
    "okonkwomira_10001_900101_sheet.md": "mira",
    "okonkwomira_10001_900102_solution.py": "x = 1",
    "feldhausjonas_LATE_10002_900103_sheet.md": "jonas",
    "anon_Xy7pQ_900104_sheet.md": "nobody",
}
METADATA = """\
submission_501:
  :submitters:
  - :name: Mira Okonkwo
    :sid: '5170001'
    :email: mira@example.org
  - :name: Jonas Feldhaus
    :sid: '5170002'
    :email: jonas@example.org
  :created_at: 2023-12-05 21:41:03.000000000 Z
  :score: 0.0
submission_502:
  :submitters:
  - :name: 'Łukasz Żak'
    :sid:
    :email: zak@example.org
  :created_at: 2023-12-06 09:00:00.000000000 Z
"""
GRADESCOPE = {
    "assignment_77_export/submission_metadata.yml": METADATA,
    "assignment_77_export/submission_501/sheet.md": "both",
    "assignment_77_export/submission_502/sheet.md": "żak",
}
NBGRADER = {
    "submitted/mo17/freiburg_ex06/sheet.md": "mira",
    "submitted/mo17/freiburg_ex06/timestamp.txt": "2023-12-05 14:58:23.948203 America/Los_Angeles",
    "submitted/jf2/freiburg_ex06/sheet.md": "jonas",
    "submitted/jf2/other/sheet.md": "another sheet",
}
ROSTER = """\
person;id;group;sheets;extension;excused;factor
Mira Okonkwo;5170001;Group 7;;;;
"O'Feldhaus, Jonas";5170002;Group 7;;2 days;;1,25
Łukasz Żak;5170003;Die Null;;;;
Anna Lena von der Au;5170004;;;;;
Tomás Ó Súilleabháin;5170005;Die Null;;;yes;
"""


def lay_out(folder, files):
    """Files by their names; a mapping in place of a text is a zip."""
    for name, content in files.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(zipped(content) if isinstance(content, dict) else content.encode())
    return folder


def zipped(files):
    """The same in a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, zipped(content) if isinstance(content, dict) else content)
    return buffer.getvalue()


class Sheet:
    """A folder of submissions, and what is taken in from it."""

    def __init__(self, folder):
        self.folder = folder / "freiburg_ex06"
        self.folder.mkdir()
        self.keep = folder / "keep"
        self.keep.mkdir()

    def take(self, files=(), roster="", due=DUE, path=None, **more):
        lay_out(self.folder, dict(files))
        read = read_roster(roster.encode(), "roster.csv", ("freiburg_ex06",)) if roster else None
        self.taken = take_in(path or self.folder, self.keep, Setting("freiburg_ex06", due, roster=read, **more))
        return {submission.group: submission for submission in self.taken.submissions}

    def noticed(self, kind=None):
        """What was noticed, of one kind or all."""
        return [one.says for one in self.taken.attendance.noticed if kind is None or one.kind == kind]

    def absent(self):
        return [(one.name, one.excused) for one in self.taken.attendance.absent]


def texts(submission):
    """The files of a submission with what they hold."""
    return {file.name: file.path.read_text() for file in submission.files}


def members(submission):
    return [(member.name, member.id) for member in submission.members]
