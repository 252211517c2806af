"""What a template prints: legible and escaped, once, whatever it is and however often it was printed before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from grader.legible import legible
from grader.reporting.escaping import SHORT, Pages, shown
from grader.score import Outcome


class Named(str):
    """A text of a kind of its own."""

    __slots__ = ()


@pytest.mark.parametrize(
    ("entry", "printed"),
    [
        ("<b> & 'c' \"d\"", "&lt;b&gt; &amp; &#39;c&#39; &#34;d&#34;"),
        (Named("<b>"), "&lt;b&gt;"),
        ("a\x1b[31m \u202eb\u202c \ud800", "a⟨U+001B⟩[31m ⟨U+202E⟩b⟨U+202C⟩ \\ud800"),
        ("two\n\tlines", "two\n\tlines"),
        ("<" * (SHORT + 1), "&lt;" * (SHORT + 1)),
        (Outcome.RIGHT, "right"),
        (7, "7"),
        (True, "True"),
        (0.5, "0.5"),
        (-0.0, "-0.0"),
        (None, "None"),
        (Markup("<b>"), "<b>"),
        ((1, "<b>"), "(1, &#39;&lt;b&gt;&#39;)"),
    ],
)
def test_a_text_is_printed_legible_and_escaped(entry, printed):
    assert (shown(entry), shown(entry)) == (printed, printed)
    assert Pages().from_string("{{ a }}{{ a }}").render(a=entry) == 2 * printed


@given(st.text(st.characters(exclude_categories=()), max_size=2 * SHORT))
def test_any_text_at_all_is_printed_as_it_would_be_without_a_memory(text):
    assert shown(text) == escape(legible(text, lines=True)) == shown(text)
    assert isinstance(shown(text), Markup)


def test_markup_of_ours_and_the_same_text_of_a_stranger_are_never_taken_for_each_other():
    ours, strange = Markup("<i>1</i>"), "<i>1</i>"
    for first, second in ((ours, strange), (strange, ours)):
        assert (shown(first) == "<i>1</i>", shown(second) == "<i>1</i>") == (first is ours, second is ours)


def test_what_a_macro_made_is_not_escaped_once_more():
    source = "{% macro bold(a) %}<b>{{ a }}</b>{% endmacro %}{{ bold(x) }}{{ bold(x)|upper }}{{ [x, x]|join('<') }}"
    assert Pages().from_string(source).render(x="<") == "<b>&lt;</b><B>&LT;</B>&lt;&lt;&lt;"


@pytest.mark.parametrize("source", ["{{ a.nothing }}", "{{ nothing }}", "{{ a.x }}", "{% if a.nothing %}{% endif %}"])
def test_a_slip_in_a_template_is_an_error_and_no_gap_on_a_page(source):
    with pytest.raises((UndefinedError, AttributeError)):
        Pages().from_string(source).render(a={"x": "an entry, not an attribute"})
