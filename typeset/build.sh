#!/bin/sh
# Typesets the sample submissions anew: typeset/build.sh [group …]. The PDFs are committed; this is needed only after a source was changed.
# A folder becomes a zip with notebooks (rptu_ex02.py).
# Needs pdflatex (TeX Live with lmodern, amsmath, booktabs, fancyhdr, hyperref), and LibreOffice Writer for the one group that used a word processor, zip for the one that packed its paper.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# The same source gives the same bytes: a fixed date, no document identifier, no banner.
export SOURCE_DATE_EPOCH=1701700000 FORCE_SOURCE_DATE=1 TZ=UTC TEXINPUTS="$here/../latex:"

with_tex() {
    for _ in 1 2; do
        (cd "$scratch" && pdflatex -interaction=nonstopmode -halt-on-error -jobname=submission \
            "\\pdftrailerid{}\\pdfsuppressptexinfo=-1\\input{$1}" >"$scratch/log") || { tail -n 30 "$scratch/log" >&2; exit 1; }
    done
}

with_writer() {
    cp "$1" "$scratch/submission.html"
    (cd "$scratch" && soffice --headless "-env:UserInstallation=file://$scratch/profile" --infilter='HTML (StarWriter)' \
        --convert-to pdf:writer_pdf_Export submission.html >"$scratch/log" 2>&1) || { cat "$scratch/log" >&2; exit 1; }
    # Of the same length, so that the offsets in the file stay true.
    sed -i -E -e 's/CreationDate\(D:[0-9]{14}/CreationDate(D:20231204142640/' -e 's/<[0-9A-F]{32}>/<00000000000000000000000000000000>/' \
        -e 's/(DocChecksum \/)[0-9A-F]{32}/\100000000000000000000000000000000/' "$scratch/submission.pdf"
}

for source in "$here"/*_*/*.tex "$here"/*_*/*.html; do
    group=$(basename "$source" | sed 's/\.[a-z]*$//')
    samples="$here/../submissions/$(basename "$(dirname "$source")")"
    case " $* " in "  "|*" $group "*) ;; *) continue ;; esac
    if [ -d "$source" ]; then
        [ ! -e "$source/exercise2.tex" ] || with_tex "$source/exercise2.tex"
        python3 "$here/rptu_ex02.py" "$group" "$scratch/submission.pdf"
        rm -f "$scratch"/submission.*
        continue
    fi
    case "$source" in
        *.tex) with_tex "$source" ;;
        *.html)
            if ! command -v soffice >/dev/null; then
                echo "$group: needs LibreOffice Writer; the committed PDF stays as it is"
                continue
            fi
            with_writer "$source" ;;
    esac
    mkdir -p "$samples/$group"
    case "$group" in
        # The upload broke off: neither the page tree nor the table of contents of the file is left.
        torn-page) head -c 9000 "$scratch/submission.pdf" >"$samples/$group/submission.pdf" ;;
        # Its answers were written by the sheet itself.
        exact-science) cp "$scratch/submission.pdf" "$scratch/answers.yaml" "$samples/$group" ;;
        # In a zip beside its script.
        hadamards-cafe)
            touch -d "@$SOURCE_DATE_EPOCH" "$scratch/submission.pdf"
            zip -q -X -j "$samples/$group/HW4 (Duval, Baek).zip" "$scratch/submission.pdf" ;;
        *) cp "$scratch/submission.pdf" "$samples/$group/submission.pdf" ;;
    esac
    rm -f "$scratch"/submission.*
    for paper in "$samples/$group"/*.pdf "$samples/$group"/*.zip; do
        if [ -e "$paper" ]; then echo "$group: $(wc -c <"$paper") bytes"; fi
    done
done
