"""Whether the model that reads pictures is there, found without loading anything of it."""

from importlib.util import find_spec
from pathlib import Path

PACKAGE, MODEL = "rapidocr", "*rec*.onnx"


def model_file() -> Path | None:
    """The model's file, if the extra is installed; the package around it is never loaded."""
    found = find_spec(PACKAGE)
    places = found.submodule_search_locations if found is not None else None
    files = sorted(file for place in places or () for file in Path(place, "models").glob(MODEL))
    return files[0] if files and find_spec("onnxruntime") is not None and find_spec("cv2") is not None else None


def installed() -> bool:
    """Whether the extra that reads pictures is there."""
    return model_file() is not None
