"""Texts for the gaps of the Freiburg starter, in two styles: one that loops, and one that leaves the loops to numpy."""

import re
import shutil
from pathlib import Path

STARTER = Path(__file__).resolve().parents[2] / "starters" / "freiburg_ex06"
GAP = re.compile(r"^( *)# START TODO\n.*?# END TODO\n", re.MULTILINE | re.DOTALL)
FILES = ("lib/convolution_warmup.py", "lib/convolutions.py", "lib/experiments.py")

NETWORK = """
return Sequential(
    Conv2d(1, 8, (5, 5), (2, 2)), ReLU(), Conv2d(8, 16, (3, 3), (2, 2)), ReLU(), Flatten(), Linear(16 * 5 * 5, 10)
)
"""
LOOPS = {
    "pad_array": """
batch, channels, height, width = X.shape
result = np.zeros((batch, channels, height + 2 * pad[0], width + 2 * pad[1]))
result[:, :, pad[0]:pad[0] + height, pad[1]:pad[1] + width] = X
return result
""",
    "dot_product_single_filter": """
total = 0.0
for channel in range(F.shape[0]):
    for i in range(F.shape[1]):
        for j in range(F.shape[2]):
            total += F[channel, i, j] * X[channel, index[0] + i, index[1] + j]
return total
""",
    "dot_product_single_filter_with_batches": """
return np.array([dot_product_single_filter(image, F, index) for image in X])
""",
    "dot_product_multiple_filters_with_batches": """
return np.array([[dot_product_single_filter(image, F, index) for F in filters] for image in X])
""",
    "calculate_conv_output": """
result = []
for i, w, s, p in zip(input_shape, kernel_size, stride, padding):
    result.append((i + 2 * p - w) // s + 1)
return result
""",
    "forward": """
height, width = calculate_conv_output(x.shape[2:], self.kernel_size, self.stride, self.padding)
x = pad_array(x, self.padding)
result = np.zeros((len(x), self.out_channels, height, width))
for i in range(height):
    for j in range(width):
        index = (i * self.stride[0], j * self.stride[1])
        result[:, :, i, j] = dot_product_multiple_filters_with_batches(x, self.W.data, index)
return result + self.b.data
""",
    "create_conv_model": NETWORK,
    "shift_data": """
shifted = np.zeros(data.shape)
for i in range(shift[0], data.shape[2]):
    for j in range(shift[1], data.shape[3]):
        shifted[:, :, i, j] = data[:, :, i - shift[0], j - shift[1]]
return shifted
""",
}
ARRAYS = {
    "pad_array": """
return np.pad(X, ((0, 0), (0, 0), (pad[0],) * 2, (pad[1],) * 2))
""",
    "dot_product_single_filter": """
return np.sum(X[:, index[0]:, index[1]:][:, :F.shape[1], :F.shape[2]] * F)
""",
    "dot_product_single_filter_with_batches": """
return np.tensordot(X[:, :, index[0]:, index[1]:][:, :, :F.shape[1], :F.shape[2]], F, axes=3)
""",
    "dot_product_multiple_filters_with_batches": """
window = X[:, :, index[0]:, index[1]:][:, :, :filters.shape[2], :filters.shape[3]]
return window.reshape(len(X), -1) @ filters.reshape(len(filters), -1).T
""",
    "calculate_conv_output": """
return list((np.array(input_shape) + 2 * np.array(padding) - np.array(kernel_size)) // np.array(stride) + 1)
""",
    "forward": """
padded = pad_array(x, self.padding)
windows = np.lib.stride_tricks.sliding_window_view(padded, self.kernel_size, axis=(2, 3))
windows = windows[:, :, ::self.stride[0], ::self.stride[1]]
return np.einsum("nchwij,ocij->nohw", windows, self.W.data) + self.b.data
""",
    "create_conv_model": NETWORK,
    "shift_data": """
height, width = data.shape[2:]
return pad_array(data, shift)[:, :, :height, :width]
""",
}
STYLES = {"loops": LOOPS, "arrays": ARRAYS}
WARM_UP = "from lib.convolution_warmup import dot_product_multiple_filters_with_batches, pad_array\n"


def copied(place: Path) -> Path:
    """A copy of the starter without what Python leaves behind."""
    return Path(shutil.copytree(STARTER, place / "freiburg_ex06", ignore=shutil.ignore_patterns("__pycache__")))


def fill(folder: Path, texts: dict[str, str]) -> None:
    """Put texts into the gaps of a copy of the starter."""
    for name in FILES:
        source = (folder / name).read_text(encoding="utf-8")
        functions = re.findall(r"def (\w+)\([^)]*\)[^:]*:(?:(?!\n *def ).)*?# START TODO", source, re.DOTALL)
        for function in functions:
            body = texts[function].strip("\n").splitlines()
            source = GAP.sub(lambda gap, body=body: "".join(f"{gap[1]}{line}\n" for line in body), source, count=1)
        if name != "lib/convolution_warmup.py":
            source = source.replace("import numpy as np\n\n", "import numpy as np\n\n" + WARM_UP, 1)
        (folder / name).write_text(source, encoding="utf-8")
