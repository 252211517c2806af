"""Property tests: whatever a person, a group or a file is called, what the platform put round the name is found again."""

import unicodedata
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st
from platforms import CANVAS, GRADESCOPE, MOODLE, OLAT, zipped

from grader.errors import CommandError
from grader.intake import take_in
from grader.intake.canvas import canvas, splits
from grader.intake.moodle import moodle
from grader.intake.names import shown
from grader.intake.olat import olat
from grader.intake.uploads import Whose
from grader.rosters.personal_names import name_key, run_together, words
from grader.rosters.roster import Person, Roster


@dataclass
class Named:
    """An entry that is nothing but its name and what lies in it."""

    name: str
    inside: list = field(default_factory=list)

    @property
    def is_folder(self):
        return bool(self.inside)

    def entries(self):
        return self.inside


FILE_NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=30)
SPELT = ["Anna", "Ó Súilleabháin", "D’Arcy", "von der Au", "محمد", "Ελένη", "山田", "3rd", "Ge\u0301za", "Müller-Lüdenscheidt", ", Jr."]
LETTERS = st.text(st.characters(categories=["L", "N", "M"]), min_size=1, max_size=8)
PEOPLE = st.lists(st.sampled_from(SPELT) | LETTERS, min_size=1, max_size=4).map(" ".join)
IDS = st.integers(1, 10**9).map(str)


@given(PEOPLE, IDS, FILE_NAMES)
def test_moodle_any_person_and_any_file(name, number, file):
    found = moodle([Named(f"{name}_{number}_assignsubmission_file_{file}")])
    (upload,) = found.uploads
    assert (upload.id, upload.pieces[0].entry.name, found.rest) == (number, f"{name}_{number}_assignsubmission_file_{file}", ())
    assert upload.pieces[0].name in (file, "", file.removeprefix("_"))
    assert upload.name in (shown(name).strip(), f"{shown(name).strip()} {number}")


@given(PEOPLE, IDS, IDS, FILE_NAMES, st.booleans())
def test_canvas_the_true_reading_is_always_among_those_seen(name, user, attachment, file, late):
    squeezed = "".join(character for character in name if character.isalnum() or character == "_").lower() or "x"
    whole = f"{squeezed}{'_LATE' if late else ''}_{user}_{attachment}_{file}"
    assert (squeezed, user, attachment, file, late) in [(one.name, one.user, one.attachment, one.file, one.late) for one in splits(whole)]
    found = canvas([Named(whole)], lambda given_name, given_user: (given_name, given_user) == (squeezed, user))
    (upload,) = found.uploads
    assert (upload.name, upload.id) == (shown(squeezed), user) or squeezed in ("anon", "LATE_anon")


@given(PEOPLE, st.from_regex(r"[a-z]{2}[0-9]{1,5}", fullmatch=True), st.integers(1, 9))
def test_olat_any_person_and_any_step(name, user, step):
    folder = Named(f"{name.replace(' ', '_')}_{user}", [Named(f"{step}_submissions", [Named("a.md")])])
    (upload,) = olat([folder], Whose.PERSON).uploads
    assert upload.id == user
    assert name_key(upload.name) == name_key(shown(name.replace("_", " ")))


@given(st.lists(PEOPLE, min_size=1, max_size=6, unique_by=name_key))
def test_everybody_on_a_roster_is_found_by_their_own_name_in_either_order(names):
    roll = Roster("roster.csv", tuple(Person(name, group=f"G{at}") for at, name in enumerate(names))).on("sheet")
    for name in names:
        if not words(name):
            continue
        first, _, rest = name.partition(" ")
        for written in (name, f"{rest}, {first}", unicodedata.normalize("NFD", name), name.replace(" ", "_")):
            assert [one.person.name for one in roll.named(written)] == [name]
        assert name in [one.person.name for form in run_together(name) for one in roll.run_together(form)]


@given(st.lists(FILE_NAMES, max_size=12, unique=True))
def test_any_folder_at_all_is_told_apart_without_losing_or_doubling_anything(names):
    entries = [Named(name) for name in names]
    for found in (moodle(entries), olat(entries), canvas(entries, lambda *_: False)):
        used = [piece.entry.name for upload in found.uploads for piece in upload.pieces]
        assert sorted([*used, *(entry.name for entry in found.rest)]) == sorted(names)


DOWNLOADS = [zipped(MOODLE), zipped(CANVAS), zipped(OLAT), zipped(GRADESCOPE)]


@given(st.sampled_from(DOWNLOADS), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=8), st.integers(0, 200))
def test_any_damage_to_a_download_gives_submissions_or_one_sentence(tmp_path_factory, base, flips, cut):
    folder = tmp_path_factory.mktemp("download")
    data = bytearray(base[: len(base) - cut] if cut > 100 else base)
    for place, value in flips:
        data[place % len(data)] = value
    path, keep = folder / "download.zip", folder / "keep"
    path.write_bytes(data)
    keep.mkdir()
    try:
        taken = take_in(path, keep)
    except CommandError as problem:
        assert "\n" not in str(problem)  # noqa: PT017 - either this or submissions
    else:
        assert all(file.path.is_relative_to(keep) for one in taken.submissions for file in one.files)
