"""Jobs of the worker without walls: with numpy alone, or with torch, IPython and matplotlib as well."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from forking import Job, Server


@pytest.fixture(scope="session")
def light_server() -> Iterator[Server]:
    server = Server("numpy")
    yield server
    server.close()


@pytest.fixture(scope="session")
def heavy_server() -> Iterator[Server]:
    server = Server("torch", "numpy", "matplotlib", "ipython")
    yield server
    server.close()


@pytest.fixture
def job(light_server: Server, tmp_path: Path) -> Iterator[Job]:
    with light_server.job(tmp_path) as job:
        yield job


@pytest.fixture
def heavy(heavy_server: Server, tmp_path: Path) -> Iterator[Job]:
    with heavy_server.job(tmp_path) as job:
        yield job
