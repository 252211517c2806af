#!/bin/sh
# Builds the PDFs of this folder again from their sources; the tests read the PDFs alone and need none of these tools.
# LaTeX for *.tex; for word.md also pandoc and LibreOffice; for typst.typ the Python package typst.
set -eu
cd "$(dirname "$0")"
python3 matrices.py .
python3 formulas.py .
for source in *.tex; do
    pdflatex -interaction=batchmode -halt-on-error "$source" >/dev/null
    pdflatex -interaction=batchmode -halt-on-error "$source" >/dev/null
done
rm -f ./*.aux ./*.log ./*.out ./*.tmp matrices_*.tex formulas_*.tex
if command -v pandoc >/dev/null && command -v soffice >/dev/null; then
    pandoc word.md -o word.docx
    soffice --headless --convert-to pdf word.docx >/dev/null
    rm -f word.docx
fi
if python3 -c "import typst" 2>/dev/null; then
    python3 -c "import typst; typst.compile('typst.typ', output='typst.pdf')"
fi
