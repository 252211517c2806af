"""Characters that hide a structure, spelt out: ² as a superscript, ½ as a fraction, ŷ as a letter with a hat."""

import unicodedata

from grader.text.latex_symbols import SUBSCRIPTS, SUPERSCRIPTS, VULGAR

_MARKS = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "bar"}


def spelt(text: str) -> str:
    r"""Characters that hide a structure, written with it: ² as ^{2}, ½ as a fraction, ŷ on its own as \\hat{y}."""
    if text.isascii() or all(char not in _HIDING for char in text):
        return text
    found: list[str] = []
    for index, char in enumerate(text):
        if char in VULGAR:
            found.append(r"\frac{{{}}}{{{}}}".format(*VULGAR[char]))
        elif char in SUPERSCRIPTS:
            _script(found, "^", SUPERSCRIPTS[char])
        elif char in SUBSCRIPTS:
            _script(found, "_", SUBSCRIPTS[char])
        else:
            beside = text[max(index - 1, 0) : index] + text[index + 1 : index + 2]
            found.append(char if any(one.isalpha() for one in beside) else _unhatted(char))
    return "".join(found)


def _script(found: list[str], mark: str, char: str) -> None:
    if found and found[-1].startswith(mark + "{"):
        found[-1] = f"{found[-1][:-1]}{char}}}"
    else:
        found.append(f"{mark}{{{char}}}")


def _unhatted(char: str) -> str:
    parts = unicodedata.normalize("NFD", char)
    return rf"\{_MARKS[parts[1]]}{{{parts[0]}}}" if parts[1:] in _MARKS else char


_HIDING = (
    frozenset(VULGAR)
    | frozenset(SUPERSCRIPTS)
    | frozenset(SUBSCRIPTS)
    | frozenset(chr(code) for code in range(0xC0, 0x2000) if unicodedata.normalize("NFD", chr(code))[1:] in _MARKS)
)
