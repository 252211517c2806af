"""HTML among Markdown: tables are read, what a browser hides is no answer, and whatever is broken costs nothing."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.document import LineKind
from grader.readers.html_text import shown
from grader.readers.reading import read_bytes
from grader.readers.transcription import read_transcription

HIDDEN = (
    '<span style="color:white">L = 3</span>',
    "<span style='color: #FFFFFF'>L = 3</span>",
    '<p style="display:none">L = 3</p>',
    '<div style="visibility: hidden">L = <b>3</b></div>',
    '<i style="opacity:0">L = 3</i>',
    '<i style="font-size:0px">L = 3</i>',
    "<span hidden>L = 3</span>",
    '<font color="white">L = 3</font>',
    '<span style="disp&#108;ay:none">L = 3</span>',
    '<span style="disp\\6cay:none">L = 3</span>',
    '<div style="position:absolute; left:-9999px">L = 3</div>',
    "<template>L = 3</template>",
    "<script>L = 3</script>",
    "<!-- L = 3 -->",
    "<!-- L = 3",
    "[//]: # (L = 3)",
    '<div style="display:none"><div>a</div>L = 3</div>',
)
SEEN = (
    '<span style="color:red">L = 3</span>',
    '<p style="background-color:white">L = 3</p>',
    '<i style="opacity:0.9">L = 3</i>',
    '<i style="font-size:12px">L = 3</i>',
    "<details><summary>Result</summary>L = 3</details>",
    "<b>L = 3</b>",
    '<div align="center">\nL = 3\n</div>',
    "a < b and L = 3",
    "<AddBackward0> L = 3",
)


def texts(source):
    return [line.text for line in read_transcription(source.encode(), "a.md").lines]


@pytest.mark.parametrize("source", HIDDEN)
def test_what_a_browser_hides_is_no_answer_and_is_told(source):
    document = read_transcription(f"above\n\n{source}\n".encode(), "a.md")
    assert not any("L" in line.text for line in document.lines)
    assert [gap.why for gap in document.unread] == ["hidden text in line 3 was left out"]


@pytest.mark.parametrize("source", SEEN)
def test_what_a_browser_shows_is_read(source):
    assert any("L = 3" in text for text in texts(source))
    assert not read_transcription(source.encode(), "a.md").unread


def test_an_empty_comment_of_a_form_hides_nothing():
    assert not read_transcription(b"<!-- your answer here -->\nL = 3", "a.md").unread


@pytest.mark.parametrize(("remark", "told"), [("Gruppe 52, mit MathJax 3", 0), ("L = 3", 1), ("14; 20", 1), ("L: 3.5", 1), ("20", 1)])
def test_a_remark_at_the_top_about_the_file_hides_no_answer(remark, told):
    assert len(read_transcription(f"<!-- {remark} -->\n\nb = 1".encode(), "a.md").unread) == told
    assert len(read_transcription(f"b = 1\n\n<!-- {remark} -->".encode(), "a.md").unread) == 1


def test_a_table_is_rows_and_cells_take_up_what_they_span():
    source = "<table><tr><th rowspan=2>net<th colspan=2>accuracy</tr><tr><td>own<td>moved</tr><tr><td>MLP<td>0.9<td>0.4</tr></table>"
    lines = read_transcription(source.encode(), "a.md").lines
    assert all(line.kind is LineKind.ROW for line in lines)
    assert [[piece.text for piece in line.pieces] for line in lines] == [
        ["net", "accuracy", "accuracy"],
        ["net", "own", "moved"],
        ["MLP", "0.9", "0.4"],
    ]


def test_scripts_are_scripts():
    assert texts("10<sup>2</sup> and L<sub>new</sub> = 3") == ["10^{2} and L_{new} = 3"]


def test_lines_keep_their_numbers_around_html():
    source = "# 1\n<!-- one\ntwo -->\n<table>\n<tr>\n<td>a</td><td>1</td></tr>\n</table>\nL = 3\n"
    assert [(line.text, line.number) for line in read_transcription(source.encode(), "a.md").lines][-1] == ("L = 3", 8)


def test_what_stands_between_fences_is_as_it_is():
    assert "<b>L = 3</b>" in texts("```\n<b>L = 3</b>\n```\n")


def test_a_style_that_can_hide_is_told():
    assert "can hide" in shown("<style>.x {display: none}</style><p class=x>L = 3</p>").unread[0].why
    assert not shown("<style scoped>.dataframe td {vertical-align: top;}</style>").unread


@pytest.mark.parametrize(
    "source", ["<", "<b", "<!--", "<table>", "<td>", "<a href='", '<a "', "<table><tr><td colspan=50 rowspan=50>", "&amp", "</td>"]
)
def test_broken_html_takes_no_longer_than_its_length(source):
    began = time.process_time()
    shown(source * (60_000 // len(source)))
    assert time.process_time() - began < 2


@given(
    st.lists(
        st.sampled_from("<b> </b> <table> <tr> <td> </td> </tr> </table> <!-- --> <p hidden> </p> 14 \n ``` & &lt; < [//]:".split(" ")),
        max_size=30,
    )
)
def test_any_tags_give_lines_with_numbers_of_the_source(parts):
    source = "".join(parts)
    found = shown(source)
    assert len(found.numbers) == found.text.count("\n") + 1
    assert list(found.numbers) == sorted(found.numbers)
    assert found.numbers[-1] <= source.count("\n") + 1


@pytest.mark.parametrize(
    "text",
    ["L = 2![](d.png)00", "L = ![a minus](m.png) 28", "L = 28 ![x][1]", "L = 2<img src='x'>00", r"L = 2\includegraphics[width=1em]{d}00"],
)
def test_a_picture_beside_a_number_may_be_a_part_of_it(text):
    found = read_bytes(text.encode(), "a.md")
    assert found.unread
    assert "\ufffd" in found.lines[0].text
    assert found.lines[0].seen_otherwise
