"""Names and texts from strangers: folders that are safe everywhere, and text that hides nothing."""

import os
import re

import pytest
from fixtures import REORDERED, SCRIPT
from hypothesis import given
from hypothesis import strategies as st

from grader.filenames import LONGEST, natural, safe_folder
from grader.legible import encodable, legible

ANY = st.text(st.characters(exclude_categories=()), max_size=80)
SAFE = re.compile(r"[a-z0-9_][a-z0-9_-]*\Z")
DEVICES = {"con", "prn", "aux", "nul", "com1", "lpt9"}


@pytest.mark.parametrize("name", ["group-a", "team_7", "42", "gruppe-10"])
def test_a_safe_name_is_kept(name):
    assert safe_folder(name) == name


@pytest.mark.parametrize("name", [
    "..", ".", "", "/", "a/b", "..\\..\\x", "C:\\x", "/etc/passwd", "~", "con", "CON", "nul", "com1", "lpt9", "con.txt", "a.", " a",
    "-rf", "_", "a\0b", "x" * 300, SCRIPT, REORDERED, "группа", "조", "a\udcff", "Group-A", "*?|<>", "index.html", "com¹",
])  # fmt: skip
def test_an_unsafe_name_gets_a_safe_folder_with_a_hash(name):
    folder = safe_folder(name)
    assert SAFE.match(folder)
    assert folder != name
    assert folder not in DEVICES
    assert len(folder) <= LONGEST + 13


@given(ANY)
def test_any_name_gets_a_folder_that_is_safe_on_every_file_system(name):
    folder = safe_folder(name)
    assert SAFE.match(folder)
    assert folder not in DEVICES
    assert os.path.basename(folder) == folder  # noqa: PTH119  # text, not a path
    assert len(folder) <= LONGEST + 13
    assert safe_folder(name) == folder


@given(ANY, ANY)
def test_two_names_never_share_a_folder(one, other):
    assert (safe_folder(one) == safe_folder(other)) == (one == other)


@pytest.mark.parametrize(("one", "other"), [("Group", "group"), ("grün", "grun"), ("a b", "a-b"), ("é", "e\u0301"), ("a" * 90, "a" * 91)])
def test_names_that_look_alike_get_two_folders(one, other):
    assert safe_folder(one) != safe_folder(other)


def test_a_person_recognises_the_folder_of_a_group():
    assert safe_folder("Gruppe Müller, 7").startswith("gruppe-muller-7-")


def test_a_group_cannot_take_anothers_folder_by_its_name():
    target = safe_folder("Group A")
    assert safe_folder(target) != target


def test_people_count_group_2_before_group_10():
    assert sorted(["group-10", "b", "group-2", "Group-3", "1", "²", "group-02"], key=natural) == [
        "1", "b", "group-02", "group-2", "Group-3", "group-10", "²",
    ]  # fmt: skip


@given(st.lists(ANY, max_size=6))
def test_any_names_can_be_sorted_and_the_order_is_total(names):
    turned = names[::-1]
    assert sorted(names, key=natural) == sorted(turned, key=natural)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "⟨U+001B⟩[31mred"),
        ("a\x00b", "a⟨U+0000⟩b"),
        ("\u202egnp.exe", "⟨U+202E⟩gnp.exe"),
        ("\u2066x\u2069", "⟨U+2066⟩x⟨U+2069⟩"),
        ("zero\u200bwidth", "zero⟨U+200B⟩width"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("m\udcfcller", r"m\xfcller"),
        ("\ud83d", r"\ud83d"),
        ("\x85", "⟨U+0085⟩"),
        ("ŷ = ½ · ∂L/∂w, 정수, עברית, नि\u200dज", "ŷ = ½ · ∂L/∂w, 정수, עברית, नि\u200dज"),
    ],
)
def test_what_would_hide_or_reorder_is_spelled_out(text, shown):
    assert legible(text) == shown


def test_line_ends_are_kept_only_where_lines_are_shown():
    assert legible("a\n\tb", lines=True) == "a\n\tb"
    assert legible("a\nb") == "a⟨U+000A⟩b"


@given(ANY)
def test_any_text_becomes_utf8_and_stays_as_it_is_the_second_time(text):
    assert legible(text).encode("utf-8").decode("utf-8") == legible(text)
    assert legible(legible(text)) == legible(text)
    assert encodable(text).encode("utf-8").decode("utf-8") == encodable(text)
