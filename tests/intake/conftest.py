"""What the tests of intake share."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the folder is no package, and its tests share a file

import pytest
from platforms import Sheet


@pytest.fixture
def sheet(tmp_path):
    """A folder of submissions, still empty."""
    return Sheet(tmp_path)
