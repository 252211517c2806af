"""What a job tells of a network: what torch carries out for it, however the network is written."""

import numpy as np
import pytest

HEAD = """import torch
from torch import nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
"""
WAYS = {
    "modules in a row": """
        self.all = nn.Sequential(nn.Conv2d(2, 4, 3, groups=2), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(16, 10))
    def forward(self, x):
        return self.all(x)
""",
    "functions": """
        self.c, self.l = nn.Conv2d(2, 4, 3, groups=2), nn.Linear(16, 10)
    def forward(self, x):
        return self.l(F.max_pool2d(F.relu(self.c(x)), 2).flatten(1))
""",
    "a list, methods, and a layer that is never used": """
        self.layers = nn.ModuleList([nn.Conv2d(2, 4, 3, groups=2), nn.Linear(16, 10)])
        self.unused = nn.Conv2d(2, 8, 5)
    def forward(self, x):
        x = torch.max_pool2d(self.layers[0](x).relu(), 2)
        return self.layers[1](x.view(len(x), -1))
""",
    "weights of its own": """
        self.w, self.b = nn.Parameter(torch.randn(4, 1, 3, 3)), nn.Parameter(torch.randn(4))
        self.v, self.c = nn.Parameter(torch.randn(10, 16)), nn.Parameter(torch.randn(10))
    def forward(self, x):
        x = torch.relu(F.conv2d(x, self.w, self.b, groups=2))
        return F.linear(F.max_pool2d(x, 2).flatten(1), self.v, self.c)
""",
}


def told(job, text):
    """What comes of the question for the facts of a network."""
    job.begin({"a.py": text})
    return job.ask("a.py", "Net", through="answer = facts(Net(), images)", args={"images": np.ones((3, 2, 6, 6), dtype=np.float32)})


@pytest.mark.parametrize("way", WAYS)
def test_a_network_is_told_by_what_is_carried_out(heavy, way):
    value = told(heavy, HEAD + WAYS[way])["value"]
    assert [layer["is"] for layer in value["layers"]] == ["convolution", "relu", "max pooling", "linear"]
    convolution, linear = value["layers"][0], value["layers"][-1]
    assert (convolution["sizes"], convolution["groups"], convolution["stride"], convolution["padding"]) == ((4, 1, 3, 3), 2, (1, 1), (0, 0))
    assert (linear["sizes"], linear["weight"].shape, linear["bias"].shape) == ((10, 16), (10, 16), (10,))
    assert value["shape"] == (3, 10)
    assert value["scores"].shape == (3, 10)
    assert value["parameters"] == 40 + 170 + (408 if "never used" in way else 0)


def test_dropout_and_batch_norm_are_asked_as_after_training(heavy):
    body = "        self.b = nn.Sequential(nn.BatchNorm2d(2), nn.Dropout(0.9), nn.Flatten())\n"
    body += "    def forward(self, x):\n        return self.b(x)\n"
    assert told(heavy, HEAD + body)["value"]["scores"] == pytest.approx(np.ones((3, 72)), abs=1e-4)


def test_of_a_large_network_only_sizes_are_told(heavy):
    body = "        self.l = nn.Linear(72, 6000)\n    def forward(self, x):\n        return self.l(x.flatten(1))[:, :10]\n"
    (layer,) = told(heavy, HEAD + body)["value"]["layers"]
    assert (layer["sizes"], layer["weight"], layer["bias"]) == ((6000, 72), None, None)


def test_what_fails_in_a_network_is_the_groups_line(heavy):
    reply = told(heavy, HEAD + "        self.l = nn.Linear(5, 10)\n    def forward(self, x):\n        return self.l(x.flatten(1))\n")
    assert reply["is"] == "raised"
    assert reply["trace"][-1][3] == "return self.l(x.flatten(1))"


def test_nothing_built_is_nothing_told(heavy):
    assert told(heavy, "import torch\n\n\ndef Net():\n    print('later')\n")["value"] is None
    heavy_reply = heavy.ask("a.py", "Net", through="answer = facts([Net()], images)", args={"images": np.ones((1, 2, 6, 6))})
    assert heavy_reply["type"] == "NoNetwork"


ROW = "nn.Sequential(nn.Conv2d(2, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(64, 10))"
BUILT = {
    "a class": HEAD + "        self.all = {row}\n    def forward(self, x):\n        return self.all(x)\n",
    "a function": "from torch import nn\n\n\ndef Net():\n    return {row}\n",
    "the network itself": "from torch import nn\n\nNet = {row}\n",
    "a network of another type of numbers": "import torch\nfrom torch import nn\n\ntorch.set_default_dtype(torch.float64)\nNet = {row}\n",
}


@pytest.mark.parametrize("way", BUILT)
def test_a_network_may_stand_there_built_or_to_be_built(heavy, way):
    heavy.begin({"a.py": BUILT[way].format(row=ROW)})
    reply = heavy.ask("a.py", "Net", through="answer = facts(Net, images)", args={"images": np.ones((3, 2, 6, 6), dtype=np.float32)})
    assert reply["value"]["parameters"] == 726, reply
    assert reply["value"]["shape"] == (3, 10)


def test_a_network_that_is_called_as_if_it_were_a_class_is_a_question_put_otherwise(heavy):
    reply = told(heavy, BUILT["the network itself"].format(row=ROW))
    assert (reply["type"], reply["hint"]) == ("TypeError", "interface")
