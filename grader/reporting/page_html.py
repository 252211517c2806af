"""The HTML of the pages, by the templates; each page may use its own style and script, and nothing else at all."""

import base64
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from grader.reporting import wording
from grader.reporting.group_page import GroupPage
from grader.reporting.isolation import REMEDIES
from grader.reporting.overview import Overview
from grader.score import Outcome

if TYPE_CHECKING:
    from grader.reporting.escaping import Pages

MATH_TAGS = frozenset("mrow mi mn mo msub msup mfrac msqrt mover munder munderover mtable mtr mtd mtext".split())
"""The elements of MathML that a page may hold; results of others are nobody's business."""


def group_html(page: GroupPage, links: Mapping[str, str] | None = None) -> str:
    """A group's page; `links` leads to the groups before and after."""
    return rendered("group.html.j2", page=page, links=links or {})


def overview_html(page: Overview) -> str:
    """The instructor's overview."""
    return rendered("overview.html.j2", "overview.js", page=page)


def rendered(template: str, script: str | None = None, **said: object) -> str:
    """A page by its template, with our style and, where it is named, a script of ours."""
    return _templates().get_template(template).render(csp=_policy("page.css", script), **said)


@cache
def _templates() -> "Pages":
    """The templates, with what all of them may say; Jinja is loaded when the first page is written."""
    from grader.reporting.escaping import Pages

    templates = Pages()
    templates.globals |= {"meanings": wording.MEANINGS, "remedies": REMEDIES, "math_tags": MATH_TAGS, "Outcome": Outcome}
    icon = templates.macro("icon.html.j2", "icon")
    templates.globals["icons"] = {outcome: icon(outcome) for outcome in Outcome}
    templates.filters |= {
        "points": wording.points,
        "counted": wording.counted,
        "numbered": templates.remembered("source.html.j2", "numbered"),
        "mathml": templates.remembered("formula.html.j2", "markup"),
    }
    templates.globals |= {"parts": templates.get_template("parts.html.j2").module, "marks": templates.get_template("mark.html.j2").module}
    return templates


@cache
def _policy(style: str, script: str | None) -> str:
    """A content-security policy that allows this page's own style and script and nothing else at all."""
    scripts = f"'{_digest(script)}'" if script else "'none'"
    return f"default-src 'none'; style-src '{_digest(style)}'; script-src {scripts}; img-src data:; base-uri 'none'; form-action 'none'"


def _digest(template: str) -> str:
    """The hash by which a browser knows an inline style or script: of the very text that the page includes."""
    text = _templates().fixed(template)
    return "sha256-" + base64.b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
