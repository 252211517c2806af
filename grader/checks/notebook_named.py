"""Which notebook of a submission a rubric means: students put names and groups round what it was called."""

from collections.abc import Collection


def notebook_meant(wanted: str, files: Collection[str], *, lone: bool = False) -> str | None:
    """The notebook of a name: `Task_2.4.ipynb`, `abgabe/Task 2.4 Team 7.ipynb`; None where there is none, or several.

    With `lone` the only notebook that may be it will do, as where a group put all tasks into one.
    """
    notebooks = [one for one in files if is_notebook(one)]
    ours = wanted.casefold()
    exact = [one for one in notebooks if one.casefold() == ours or one.casefold().endswith(f"/{ours}")]
    found = exact or [one for one in notebooks if _letters(wanted) in _letters(one)]
    if lone and not found and len(notebooks) == 1:
        found = [one for one in notebooks if may_be_meant(wanted, one)]
    return found[0] if len(found) == 1 else None


def may_be_meant(wanted: str, file: str) -> bool:
    """Whether a notebook could be it under another name: not one that differs in its number alone (`Task_2.5` for `Task_2.4`)."""
    if not is_notebook(file) or _letters(wanted) in _letters(file):
        return is_notebook(file)
    return _words(wanted) not in _words(file) or not any(letter.isdigit() for letter in _letters(file))


def is_notebook(file: str) -> bool:
    """By its ending."""
    return file.casefold().endswith(".ipynb")


def _letters(name: str) -> str:
    """Letters and digits of a file's own name."""
    return "".join(letter for letter in name.rpartition("/")[2].casefold().removesuffix(".ipynb") if letter.isalnum())


def _words(name: str) -> str:
    """The letters alone."""
    return "".join(letter for letter in _letters(name) if not letter.isdigit())
