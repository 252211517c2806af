"""Hand-ins that compute the same and lie, begin or are encoded in all the ways in which people hand in files."""

import ast
import json
import re

from snippets import EXPERIMENTS, LAYERS, LINES, STARTER, WARM_UP, HandIn, right

FILES = right()
ONE, MANY = "\n    return [(i + 2 * p - k) // s + 1 for", "\n    return [(i + 2 * p - k) // s for"
"""The size of the output, right and one too few."""
ARGUMENTS = "input_shape, kernel_size, stride, padding"
SIZE = f"def calculate_conv_output({ARGUMENTS}):{ONE} i, k, s, p in zip({ARGUMENTS})]"
PADDED = "return np.pad(X, ((0, 0), (0, 0), (pad[0], pad[0]), (pad[1], pad[1])))"
NUMPY = "import numpy as np\n"
SIZES = ("calculate_conv_output", "calculate_conv_output_general")
TOP = f"""{NUMPY}from lib.activations import ReLU
from lib.network import Linear, Sequential
from lib.network_base import Module, Parameter
"""
TRAINING = """
import matplotlib.pyplot as plt
x_train, y_train, x_val, y_val = load_mnist()
model = create_conv_model()
train(model, Adam(model.parameters(), lr=1e-3), x_train, y_train, epochs=10)
plt.imshow(shift_data(x_val, (2, 2))[0, 0]); plt.show()
assert accuracy(model, x_val, y_val) > 0.9
"""
UNUSED = """import pandas as pd, cv2, tensorflow as tf
from sklearn.metrics import accuracy_score
import some_private_package
from another.private import thing, other
"""
BUILT_UP = """KERNELS = {}
for k in range(1, 6):
    KERNELS[k] = np.ones((k, k))
ZERO = sum([0])
while ZERO > 0:
    ZERO -= 1
with np.errstate(all="ignore"):
    FACTOR = float(np.ones(1)[0])
"""
DRIVE = """from google.colab import drive
drive.mount('/content/drive')
%cd /content/drive/MyDrive/ex06
!pip install tqdm
import sys
sys.path.append('/content/drive/MyDrive/ex06')
%matplotlib inline"""


def notebook(*sources):
    """A notebook of code cells."""
    cells = [{"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source} for source in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def one_file():
    """All in one file."""
    parts = [ast.get_source_segment(text, node) for text in FILES.values() for node in ast.parse(text).body if hasattr(node, "body")]
    return "\n\n".join([TOP, *(part for part in parts if not part.startswith(("def main", "if ")))])


def each(change):
    """All three files, changed alike."""
    return {name: change(text) for name, text in FILES.items()}


def changed(file, *pairs):
    """All three files, one of them with other words."""
    text = FILES[file]
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after, 1)
    return {**FILES, file: text}


def moved(change):
    """All three files under other names."""
    return {change(name): text for name, text in FILES.items()}


WHOLE = one_file()
WAYS = {
    "line ends of Windows": each(lambda text: text.replace("\n", "\r\n").encode()),
    "a mark before the first letter": each(lambda text: b"\xef\xbb\xbf" + text.encode()),
    "an old editor's letters": each(lambda text: ("# Übung 6: größer\n" + text).encode("latin-1")),
    "tabs": each(lambda text: ("\f\n" + text.replace("    ", "\t")).encode()),
    "nested twice": moved("Abgabe/Übung 6 (final), v2/{}".format),
    "flat": moved(lambda name: name.removeprefix("lib/")),
    "flat, and imported so": {name.removeprefix("lib/"): text.replace("from lib.", "from ") for name, text in FILES.items()},
    "flat, as if in a package": {name.removeprefix("lib/"): text.replace("from lib.", "from .") for name, text in FILES.items()},
    "relative imports": each(lambda text: text.replace("from lib.", "from .")),
    "imports of everything": each(lambda text: re.sub(r"(from lib\.\w+) import .*", r"\1 import *", text)),
    "capital letters": moved(lambda name: "/".join(part.capitalize() for part in name.split("/"))),
    "renamed files": {"lib/warm_up_solution.py": FILES[WARM_UP], LAYERS: FILES[LAYERS], "lib/exp_final.py": FILES[EXPERIMENTS]},
    "old copies beside it": {**FILES, "lib/convolutions_old.py": FILES[LAYERS].replace(ONE, MANY), "old/convolutions.py": "def f(: pass"},
    "an old checkpoint beside it": {
        "ex.ipynb": notebook(WHOLE),
        ".ipynb_checkpoints/ex-checkpoint.ipynb": notebook(WHOLE.replace(ONE, MANY)),
    },
    "the blank starter beside it": {f"group/{name}": text for name, text in FILES.items()}
    | {f"group/starter/{name}": (STARTER / name).read_text(encoding="utf-8") for name in FILES},
    "one file with an odd name": {"ex06 - abgabe (Müller & Özil).py": WHOLE},
    "a notebook from a drive": {"colab.ipynb": notebook(DRIVE, WHOLE, "x_train, *rest = load_mnist()\n%time train()")},
    "defined twice, the last one right": {"ex.ipynb": notebook(WHOLE.replace(ONE, MANY), SIZE)},
    "training at the top": changed(EXPERIMENTS, ('if __name__ == "__main__":\n    main()', TRAINING)),
    "the end of the program at the top": each(lambda text: f"{text}\nimport sys\nprint('done')\nsys.exit(0)\n"),
    "asks at the top": changed(WARM_UP, (NUMPY, f"{NUMPY}name = input('Name? ')\nprint('Hello', name)\n")),
    "a folder of somebody's home": changed(LAYERS, (NUMPY, f"{NUMPY}import os\nos.chdir('/home/anna/dl')\n")),
    "packages that nothing uses": each(lambda text: UNUSED + text),
    "names built up at the top": changed(WARM_UP, (NUMPY, NUMPY + BUILT_UP), ("np.pad(X,", "np.pad(FACTOR * X + ZERO * len(KERNELS),")),
    "helpers in files of their own": {
        **changed(WARM_UP, (NUMPY, f"{NUMPY}from lib.padding import around\n"), (PADDED, "return around(X, *pad)")),
        "lib/padding.py": "import numpy as np\nfrom .more import both\ndef around(X, a, b):\n    return np.pad(X, both(a, b))\n",
        "lib/more.py": "def both(a, b):\n    return ((0, 0), (0, 0), (a, a), (b, b))\n",
    },
    "files called as libraries": {**FILES, "numpy.py": "raise RuntimeError('mine')", "random.py": "x = 1", "torch.py": ""},
    "a mistake of writing elsewhere": changed(EXPERIMENTS, ("def main()", "def plot(:\n    pass\n\n\ndef main()")),
    "two members, one of them wrong": {
        **moved("anna/{}".format),
        **{f"ben/{name}": text.replace(ONE, MANY) for name, text in FILES.items()},
    },
    "the last cell is wrong": {"ex.ipynb": notebook(WHOLE, "def calculate_conv_output(a, b, c, d):\n    return a")},
    "a helper that was not handed in": changed(WARM_UP, (NUMPY, f"{NUMPY}from lib.mine import f\n"), (PADDED, "return f(X, *pad)")),
}
OTHERWISE = {
    "two members, one of them wrong": dict.fromkeys(SIZES, "review"),
    "the last cell is wrong": dict.fromkeys(SIZES, "wrong"),
    "a helper that was not handed in": {"pad_array": "wrong"},
}


def hand_ins():
    """Every way as a hand-in; what is not said otherwise is right."""
    for name, files in WAYS.items():
        outcomes = dict.fromkeys(LINES, "right") | OTHERWISE.get(name, {})
        yield HandIn((name,), files, {line: frozenset({said}) for line, said in outcomes.items()})
