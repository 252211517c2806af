"""What LaTeX commands and Unicode characters are in linear notation: tables only."""

VARIANTS = "".join(chr(code) for code in range(0xFE00, 0xFE10))
"""Behind a letter they say which of its shapes is meant; Typst writes a plain L with one."""
MATRICES = {
    "bmatrix",
    "pmatrix",
    "matrix",
    "vmatrix",
    "Vmatrix",
    "Bmatrix",
    "smallmatrix",
    "psmallmatrix",
    "bsmallmatrix",
    "array",
    "tabular",
}
MATRICES |= {"subarray", "vsmallmatrix", "Bsmallmatrix", "NiceMatrix", "pNiceMatrix", "bNiceMatrix"}
ROWS = {
    "align",
    "aligned",
    "alignat",
    "eqnarray",
    "gather",
    "gathered",
    "split",
    "multline",
    "equation",
    "math",
    "displaymath",
    "cases",
    "flalign",
}
PLAIN = set(
    "mathbf mathcal mathrm mathit mathsf mathtt mathbb mathfrak mathscr boldsymbol bm vec text textbf textit textrm emph mbox".split()
)
PLAIN |= set(
    "operatorname boxed underline uline overrightarrow ensuremath texttt textsf textsc mathnormal pmb fbox overleftarrow hbox".split()
)
ACCENTS = {"hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde", "widetilde": "tilde", "check": "check"}
LETTER_ACCENTS = {'"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "v": "\u030c", "c": "\u0327", "r": "\u030a"}
"""Over a letter of a word: `f\\"ur`."""
CANCELS = {"cancel", "xcancel", "bcancel", "sout", "st", "hcancel"}
DERIVATIVES = {"pdv": "∂", "dv": "d", "odv": "d"}
UNITED = {"SI", "qty"}
PLAIN |= {"num"}
FRACTIONS = {"frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"}
SILENT = set("left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle displaystyle textstyle scriptstyle".split())
SILENT |= set("limits nolimits nonumber notag hline toprule midrule bottomrule centering noindent small large Large normalsize".split())
SILENT |= set("tiny footnotesize scriptsize LARGE huge Huge em tt sf".split())
SILENT |= set(
    "bfseries itshape bf it rm cal par newline hfill vfill clearpage newpage medskip bigskip smallskip protect scriptscriptstyle".split()
)
DROPPED = {"label", "tag", "ref", "eqref", "vspace", "hspace", "color", "cite", "phantom", "hphantom", "vphantom"}
GAPS = {"quad", "qquad", "hspace", "enspace", "tab"}
DOUBLE_STRUCK_ONE = "𝕀"
"""The identity or an indicator, never a number: a letter stands for it, as digits of every script are digits."""
WORD_LETTERS = {"ss": "ß", "o": "ø", "ae": "æ", "oe": "œ", "aa": "å"}
SYMBOLS = {
    **WORD_LETTERS,
    **{
        "partial": "∂",
        "nabla": "∇",
        "cdot": "·",
        "times": "×",
        "star": "⋆",
        "ast": "*",
        "circ": "∘",
        "odot": "⊙",
        "oslash": "⊘",
        "otimes": "⊗",
        "div": "/",
    },
    **{
        "approx": "≈",
        "approxeq": "≈",
        "simeq": "≈",
        "cong": "≈",
        "sim": "~",
        "equiv": "=",
        "coloneqq": "=",
        "doteq": "=",
        "neq": "≠",
        "ne": "≠",
    },
    **{"to": "→", "rightarrow": "→", "longrightarrow": "→", "Rightarrow": "⇒", "implies": "⇒", "Longrightarrow": "⇒", "therefore": "∴"},
    **{"iff": "⇔", "Leftrightarrow": "⇔", "leftarrow": "←", "gets": "←", "mapsto": "→", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥"},
    **{
        "lt": "<",
        "gt": ">",
        "ll": "≪",
        "gg": "≫",
        "sum": "Σ",
        "prod": "Π",
        "int": "∫",
        "infty": "∞",
        "in": "∈",
        "lVert": "‖",
        "rVert": "‖",
    },
    **{"Vert": "‖", "|": "‖", "lvert": "|", "rvert": "|", "vert": "|", "mid": "|", "ldots": "…", "dots": "…", "cdots": "…", "vdots": "…"},
    **{"ddots": "…", "dotsc": "…", "top": "T", "intercal": "T", "prime": "'", "%": "%", "_": "_", "#": "#", "&": "&", "$": "$", "{": "{"},
    **{"}": "}", "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋"},
    **{
        "lceil": "⌈",
        "rceil": "⌉",
        "colon": ":",
        "pm": "±",
        "ell": "ℓ",
        "forall": "∀",
        "exists": "∃",
        "degree": "°",
        "dagger": "†",
        "backslash": "∖",
    },
    **{
        "triangleq": "=",
        "propto": "∝",
        "slash": "/",
        "textendash": "-",
        "textemdash": "-",
        "textminus": "-",
        "checkmark": "",
        "square": "",
    },
}
GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega".split()
)
for _name, _letter in zip(GREEK, "αβγδεζηθικλμνξοπρστυφχψω", strict=True):
    SYMBOLS[_name] = _letter
    SYMBOLS["var" + _name] = _letter
    SYMBOLS[_name.capitalize()] = _letter.upper()
SYMBOLS["Sigma"] = "Σ"
WORDS = {"log", "ln", "exp", "min", "max", "argmin", "argmax", "sin", "cos", "tanh", "diag", "det", "dim", "lim", "Pr", "mod"}
FOLD = str.maketrans(
    {
        **dict.fromkeys("−‒–—﹣－‐‑", "-"),
        **{
            "⁄": "/",
            "∕": "/",
            "÷": "/",
            "∗": "*",
            "⋅": "·",
            "∙": "·",
            "•": "·",
            "∼": "~",
            "≃": "≈",
            "≅": "≈",
            "≔": "=",
            "∑": "Σ",
            "′": "'",
            "’": "'",
        },
        **{
            "‘": "'",
            "´": "'",
            "`": "'",
            "″": "''",
            "ʹ": "'",
            "∥": "‖",
            "𝓛": "L",
            "ℒ": "L",
            "ℓ": "ℓ",
            "\u00a0": " ",
            "\u202f": " ",
            "\u2009": " ",
        },
        **{
            "\u2003": r" \quad ",
            "\u2002": r" \quad ",
            "\t": r" \quad ",
            "\u200b": "",
            "\ufeff": "",
            "\u00ad": "",
            **dict.fromkeys(VARIANTS, ""),
            "⟶": "→",
            "⟹": "⇒",
            "⟵": "←",
            "➔": "→",
        },
        **{"“": '"', "”": '"', "„": '"', "⊤": "^{T}"},
    }
)
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱᵗᵀᵉʷᵘᵃˡʲᵏ", "0123456789+-()nitTewualjk", strict=True))
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₍₎ᵢⱼₖₙₜᵥₓₐₑₗᵤᵦₘₚₛₕᵣₒ", "0123456789+-()ijkntvxaeluβmpshro", strict=True))
VULGAR = {
    "½": (1, 2),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅕": (1, 5),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
}
MARKS = {"\u0302": "hat", "\u0304": "bar", "\u0303": "tilde", "\u0305": "bar"}
