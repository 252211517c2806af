"""From a font's code to the character that is drawn: extension fonts, symbol fonts, fonts without a map."""

import re
import unicodedata
from functools import lru_cache

from grader.readers.pdf.codings import CODINGS, FURTHER
from grader.text.latex_symbols import FOLD, SUBSCRIPTS, SUPERSCRIPTS, VARIANTS, VULGAR

UNKNOWN = "\ufffd"
"""A glyph that is drawn but has no name; a line with one is doubtful."""
_EXTENSION = re.compile(r"(?<![A-Z])(?:[A-Z]{2})?EX\d|MathExt|[TtPp][Xx]ex|ntxex|zptmcmrv|MTEX|Extension|-M-Ex-|(?<![Tt])EX$")
_SYMBOLS = re.compile(r"CMSY|CMBSY|MathSymbols|MSAM|MSBM|Dingbats|Wingdings|Webdings|wasy|marvo|stmary|rsfs|EUFM")
_T1 = dict(zip(range(0x20), "`´ˆ˜¨˝˚ˇ˘¯˙¸˛‚‹›“”„«»–—\u200b" + "0ıȷ" + "\ufb00\ufb01\ufb02\ufb03\ufb04", strict=True))
_BIG = dict(zip("PQRSTUVWXYZ[\\]^_`aFGHIJKLMNO", "ΣΠ∫∪∩⊎∧∨ΣΠ∫∪∩⊎∧∨∐∐⊔⊔∮∮⊙⊙⊕⊕⊗⊗", strict=True))
_WIDE_ACCENTS = dict(zip("bcdefg", "ˆˆˆ˜˜˜", strict=True))
_WHOLE = dict(zip(range(0x10), "()[]⌊⌋⌈⌉{}⟨⟩|‖/\\", strict=True))
_WHOLE |= dict(zip(range(0x10, 0x20), "()()[]⌊⌋⌈⌉{}⟨⟩/\\", strict=True))
_WHOLE |= dict(zip(range(0x20, 0x30), "()[]⌊⌋⌈⌉{}⟨⟩/\\/\\", strict=True))
_WHOLE |= dict(zip(range(0x44, 0x46), "⟨⟩", strict=True)) | dict(zip(range(0x68, 0x70), "[]⌊⌋⌈⌉{}", strict=True))
_PARTS = "(t )t [t ]t [b ]b [e ]e {t }t {b }b {m }m {e |e (b )b (e )e".split()
_PIECES_BY_CODE = dict(zip(range(0x30, 0x44), _PARTS, strict=True))
_PRIVATE = "(t (e (b [t [e [b {t {m {b {e ∫e )t )e )b ]t ]e ]b }t }m }b".split()
_PIECES = dict(zip(range(0xF8EB, 0xF8FF), _PRIVATE, strict=True))
_PIECES |= dict(zip(range(0x239B, 0x23AE), "(t (e (b )t )e )b [t [e [b ]t ]e ]b {t {m {b {e }t }m }b".split(), strict=True))
_DEPTHS = {
    1.16: (*range(0x0C), 0x0E, 0x0F, 0x70),
    1.76: (0x10, 0x11, *range(0x30, 0x36), 0x3C, 0x3D, 0x40, 0x41, *range(0x68, 0x70), 0x71),
    2.36: (*range(0x12, 0x20), 0x72),
    2.96: (*range(0x20, 0x2C), 0x73),
    0.6: (0x0C, 0x0D, 0x36, 0x37, 0x3F, 0x42, 0x43),
    0.9: (*range(0x38, 0x3C),),
    1.0: (0x50, 0x51, *range(0x53, 0x58)),
    1.4: (0x58, 0x59, *range(0x5B, 0x60)),
}
_DEPTH = {code: depth for depth, codes in _DEPTHS.items() for code in codes}
"""How deep the characters of TeX's extension coding hang, in sizes."""
FLOATS = 0.4
"""How far above the line, in sizes, an accent floats; no letter under its code does."""
HANGS, NEAR = 0.1, 0.06
"""How far their tops may be from the line, and their feet from where they should be, in sizes."""
_AREV = range(0xEBA0, 0xEBFF)
"""Where Arev keeps its letters for mathematics."""
WHOLE, PIECE, OPERATOR, ROOT = "\ue000", "\ue001", "\ue002", "\ue003"
"""How a character from an extension font begins: a whole bracket, a piece of one, a large operator, a root."""
_FOLDED = {
    **{"−": "-", "–": "-", "‐": "-", "‑": "-", "‒": "-", "∼": "~", "∥": "‖", "∣": "|", "∑": "Σ", "∏": "Π", "∆": "Δ", "Ω": "Ω", "◦": "∘"},
    **{
        "∗": "*",
        "⋅": "·",
        "≃": "≈",
        "≅": "≈",
        "≡": "=",
        "∶": ":",
        "≔": "=",
        "⊺": "T",
        "′": "'",
        "’": "'",
        "‘": "'",
        "´": "´",
        "″": "''",
        "ϕ": "φ",
        "ϵ": "ε",
        "µ": "μ",
    },
    **{
        "“": '"',
        "”": '"',
        "„": '"',
        "⊤": "T",
        "⋯": "…",
        "⋮": "…",
        "⋱": "…",
        "↦": "→",
        "ȷ": "j",
        "•": "•",
        "`": "`",
        "ˉ": "¯",
        "ˊ": "´",
        "ˋ": "`",
    },
}
_KEPT = frozenset("ℓℏˆ˜¯˙¨´`ˇ˘˚⃗¸…'″‖\u0338") | frozenset(SUPERSCRIPTS) | frozenset(SUBSCRIPTS) | frozenset(VULGAR)


@lru_cache(maxsize=512)
def is_extension(font: str) -> bool:
    """Whether a font holds large delimiters under codes that mean something else elsewhere."""
    return bool(_EXTENSION.search(font))


@lru_cache(maxsize=8192)
def as_character(code: int, font: str) -> str:
    """What is drawn, in the characters of the linear notation; empty for spaces and marks without ink of their own."""
    if 0x239B <= code <= 0x23AD or 0xF8EB <= code <= 0xF8FE:
        return PIECE + _PIECES[code]
    if is_extension(font):
        return _from_extension(code, font)
    if font in CODINGS:
        character = CODINGS[font].get(code, UNKNOWN)
        return "" if character in " \u200b" else _folded(character)
    if code < 0x20 or code == 0x7F:
        return _folded(_T1[code]) if not font and code in _T1 else ("-" if code == 0x02 else UNKNOWN if code else "")
    if code == 0xA6 and "MathSymbols" in font:  # Latin Modern's \top has no name that is known
        return "T"
    if code in _AREV and "Arev" in font:
        return chr(code - _AREV.start + ord(" "))
    character = chr(code)
    if character.isspace() or character in "\u200b\ufeff\u00ad\u2060" or character in VARIANTS:
        return ""
    if character.isascii() and character.isdigit() and _SYMBOLS.search(font):
        return "" if character == "7" and "SY" in font.upper() + "SY" * ("MathSymbols" in font) else UNKNOWN
    return _folded(character)


def hanging(code: int, font: str, top: float, bottom: float) -> str:
    """A character of TeX's extension coding in a font that is not named for it: its code and how it hangs or floats (in sizes) agree."""
    if bottom < -FLOATS:
        return _WIDE_ACCENTS.get(chr(code), "")
    known = code in _DEPTH and abs(top) < HANGS and abs(bottom - _DEPTH[code]) < NEAR
    return _from_extension(code, font) if known else ""


def _from_extension(code: int, font: str) -> str:
    further = next((table[code] for word, table in FURTHER.items() if word in font and code in table), None)
    if further is not None:
        return (PIECE if len(further) > 1 else OPERATOR if further in "ΣΠ∫" else WHOLE) + further
    if code in _WHOLE:
        return WHOLE + _WHOLE[code]
    if code in _PIECES_BY_CODE:
        return PIECE + _PIECES_BY_CODE[code]
    character = chr(code)
    if character in _BIG or character in "∑∏∫":
        return OPERATOR + _BIG.get(character, _FOLDED.get(character, character))
    if character in _WIDE_ACCENTS:
        return _WIDE_ACCENTS[character]
    if character in "pqrs√":
        return ROOT
    if character in "⌊⌋⌈⌉⟨⟩‖":
        return WHOLE + character
    if character in "ˆ˜":
        return character
    return UNKNOWN


def _folded(character: str) -> str:
    if character in _FOLDED:
        return _FOLDED[character]
    if character in _KEPT:
        return character
    if unicodedata.category(character) in ("Co", "Cn", "Cc", "Cs"):
        return UNKNOWN
    plain = unicodedata.normalize("NFKC", character).translate(FOLD)
    return "".join(_FOLDED.get(one, one) for one in plain) if plain.strip() else character
