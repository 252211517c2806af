"""What the tests of the jail share: the folder is no package, and its tests share a few files."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
