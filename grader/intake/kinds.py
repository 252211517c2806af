"""Kinds of files by their endings: what is read, what is listed, and what to hand in instead of the rest."""

ONLINE_TEXTS = frozenset({"onlinetext.html", "text.html"})
"""What Moodle and Canvas call a text that was typed into their own page."""
ONLINE_TEXT = ".onlinetext"
"""The kind of such a text: no other web page is read, for a page of one's own can show anything."""
DOCUMENTS = frozenset({".md", ".txt", ".tex", ".pdf", ONLINE_TEXT})
"""Read now."""
PICTURES = frozenset({".png", ".jpg", ".jpeg"})
NOTEBOOKS = frozenset({".ipynb"})
CODE = frozenset({".py"})
SHEETS = frozenset({".yaml", ".yml"})
"""Read where the name is answers.yaml."""
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
    ".docm": f"is a Word document, which is not read; {_AS_PDF}",
    ".dotx": f"is a Word template, which is not read; {_AS_PDF}",
    ".wps": f"is a document of a word processor, which is not read; {_AS_PDF}",
    ".gdoc": f"is only a link to a Google document; {_AS_PDF}",
    ".gslides": f"is only a link to Google slides; {_AS_PDF}",
    ".gsheet": f"is only a link to a Google sheet; {_AS_PDF}",
    ".url": "is only a link; hand in the file itself",
    ".webloc": "is only a link; hand in the file itself",
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
    ".rmd": "is an R Markdown file, which is not read; hand in the PDF that it makes",
    ".qmd": "is a Quarto file, which is not read; hand in the PDF that it makes",
    ".typ": "is a Typst source, which is not read; hand in the PDF that it makes",
    ".lyx": "is a LyX file, which is not read; hand in the PDF that it makes",
    ".tm": "is a TeXmacs file, which is not read; hand in the PDF that it makes",
    ".nb": f"is a Mathematica notebook, which is not read; {_AS_PDF}",
    ".mlx": f"is a live script of MATLAB, which is not read; {_AS_PDF}",
    ".rst": "is a reStructuredText file, which is not read; hand in a .md file instead",
    ".org": "is an Org file, which is not read; hand in a .md file instead",
    ".xlsx": f"is a spreadsheet, which is not read; {_AS_PDF}",
    ".ods": f"is a spreadsheet, which is not read; {_AS_PDF}",
    ".xls": f"is a spreadsheet, which is not read; {_AS_PDF}",
    ".numbers": f"is a spreadsheet, which is not read; {_AS_PDF}",
    ".epub": f"is an e-book, which is not read; {_AS_PDF}",
    ".xps": f"is an XPS document, which is not read; {_AS_PDF}",
    ".oxps": f"is an XPS document, which is not read; {_AS_PDF}",
    ".xopp": f"is a note of Xournal++, which is not read; {_AS_PDF}",
    ".notability": f"is a Notability file, which is not read; {_AS_PDF}",
    ".svg": f"is an SVG picture, which is not read; {_AS_PDF}",
    ".djvu": f"is a DjVu file, which is not read; {_AS_PDF}",
    ".goodnotes": f"is a GoodNotes file, which is not read; {_AS_PDF}",
    ".note": f"is a note of an app of its own, which is not read; {_AS_PDF}",
    ".one": f"is a OneNote file, which is not read; {_AS_PDF}",
    ".heic": f"is a HEIC photo, which is not read; {_AS_JPG}",
    ".heif": f"is a HEIF photo, which is not read; {_AS_JPG}",
    ".avif": f"is an AVIF picture, which is not read; {_AS_JPG}",
    ".jxl": f"is a JPEG XL picture, which is not read; {_AS_JPG}",
    ".jp2": f"is a JPEG 2000 picture, which is not read; {_AS_JPG}",
    ".jfif": f"is a picture under an unusual ending, which is not read; {_AS_JPG}",
    ".dng": f"is a raw photo, which is not read; {_AS_JPG}",
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


def kind_of(name: str) -> str:
    """The ending of a name, which may have folders before it; a text typed online is a kind of its own."""
    return ONLINE_TEXT if name.rpartition("/")[2].casefold() in ONLINE_TEXTS else ending(name)


def without_ending(name: str) -> str:
    """The name without its ending."""
    return name[: len(name) - len(ending(name))]
