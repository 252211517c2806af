"""The pages that people read, each one file with everything in it, built from results.json and the pictures kept beside it."""

import base64
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from grader.filenames import safe_folder
from grader.legible import legible
from grader.records.results import Results
from grader.reporting import wording
from grader.reporting.group_page import NOW, GroupPage, instructor_page, student_page
from grader.reporting.isolation import REMEDIES
from grader.reporting.overview import Overview, overview
from grader.reporting.page_links import INSTRUCTOR, STUDENT
from grader.reporting.page_pictures import Kept, none_kept
from grader.score import Outcome, Visibility
from grader.whole import write_whole

if TYPE_CHECKING:
    from jinja2 import Environment

INDEX = "index.html"
GROUPS = "groups"

MATH_TAGS = frozenset("mrow mi mn mo msub msup mfrac msqrt mover munder munderover mtable mtr mtd mtext".split())
"""The elements of MathML that a page may hold; results of others are nobody's business."""


def write_pages(out: Path, results: Results, shown: frozenset[Visibility] = NOW, kept: Kept = none_kept) -> None:
    """Write the overview and every group's two pages into the assignment's folder; `shown` is what students may see by now."""
    groups = [(submission, safe_folder(submission.group)) for submission in results.submissions]
    for index, (submission, folder) in enumerate(groups):
        neighbours = {"before": groups[index - 1] if index else None, "after": groups[index + 1] if index + 1 < len(groups) else None}
        links = {name: f"../{found[1]}/{INSTRUCTOR}" for name, found in neighbours.items() if found is not None}
        pages = out / GROUPS / folder
        _write(pages / STUDENT, group_html(student_page(results, submission, shown, kept)))
        _write(pages / INSTRUCTOR, group_html(instructor_page(results, submission, kept), links))
    _clear_others(out / GROUPS, frozenset(folder for _, folder in groups))
    _write(out / INDEX, overview_html(overview(results)))


def group_html(page: GroupPage, links: Mapping[str, str] | None = None) -> str:
    """A group's page; `links` leads to the groups before and after."""
    return _environment().get_template("group.html.j2").render(page=page, links=links or {}, csp=_policy("page.css", None))


def overview_html(page: Overview) -> str:
    """The instructor's overview."""
    return _environment().get_template("overview.html.j2").render(page=page, csp=_policy("page.css", "overview.js"))


def _write(path: Path, html: str) -> None:
    write_whole(path, html.encode("utf-8"), durable=False)


def _clear_others(groups: Path, kept: frozenset[str]) -> None:
    """Remove the pages of groups that are no more; folders that hold anything else are left alone."""
    for folder in groups.iterdir() if groups.is_dir() else ():
        if folder.name in kept or folder.is_symlink() or not folder.is_dir():
            continue
        if {file.name for file in folder.iterdir()} <= {STUDENT, INSTRUCTOR}:
            for file in folder.iterdir():
                file.unlink()
            folder.rmdir()


@cache
def _environment() -> "Environment":
    """Jinja2 with everything escaped, nothing undefined, and every text made legible."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def finalize(entry: object) -> object:
        return legible(entry, lines=True) if isinstance(entry, str) and not isinstance(entry, Markup) else entry

    environment = Environment(
        loader=PackageLoader("grader"), autoescape=True, undefined=StrictUndefined, finalize=finalize, trim_blocks=True, lstrip_blocks=True
    )
    said = {
        "points": wording.points,
        "counted": wording.counted,
        "meanings": wording.MEANINGS,
        "remedies": REMEDIES,
        "math_tags": MATH_TAGS,
    }
    environment.globals.update(said, Outcome=Outcome)
    return environment


@cache
def _policy(style: str, script: str | None) -> str:
    """A content-security policy that allows this page's own style and script and nothing else at all."""
    scripts = f"'{_digest(script)}'" if script else "'none'"
    return f"default-src 'none'; style-src '{_digest(style)}'; script-src {scripts}; img-src data:; base-uri 'none'; form-action 'none'"


def _digest(template: str) -> str:
    """The hash by which a browser knows an inline style or script: of the very text that the page includes."""
    text = _environment().get_template(template).render()
    return "sha256-" + base64.b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
