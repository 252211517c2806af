"""The grader as it is now, and the libraries that read documents: what was worked out by another one is worked out anew."""

import hashlib
import os
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import grader

_READ_BY = ("pypdfium2", "pdfplumber", "pillow", "rapidocr", "onnxruntime", "opencv-python-headless", "opencv-python")


@cache
def our_own() -> str:
    """The hash of our own source."""
    root = str(Path(grader.__file__).parent)
    digest = hashlib.sha256()
    for folder, inner, files in os.walk(root):
        inner.sort()
        for name in sorted(files):
            if name.endswith(".py"):
                with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123 - so many paths as objects cost more than to read them
                    data = file.read()
                place = f"{folder[len(root) :]}/{name}".replace(os.sep, "/")
                digest.update(b"%b\0%d\0" % (place.encode(), len(data)) + data)
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
        found = distribution(package)
    except PackageNotFoundError:
        return ""
    head = (found.read_text("METADATA") or "").partition("\n\n")[0]  # what stands below it may be long, and takes long to parse
    said = (line.removeprefix("Version:").strip() for line in head.splitlines() if line.startswith("Version:"))
    return next(said, "") or found.version
