"""How an answer sheet is called: whoever lists files knows one without reading any."""

import re
from pathlib import PurePosixPath

_NAME = re.compile(r"answers(?:[ _-]?\(?\d{1,2}\)?)?\.ya?ml")
"""The number is a browser's, or a learning platform's, for what was fetched or handed in once more."""


def is_sheet(name: str) -> bool:
    """Whether a file is called as answer sheets are, whatever folder it lies in."""
    return _NAME.fullmatch(PurePosixPath(name).name.casefold()) is not None
