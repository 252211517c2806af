#!/bin/sh
# Builds the PDFs of this folder again from their sources; the tests read the PDFs alone and need none of these tools.
# pdflatex and lualatex for *.tex (latex and dvipdfmx, or Ghostscript behind pdflatex, where the first line asks for them); for word.md pandoc and LibreOffice; for *.typ the Python package typst; for *.html Chromium.
set -eu
cd "$(dirname "$0")"
python3 matrices.py .
python3 formulas.py .
for source in *.tex; do
    name=${source%.tex}
    case $(head -n 1 "$source") in
        "% dvipdfmx")
            latex -interaction=batchmode -halt-on-error "$source" >/dev/null
            dvipdfmx -q "$name"
            continue ;;
        "% ghostscript")
            pdflatex -interaction=batchmode -halt-on-error "$source" >/dev/null
            gs -q -dNOPAUSE -dBATCH -sDEVICE=pdfwrite -dOmitInfoDate=true -dOmitID=true -dOmitXMP=true -o "$name.tmp" "$name.pdf"
            mv "$name.tmp" "$name.pdf"
            continue ;;
    esac
    case $(cat "$source") in *unicode-math*) engine=lualatex ;; *) engine=pdflatex ;; esac
    "$engine" -interaction=batchmode -halt-on-error "$source" >/dev/null
    "$engine" -interaction=batchmode -halt-on-error "$source" >/dev/null
done
if command -v pandoc >/dev/null && command -v soffice >/dev/null; then
    pandoc word.md -o word.docx
    soffice --headless --convert-to pdf word.docx >/dev/null
    rm -f word.docx
fi
if python3 -c "import typst" 2>/dev/null; then
    for source in *.typ; do
        python3 -c "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])" "$source" "${source%.typ}.pdf"
    done
fi
if command -v chromium >/dev/null; then
    for source in *.html; do
        chromium --headless --disable-gpu --disable-pdf-tagging --no-pdf-header-footer --print-to-pdf="$PWD/${source%.html}.pdf" \
            "file://$PWD/$source" >/dev/null 2>&1
    done
fi
rm -f ./*.aux ./*.log ./*.out ./*.dvi ./*.tmp matrices_*.tex matrices_*.typ matrices_*.html formulas_*.tex
