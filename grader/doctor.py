"""What this machine offers, each thing proved by trying it."""

import io
import platform
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from grader.capability import Capability, State, Trial
from grader.document import Document
from grader.errors import GraderError, JailFault, ReaderFault, Unreadable
from grader.jail.level import Level
from grader.jail.levels import level_here
from grader.libraries import libraries
from grader.readers import trials
from grader.readers.limits import LIMITS, MIB, ReadingLimits
from grader.readers.ocr.model import installed
from grader.readers.pool import Readers
from grader.reporting.isolation import MEANS, REMEDIES

OLDEST_PYTHON = (3, 11)
SEEN = "61.06"
"""The number on the page that is made for trying the readers."""


def examine() -> tuple[Capability, ...]:
    """Every capability, in the order in which a person wants to know."""
    return (
        python(sys.version_info[:2]),
        reads("Markdown, LaTeX and text", "trial.md", f"The loss is $L = {SEEN}$.\n".encode()),
        reads("PDF with a text layer", "trial.pdf", tiny_pdf(f"L = {SEEN}")),
        scans(),
        memory_limit(),
        time_limit(),
        no_files_written(),
        documents_apart(),
        student_code(),
        *libraries(),
        Capability("browser", State.OK, "none is needed: reports are plain pages, and no Chromium is started to make them"),
    )


def python(version: tuple[int, ...]) -> Capability:
    """Whether this Python is new enough."""
    number = ".".join(map(str, version))
    if version < OLDEST_PYTHON:
        return Capability("Python", State.FAILED, f"this is Python {number}; 3.11 or newer is needed")
    return Capability("Python", State.OK, f"{platform.python_version()} on {platform.system()} {platform.machine()}")


def reads(what: str, name: str, data: bytes) -> Capability:
    """Whether a small document is read, by a child process as in earnest."""
    with _file(data) as path:
        try:
            with Readers(1) as readers:
                document = readers.read(path, name)
        except (ReaderFault, Unreadable) as problem:
            return Capability(what, State.FAILED, f"a small trial document could not be read: {problem}")
    if SEEN not in _text(document):
        return Capability(what, State.FAILED, "a small trial document was opened, but its text was not found; install the grader again")
    return Capability(what, State.OK, "a small trial document was read in a process of its own")


def scans() -> Capability:
    """Whether pictures of pages can be read."""
    what = "scans and photographs"
    if not installed():
        return Capability(
            what,
            State.ABSENT,
            "no OCR is installed: answers on pages that are pictures go to a person, and none is marked wrong or missing for it; "
            "`pip install 'homework-grader[ocr]'` reads them",
        )
    tried = reads(what, "trial.png", tiny_picture(f"The loss is L = {SEEN}"))
    return replace(tried, says="a small picture was read by OCR, in a process of its own") if tried.state is State.OK else tried


def memory_limit() -> Capability:
    """Whether a child that asks for more memory than it may have is refused it."""
    limits = replace(LIMITS, memory=512 * MIB)
    held = _is_stopped("take_memory", str(2 * limits.memory).encode(), limits)
    return _limit("memory limit for documents", f"{LIMITS.memory // MIB:,} MiB", "asked for more was refused it", held=held)


def time_limit() -> Capability:
    """Whether a child that never ends is ended."""
    held = _is_stopped("never_end", b"1", replace(LIMITS, seconds=0.5))
    return _limit("time limit for documents", f"{LIMITS.seconds:.0f} s of processor time", "did not end was stopped", held=held)


def no_files_written() -> Capability:
    """Whether a child that writes into a file is kept from it."""
    with _file(b"") as path, _file(str(path).encode()) as where, Readers(1, reader=f"{trials.__file__}:write_a_file") as readers:
        with suppress(ReaderFault, Unreadable):
            readers.read(where, "trial.txt")
        held = not path.read_bytes()
    return _limit("no files written by readers", "0 bytes", "tried to write a file was refused", held=held)


def documents_apart() -> Capability:
    """How strongly the reading of documents is isolated, tried by a reader that reaches out for what none needs."""
    what = "isolation for documents"
    try:
        level = level_here()
        tried = tuple(_reached_for(level)) if level.holds else ()
    except (GraderError, OSError) as problem:
        return Capability(what, State.FAILED, f"could not be tried: {problem}")
    says = f"level `{level.value}`"
    if not level.holds:
        return Capability(
            what, State.ABSENT, f"{says}: they are read in processes with the limits above, and with the rights of your account"
        )
    if not tried or not all(one.held for one in tried):
        return Capability(what, State.FAILED, f"{says}, but a reader reached what none needs; report this", tried)
    return Capability(what, State.OK, f"{says}: each is read in a job of its own; all {len(tried)} trials of it passed", tried)


def _reached_for(level: Level) -> Iterator[Trial]:
    """What a reader that was taken over tries, and what came of it."""
    with (
        _file(b"secret") as path,
        socket.create_server(("127.0.0.1", 0)) as listening,
        _file(f"{path}\n{listening.getsockname()[1]}\n".encode()) as where,
        Readers(1, reader=f"{trials.__file__}:reach_out", level=level) as readers,
    ):
        path.chmod(0o666)
        path.parent.chmod(0o777)
        for note in readers.read(where, "trial.txt").notes:
            tried, _, came = note.partition(": ")
            yield Trial(level.value, tried, came != trials.DONE, came)


def student_code() -> Capability:
    """At which isolation level students' code is run, as it was proved by trying what must not succeed."""
    from grader.jail.levels import best_level

    what = "isolation for student code"
    try:
        proof = best_level()
    except JailFault as problem:
        return Capability(what, State.FAILED, f"could not be tried: {problem}")
    tried = tuple(Trial(one.level.value, one.what, one.held, one.says) for one in proof.tries)
    said = f"level `{proof.level.value}`: {MEANS[proof.level]}"
    if proof.level.holds:
        count = sum(one.level is proof.level for one in proof.tries)
        return Capability(what, State.OK, f"{said}; all {count} trials of it passed", tried)
    why = f" ({proof.why})" if proof.why else ""
    says = f"{said}{why}; lines that need code to be run are review, everything else is marked"
    return Capability(what, State.ABSENT, says, tried, tuple(line for remedy in REMEDIES for line in remedy.lines))


def _limit(what: str, most: str, tried: str, *, held: bool) -> Capability:
    """What a trial of a limit showed."""
    if held:
        return Capability(what, State.OK, f"{most}; a process that {tried}")
    return Capability(what, State.FAILED, f"{most}, but this system does not hold to it: read only documents of people whom you trust")


def _is_stopped(trial: str, data: bytes, limits: ReadingLimits) -> bool:
    """Whether a trial reader was kept from its end by a limit."""
    with _file(data) as path, Readers(1, limits, reader=f"{trials.__file__}:{trial}") as readers:
        try:
            readers.read(path, "trial.txt")
        except Unreadable:
            return True
        except ReaderFault:
            return False
    return False


def _text(document: Document) -> str:
    """All that was read."""
    return " ".join(line.text for line in document.lines)


@contextmanager
def _file(data: bytes) -> Iterator[Path]:
    """A file with these bytes, for a moment."""
    with tempfile.TemporaryDirectory(prefix="grader-doctor-") as folder:
        path = Path(folder) / "trial"
        path.write_bytes(data)
        yield path


def tiny_picture(text: str) -> bytes:
    """A picture of one line of print."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (700, 120), 255)
    ImageDraw.Draw(picture).text((40, 40), text, fill=0, font=ImageFont.load_default(36))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def tiny_pdf(text: str, deflated: bytes = b"") -> bytes:
    """A PDF of one page with one line of plain text on it, or with other operators, deflated."""
    content = deflated or f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), b"/Filter /FlateDecode" * bool(deflated), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    pdf, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return pdf + end % (len(objects) + 1, table, len(objects) + 1, len(pdf))
