"""What the tests of comparing share."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the folder is no package, and its tests share a file
