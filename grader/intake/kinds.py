"""Kinds of files by their endings: what is read, what is listed, and what to hand in instead of the rest."""

DOCUMENTS = frozenset({".md", ".txt", ".tex", ".pdf"})
"""Read now."""
PICTURES = frozenset({".png", ".jpg", ".jpeg"})
NOTEBOOKS = frozenset({".ipynb"})
CODE = frozenset({".py"})
ARCHIVES = frozenset({".zip", ".tar.gz", ".tgz"})
HANDED_IN = DOCUMENTS | PICTURES | NOTEBOOKS | CODE | ARCHIVES
"""What may be a submission by itself."""
WHAT_TO_HAND_IN = "a PDF, Markdown, LaTeX or text file, a notebook, Python files, or a .zip of them"

_AS_PDF = "hand in a PDF instead"
_AS_JPG = "hand in a PDF or a .jpg instead"
_AS_ZIP = "hand in a .zip instead"
INSTEAD = {
    ".doc": f"is a Word document, which is not read; {_AS_PDF}",
    ".docx": f"is a Word document, which is not read; {_AS_PDF}",
    ".odt": f"is an OpenDocument text, which is not read; {_AS_PDF}",
    ".rtf": f"is a rich text file, which is not read; {_AS_PDF}",
    ".pages": f"is a Pages document, which is not read; {_AS_PDF}",
    ".ppt": f"is a PowerPoint file, which is not read; {_AS_PDF}",
    ".pptx": f"is a PowerPoint file, which is not read; {_AS_PDF}",
    ".odp": f"is an OpenDocument presentation, which is not read; {_AS_PDF}",
    ".key": f"is a Keynote file, which is not read; {_AS_PDF}",
    ".ps": f"is a PostScript file, which is not read; {_AS_PDF}",
    ".html": f"is a web page, which is not read; {_AS_PDF}",
    ".htm": f"is a web page, which is not read; {_AS_PDF}",
    ".markdown": "is not looked for under this ending; hand in a .md file instead",
    ".rst": "is a reStructuredText file, which is not read; hand in a .md file instead",
    ".org": "is an Org file, which is not read; hand in a .md file instead",
    ".xlsx": f"is a spreadsheet, which is not read; {_AS_PDF}",
    ".ods": f"is a spreadsheet, which is not read; {_AS_PDF}",
    ".svg": f"is an SVG picture, which is not read; {_AS_PDF}",
    ".djvu": f"is a DjVu file, which is not read; {_AS_PDF}",
    ".goodnotes": f"is a GoodNotes file, which is not read; {_AS_PDF}",
    ".note": f"is a note of an app of its own, which is not read; {_AS_PDF}",
    ".one": f"is a OneNote file, which is not read; {_AS_PDF}",
    ".heic": f"is a HEIC photo, which is not read; {_AS_JPG}",
    ".heif": f"is a HEIF photo, which is not read; {_AS_JPG}",
    ".webp": f"is a WebP picture, which is not read; {_AS_JPG}",
    ".tif": f"is a TIFF picture, which is not read; {_AS_JPG}",
    ".tiff": f"is a TIFF picture, which is not read; {_AS_JPG}",
    ".bmp": f"is a bitmap, which is not read; {_AS_JPG}",
    ".gif": f"is a GIF picture, which is not read; {_AS_JPG}",
    ".7z": f"is a 7-Zip archive, which is not opened; {_AS_ZIP}",
    ".rar": f"is a RAR archive, which is not opened; {_AS_ZIP}",
    ".tar": f"is a tar archive without compression, which is not opened; {_AS_ZIP}",
    ".tar.bz2": f"is a bzip2 archive, which is not opened; {_AS_ZIP}",
    ".tar.xz": f"is an xz archive, which is not opened; {_AS_ZIP}",
    ".tar.zst": f"is a Zstandard archive, which is not opened; {_AS_ZIP}",
}
"""What a file of this kind is, and what to do instead; read after its name."""


def ending(name: str) -> str:
    """The ending of a name in small letters; `.tar.gz` and its like count as one."""
    stem, dot, last = name.casefold().rpartition(".")
    if not dot or not stem:
        return ""
    if stem.endswith(".tar") and stem != ".tar" and last in ("gz", "bz2", "xz", "zst"):
        return f".tar.{last}"
    return f".{last}"


def without_ending(name: str) -> str:
    """The name without its ending."""
    return name[: len(name) - len(ending(name))]
