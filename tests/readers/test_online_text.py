"""Texts typed into a learning platform's own page."""

import pytest

from grader.errors import Unreadable
from grader.intake.kinds import DOCUMENTS, kind_of
from grader.readers.reading import read_bytes


def read(html: str):
    return read_bytes(html.encode(), "Mira/onlinetext.html")


def texts(html: str) -> list[str]:
    return [" ".join(line.text.split()) for line in read(html).lines if line.text.strip()]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>Task 1.1</p><p>L = 200</p>", ["Task 1.1", "L = 200"]),
        ("<p>The loss\nis L = 200.</p>", ["The loss is L = 200."]),
        ("L = 200<br>b = 1", ["L = 200", "b = 1"]),
        ("<ul><li>b = 1</li><li>L = 200</li></ul>", ["b = 1", "L = 200"]),
        ("<pre>L = 200\nb = 1</pre>", ["L = 200", "b = 1"]),
        ("<p>b = 0,72&nbsp;%</p>", ["b = 0,72 %"]),
        ("<p>x<sup>2</sup> = 4</p>", ["x^{2} = 4"]),
        ("<p>L &lt; 200 &amp; more</p>", ["L < 200 & more"]),
    ],
)
def test_the_lines_are_those_that_a_browser_shows(html, lines):
    assert texts(html) == lines


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">L = 200</p>',
        "<!-- L = 200 -->",
        '<span style="font-size:0">L = 200</span>',
        '<b class="p d-none">L = 200</b>',
        "<i class=sr-only>L = 200</i>",
    ],
)
def test_hidden_text_is_left_out_and_told(hidden):
    found = read(f"<p>b = 1</p>{hidden}<p>c = 2</p>")
    assert [line.text.strip() for line in found.lines] == ["b = 1", "c = 2"]
    assert found.unread


@pytest.mark.parametrize("foreign", ["<style>.a { left: -99px }</style>", "<svg><text>28</text></svg>", '<iframe src="x"></iframe>'])
def test_what_a_platform_never_lets_through_leaves_the_text_in_doubt(foreign):
    assert read(f"<p>b = 1</p>{foreign}").unread


def test_a_picture_in_the_text_is_said_to_be_unread():
    assert read('<p>see <img src="data:image/png;base64,AAAA" alt="my answer"></p>').unread


def test_see_file_leaves_nothing_in_doubt():
    assert not read('<div class="no-overflow"><p dir="ltr">see file</p></div>').unread


@pytest.mark.parametrize("name", ["onlinetext.html", "a/b/OnlineText.html", "text.html"])
def test_only_texts_typed_online_are_read_of_all_web_pages(name):
    assert kind_of(name) in DOCUMENTS
    assert kind_of(f"{name}.html") not in DOCUMENTS
    assert kind_of("my" + name.rpartition("/")[2]) not in DOCUMENTS


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(Unreadable):
        read_bytes(b"\xff\xfe\x00\x01" * 50 + b"\x00" * 50, "onlinetext.html")


@pytest.mark.parametrize("html", ["L = 2<img src='x'>00", "L = <img src='x'> 200", "L = 200 <img src='x'>", "L = 20<img src='x'>.5"])
def test_a_picture_beside_a_number_may_be_a_part_of_it(html):
    assert "\ufffd" in read(f"<p>{html}</p>").lines[0].text
