"""The grader as it is now, and the libraries that read documents: what was worked out by another one is worked out anew."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import grader

_READ_BY = ("pypdfium2", "pdfplumber", "pillow", "rapidocr", "onnxruntime", "opencv-python-headless", "opencv-python")


@cache
def our_own() -> str:
    """The hash of our own source."""
    folder = Path(grader.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def what_reads() -> str:
    """The hash of all that decides what is read of a file: our source, the libraries, whether there is OCR."""
    from grader.readers.ocr.model import installed

    parts = (our_own(), *(f"{name} {installed_version(name)}" for name in _READ_BY), f"ocr {installed()}")
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def what_writes() -> str:
    """The hash of all that decides how a page looks: our source, its templates, and the library that fills them."""
    folder = Path(grader.__file__).parent / "templates"
    parts = [f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in sorted(folder.iterdir()) if path.is_file()]
    return hashlib.sha256("\0".join((our_own(), *parts, installed_version("jinja2"))).encode()).hexdigest()


@cache
def installed_version(package: str) -> str:
    """A library's version; no text where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
