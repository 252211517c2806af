"""TeX's own codings of fonts, for those that come without a name and a map: what each code stands for."""

TEXT, CORK, LETTERS, SYMBOLS, EXTENSION, STRANGE = "TeX text", "TeX T1", "TeX letters", "TeX symbols", "TeX EX0", "TeX none"
"""What stands in the place of the font's name."""
_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_T1 = "`´ˆ˜¨˝˚ˇ˘¯˙¸˛‚‹›“”„«»–—\u200b" + "0ıȷ" + "\ufb00\ufb01\ufb02\ufb03\ufb04"
_T1_ABOVE = "ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£"
_LATIN = "".join(map(chr, range(0xC0, 0x100))).translate({0xD7: "Œ", 0xDF: "ẞ", 0xF7: "œ", 0xFF: "ß"})
_OT1 = "ΓΔΘΛΞΠΣΥΦΨΩ\ufb00\ufb01\ufb02\ufb03\ufb04ıȷ`´ˇ˘¯˚¸ßæœøÆŒØ"
_GREEK = "ΓΔΘΛΞΠΣΥΦΨΩαβγδεζηθικλμνξπρστυφχψωεθπρσφ"
_OMS = (
    "-·×*÷⋄±∓⊕⊖⊗⊘⊙○∘•≍=⊆⊇≤≥⪯⪰~≈⊂⊃≪≫≺≻←→↑↓↔↗↘≈⇐⇒⇑⇓⇔↖↙∝'∞∈∋△▽\u0338\u200b∀∃¬∅ℜℑT⊥ℵ"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ∪∩⊎∧∨⊢⊣⌊⌋⌈⌉{}⟨⟩|‖↕⇕\\≀√∐∇∫⊔⊓⊑⊒§†‡¶♣♢♡♠"
)
_MISSING = "\ufffd"
CODINGS: dict[str, dict[int, str]] = {
    TEXT: dict(enumerate(_OT1 + _ASCII + "¨"))
    | {0x20: _MISSING, 0x22: "”", 0x3C: "¡", 0x3E: "¿", 0x5C: "“", 0x5E: "ˆ", 0x5F: "˙", 0x7B: "–", 0x7C: "—", 0x7D: "˝", 0x7E: "˜"},
    CORK: dict(enumerate(_T1 + _ASCII + "-" + _T1_ABOVE + _LATIN)),
    LETTERS: dict(enumerate(_GREEK + _MISSING * 8 + _ASCII[0x10:] + "\u0311"))
    | dict(zip((*range(0x3A, 0x41), *range(0x5B, 0x61), *range(0x7B, 0x7F)), ".,</>*∂♭♮♯⌣⌢ℓıȷ℘\u20d7", strict=True)),
    SYMBOLS: dict(enumerate(_OMS)),
    STRANGE: {},
}
"""Extension fonts (large brackets, operators) have a table of their own."""
_PAIRS = "()[]⌊⌋⌈⌉{}⟨⟩"
FURTHER: dict[str, dict[int, str]] = {
    "Fourier": dict(zip(range(0xA1, 0xAB), _PAIRS, strict=False))
    | dict(zip((0xAD, 0xAE, 0xAF, 0xB0, *range(0xB3, 0xC1), 0xC3), "⟨⟩|‖()()[]⌊⌋⌈⌉{}⟨⟩(", strict=False)),
    "MathDesign": {
        code: _PAIRS[2 * (group // 2) + group % 2]
        for group, first in enumerate((0x80, 0x8A, 0x94, 0x97, 0x9A, 0x9D, 0xA0, 0xA3, 0xA6, 0xA9, 0xAC, 0xB6))
        for code in range(first, first + 3)
    },
    "tx": dict(zip(range(0xA9, 0xAF), "(t )t (b )b (e )e".split(), strict=True)) | {0xCD: "Σ", 0xCE: "Π", 0xD5: "Σ", 0xD6: "Π"},
}
"""Large brackets, operators and pieces of brackets (`(t`, its top) that a font has beyond those of TeX's extension fonts; by a word of its
name."""
