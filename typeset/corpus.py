# ruff: noqa: INP001 - a folder of programs, not a package
"""Typesets the labelled corpus anew: `python typeset/corpus.py [name …]`; needed only after a source was changed.

The PDFs are committed. Needs pdflatex, lualatex and xelatex (TeX Live with koma-script and psnfss; for the batch `unseen` also its extra
fonts, publishers' classes and science), Ghostscript, pandoc and LibreOffice Writer with Math, Calc and Impress (what an office does),
Chromium (what Google Docs does), groff, the package `typst`, npm's `katex` and `mathjax-full` (their folder in MODULES), and the fonts
that the sources name. The same source gives the same bytes.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "typeset" / "corpus"
DOCUMENTS = ROOT / "tests" / "corpus" / "documents"
FIXED = {"SOURCE_DATE_EPOCH": "1701700000", "FORCE_SOURCE_DATE": "1", "TZ": "UTC"}
TEX = r"\pdftrailerid{{}}\pdfsuppressptexinfo=-1\input{{{}}}"
LUA = r"\pdfvariable suppressoptionalinfo 1023\relax\input{{{}}}"
PLAIN = ("-dOmitInfoDate=true", "-dOmitID=true", "-dOmitXMP=true")
DVIPS = "% dvips"
ODT = ("m-word-homework",)
"""What is written as .odt on its way to Writer; the others go by .docx, equations and all."""
CALC = ("r-calc-matrices",)
SLIDES = ("f-impress-slides",)
"""A page that is a spreadsheet, and one whose headings are slides."""
MATHEMATICS = ROOT / "typeset" / "mathematics.mjs"
DATES = re.compile(rb"(CreationDate|ModDate)( ?\(D:)\d{14}")
STAMPS = re.compile(rb"(ModifyDate>|CreateDate>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
NAMES = re.compile(rb"(InstanceID>|DocumentID>|/ID\[\(|\)\()[^<()]{22}==")
IDENTIFIERS = re.compile(rb"(<|DocChecksum /)[0-9A-F]{32}(>?)")


def run(command: list[str], folder: Path) -> str:
    """What a program says, which must end well."""
    done = subprocess.run(command, cwd=folder, env={**os.environ, **FIXED}, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command[:3])} … failed:\n{done.stdout[-3000:]}{done.stderr[-2000:]}")
    return done.stdout


def by_latex(source: Path, folder: Path) -> Path:
    """Two runs, for what refers to other pages; the first line may ask for another program, or for Ghostscript to make the file smaller."""
    wish = source.read_text(encoding="utf-8").splitlines()[0]
    if wish.startswith(DVIPS):
        return by_dvips(source, folder, wish.removeprefix(DVIPS).split())
    program, begin = {"% lualatex": ("lualatex", LUA), "% xelatex": ("xelatex", r"\input{{{}}}")}.get(wish, ("pdflatex", TEX))
    for _ in range(2):
        run([program, "-interaction=nonstopmode", "-halt-on-error", f"-jobname={source.stem}", begin.format(source)], folder)
    made = folder / f"{source.stem}.pdf"
    return smaller(made) if wish == "% ghostscript" else settled(made) if program == "xelatex" else made


def by_dvips(source: Path, folder: Path, options: list[str]) -> Path:
    """The old way by DVI and PostScript, with the options for dvips that the first line names."""
    for _ in range(2):
        run(["latex", "-interaction=nonstopmode", "-halt-on-error", f"-jobname={source.stem}", rf"\input{{{source}}}"], folder)
    run(["dvips", "-q", *options, "-o", f"{source.stem}.ps", f"{source.stem}.dvi"], folder)
    made = folder / f"{source.stem}.pdf"
    run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", *PLAIN, "-o", str(made), f"{source.stem}.ps"], folder)
    return settled(made)


def smaller(made: Path) -> Path:
    """As a tool that compresses PDFs leaves it: fonts of another format, and other codes."""
    target = made.with_name(f"{made.stem}-smaller.pdf")
    run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", *PLAIN, "-o", str(target), str(made)], made.parent)
    return target.replace(made)


def by_typst(source: Path, folder: Path) -> Path:
    """Typst as its Python package brings it; the first line may ask for TeX Live's fonts."""
    import typst

    target = folder / f"{source.stem}.pdf"
    os.environ.update(FIXED)
    typst.compile(str(source), output=str(target), font_paths=tex_fonts(folder) if source.read_text("utf-8").startswith("// TeX") else [])
    return settled(target)


def tex_fonts(folder: Path) -> list[str]:
    """Where TeX Live keeps the OpenType fonts that the batch `unseen` names."""
    told = run(["kpsewhich", "FiraMath-Regular.otf"], folder)
    return [str(Path(told.strip()).parents[1] / name) for name in ("firamath", "xits", "garamond-math", "ebgaramond")]


def by_writer(source: Path, folder: Path) -> Path:
    """LibreOffice, from HTML or a flat document as it is, or from Markdown by way of .docx, .odt or .pptx."""
    middle = source
    program = "calc" if source.stem in CALC else "impress" if source.stem in SLIDES else "writer"
    filters = [f"--infilter=HTML (Star{program.capitalize()})"] if source.suffix == ".html" else []
    if source.suffix == ".md":
        ending = {"impress": "pptx", "writer": "odt" if source.stem in ODT else "docx"}[program]
        middle, filters = folder / f"{source.stem}.{ending}", []
        run(["pandoc", "-f", "markdown-auto_identifiers", "-o", str(middle), str(source)], folder)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    run(["soffice", "--headless", profile, *filters, "--convert-to", f"pdf:{program}_pdf_Export", str(middle)], folder)
    return settled(folder / f"{source.stem}.pdf")


def by_chromium(source: Path, folder: Path) -> Path:
    """Chromium's print to PDF: the library that Google Docs exports with."""
    target = folder / f"{source.stem}.pdf"
    flags = [
        "--headless",
        "--allow-file-access-from-files",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={folder}/profile",
    ]
    run(["chromium", *flags, f"--print-to-pdf={target}", source.as_uri()], folder)
    return settled(target)


def by_mathematics(source: Path, folder: Path) -> Path:
    """A page with formulas as KaTeX or MathJax sets them, printed by Chromium."""
    page = folder / source.name
    page.write_text(run(["node", str(MATHEMATICS), str(source)], folder), encoding="utf-8")
    return by_chromium(page, folder)


def by_groff(source: Path, folder: Path) -> Path:
    """The typesetter of manual pages, with its macros for reports and its formulas."""
    target = folder / f"{source.stem}.pdf"
    run(["sh", "-c", 'groff -k -e -ms -Tpdf "$1" > "$2"', "sh", str(source), str(target)], folder)
    return settled(target)


def by_pandoc(source: Path, folder: Path) -> Path:
    """Markdown by way of pandoc's own LaTeX, as reports with code are made."""
    middle = folder / f"{source.stem}.tex"
    run(["pandoc", "-s", "-o", str(middle), str(source)], folder)
    middle.write_text("% xelatex\n" + middle.read_text(encoding="utf-8"), encoding="utf-8")
    return by_latex(middle, folder)


def settled(path: Path) -> Path:
    """The same file with one date and no identifiers, of the same length, so that its offsets stay true."""
    data = DATES.sub(rb"\g<1>\g<2>20231204142640", path.read_bytes())
    data = STAMPS.sub(rb"\g<1>2023-12-04T14:26:40", data)
    data = NAMES.sub(lambda found: found[1] + 22 * b"0" + b"==", data)
    path.write_bytes(IDENTIFIERS.sub(lambda found: found[1] + 32 * b"0" + found[2], data))
    return path


WAYS: dict[str, Callable[[Path, Path], Path]] = {
    "latex": by_latex,
    "typst": by_typst,
    "writer": by_writer,
    "chromium": by_chromium,
    "mathematics": by_mathematics,
    "groff": by_groff,
    "pandoc": by_pandoc,
}


def main(names: list[str]) -> None:
    """Typeset the named documents, or all."""
    for way, typeset in WAYS.items():
        for source in sorted((SOURCES / way).iterdir()):
            if names and source.stem not in names:
                continue
            with tempfile.TemporaryDirectory(prefix="corpus-") as folder:
                made = typeset(source, Path(folder))
                shutil.copy(made, DOCUMENTS / made.name)
            sys.stdout.write(f"{made.name}: {(DOCUMENTS / made.name).stat().st_size} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1:])
