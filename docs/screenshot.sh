#!/usr/bin/env bash
# Takes docs/report.png anew: the upper part of the instructor's page of one sample, in few colours, so that it stays small.
set -euo pipefail
cd "$(dirname "$0")/.."
group=mirror-image
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
.venv/bin/python -m grader grade submissions/freiburg_ex06 --out "$out" >/dev/null || [[ $? -eq 1 ]]
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
"$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1100,950 \
    --screenshot="$out/page.png" "file://$out/freiburg_ex06/groups/$group/instructor.html" 2>/dev/null
.venv/bin/python - "$out/page.png" docs/report.png <<'PYTHON'
import sys
from PIL import Image

Image.open(sys.argv[1]).convert("RGB").quantize(96).save(sys.argv[2], optimize=True)
PYTHON
