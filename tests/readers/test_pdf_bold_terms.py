"""The bold term of a list with a result behind it, and headings that look like one."""

import pytest

from grader.document import LineKind
from grader.readers.pdf.items import Item, Sort
from grader.readers.pdf.lines import drafts, lines
from grader.readers.pdf.rows import Row


def row(*words, y=100.0):
    x, items = 50.0, []
    for word in words:
        text, bold = word.lstrip("*"), word.startswith("*")
        items.append(Item(text, text, Sort.TOKEN, x, x + 6.0 * len(text), y - 7, y, y, 10.0, bold=bold))
        x += 6.0 * len(text) + 3
    return Row(tuple(items), y)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("*Validation", "*accuracy", "78.6", "%"), LineKind.TEXT),
        (("*Standard", "71754"), LineKind.TEXT),
        (("*Validation", "*accuracy", "*78.6", "*%"), LineKind.HEADING),
        (("*Exercise", "2.4"), LineKind.HEADING),  # its number in another type
        (("2.4", "*CIFAR", "*Challenge"), LineKind.HEADING),
        (("*Problem", "7", "*LeNet"), LineKind.HEADING),
    ],
)
def test_a_bold_term_with_a_result_in_the_type_of_the_text_is_no_heading(words, kind):
    assert [draft.kind for draft in drafts([row(*words)], [], 10.0)] == [kind]


def test_each_term_begins_a_block_of_its_own():
    shares = [row("*MLP", f"{number}", "%", y=100.0 + 14 * at) for at, number in enumerate((95, 36))]
    assert len({line.block for line in lines(1, 1, drafts([*shares], [], 10.0), 10.0)}) == 2
    plain = [row("MLP", f"{number}", "%", y=100.0 + 14 * at) for at, number in enumerate((95, 36))]
    assert len({line.block for line in lines(1, 1, drafts([*plain], [], 10.0), 10.0)}) == 1
