"""Notebooks of invented groups for the RPTU sheet: the blank ones with their gaps filled in, in many ways."""

import json
from pathlib import Path

STARTER = Path(__file__).resolve().parents[2] / "starters" / "rptu_ex02"
FIRST, SECOND = "Task_2.4.ipynb", "Task_2.5.ipynb"

NET = {
    "in a row": (
        "right",
        """
        self.all = nn.Sequential(
            nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))
    def forward(self, x):
        return self.all(x)
""",
    ),
    "attributes and functions": (
        "right",
        """
        self.conv1, self.pool, self.conv2 = nn.Conv2d(3, 6, 5), nn.MaxPool2d(2, 2), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = nn.Linear(16 * 5 * 5, 120), nn.Linear(120, 84), nn.Linear(84, 10)
    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = torch.flatten(x, 1)
        return self.fc3(F.relu(self.fc2(F.relu(self.fc1(x)))))
""",
    ),
    "lists and other names": (
        "right",
        """
        self.faltungen = nn.ModuleList([nn.Conv2d(3, 6, 5), nn.Conv2d(6, 16, 5)])
        self.linear = nn.ModuleList([nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)])
    def forward(self, bild):
        print(bild.shape)
        for faltung in self.faltungen:
            bild = torch.max_pool2d(faltung(bild).relu(), 2)
        bild = bild.reshape(bild.size(0), -1)
        for schicht in self.linear[:-1]:
            bild = schicht(bild).clamp(min=0)
        return F.log_softmax(self.linear[-1](bild), dim=1)
""",
    ),
    "a softmax at the end": (
        "mistake",
        """
        self.f = nn.Sequential(nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2))
        self.h = nn.Sequential(nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10), nn.Softmax(dim=1))
    def forward(self, x):
        return self.h(self.f(x).flatten(1))
""",
    ),
    "no activation": (
        "mistake",
        """
        self.a, self.b, self.p = nn.Conv2d(3, 6, 5), nn.Conv2d(6, 16, 5), nn.MaxPool2d(2)
        self.c, self.d, self.e = nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)
    def forward(self, x):
        return self.e(self.d(self.c(self.p(self.b(self.p(self.a(x)))).flatten(1))))
""",
    ),
    "a layer is missing": (
        "wrong",
        """
        self.f = nn.Sequential(nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2))
        self.h = nn.Sequential(nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 10))
    def forward(self, x):
        return self.h(self.f(x).flatten(1))
""",
    ),
    "another kernel": (
        "wrong",
        """
        self.f = nn.Sequential(nn.Conv2d(3, 6, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2))
        self.h = nn.Sequential(nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))
    def forward(self, x):
        return self.h(self.f(x).flatten(1))
""",
    ),
    "sizes that do not fit": (
        "wrong",
        """
        self.f, self.h = nn.Conv2d(3, 6, 5), nn.Linear(400, 10)
    def forward(self, x):
        return self.h(self.f(x).flatten(1))
""",
    ),
    "half of it": ("missing", "\n        self.f = nn.Conv2d(3, 6, 5)\n    def forward(self, x):\n        raise NotImplementedError\n"),
}
GHOST = {
    "blocks of its own": (
        "right",
        """
        self.stem = Block(3, 16)
        self.rest = nn.Sequential(Block(16, 32), nn.MaxPool2d(2), nn.Dropout(0.2), Block(32, 64), nn.AdaptiveAvgPool2d(1))
        self.head = nn.Linear(64, 10)
    def forward(self, x):
        return self.head(self.rest(self.stem(x)).flatten(1))


class Block(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.c, self.b = nn.Conv2d(i, o, 3, padding=1, bias=False), nn.BatchNorm2d(o)

    def forward(self, x):
        return F.relu(self.b(self.c(x)))
""",
    ),
    "a perceptron": (
        "right",
        "\n        self.l = nn.Linear(3072, 10)\n    def forward(self, x):\n        return self.l(x.view(-1, 3072))\n",
    ),
    "a hundred scores": (
        "wrong",
        "\n        self.l = nn.Linear(3072, 100)\n    def forward(self, x):\n        return self.l(x.flatten(1))\n",
    ),
    "trained elsewhere": (
        "review",
        "\n        self.r = torchvision.models.resnet18(weights='DEFAULT')\n    def forward(self, x):\n        return self.r(x)\n",
    ),
    "the ends of a class": ("missing", "\n        self.l = None\n    def forward(self, x):\n        pass\n"),
    "transposed": ("wrong", "\n        self.l = nn.Linear(3072, 10)\n    def forward(self, x):\n        return self.l(x.flatten(1)).T\n"),
}
WHOLE_GHOSTS = {
    "a function": ("right", "def GhostModel():\n    return nn.Sequential(nn.Flatten(), nn.Linear(3072, 10))\n"),
    "a model": ("right", "GhostModel = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.Flatten(), nn.Linear(7200, 10))\n"),
}
CLASSIFIER = {
    "in a row": (
        "right",
        """
        self.all = nn.Sequential(
            nn.Conv2d(1, 32, (3, 3)), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(64, 64, 3), nn.ReLU(),
            nn.MaxPool2d(2), nn.Flatten(), nn.Linear(64 * 5 * 5, 10))
    def forward(self, x):
        return self.all(x)
""",
    ),
    "pooled before ReLU": (
        "right",
        """
        self.c1, self.c2, self.c3, self.out = nn.Conv2d(1, 32, 3), nn.Conv2d(32, 64, 3), nn.Conv2d(64, 64, 3), nn.Linear(1600, 10)
    def forward(self, x):
        x = F.max_pool2d(self.c2(F.relu(self.c1(x))), 2).relu()
        return self.out(F.relu(F.max_pool2d(self.c3(x), 2)).flatten(start_dim=1))
""",
    ),
    "one ReLU too few": (
        "mistake",
        """
        self.c1, self.c2, self.c3, self.out = nn.Conv2d(1, 32, 3), nn.Conv2d(32, 64, 3), nn.Conv2d(64, 64, 3), nn.Linear(1600, 10)
    def forward(self, x):
        x = F.max_pool2d(self.c2(self.c1(x).relu()).relu(), 2)
        return self.out(F.max_pool2d(self.c3(x), 2).flatten(1))
""",
    ),
    "padded": (
        "wrong",
        """
        self.all = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(64, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(64 * 7 * 7, 10))
    def forward(self, x):
        return self.all(x)
""",
    ),
}
_LIGHT = """
        self.all = nn.Sequential(
            {0}, nn.ReLU(), {1}, nn.ReLU(), nn.MaxPool2d(2), {2}, nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1600, 10))
    def forward(self, x):
        return self.all(x)
"""
_PARTED = """
class Light(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.each = nn.Conv2d(i, i, kernel_size=3, groups={groups}, bias={bias})
        self.point = nn.Conv2d(i, o, kernel_size=1)

    def forward(self, x):
        return self.point({between}self.each(x){close})
"""


def light(first="Light(1, 32)", groups="i", bias="True", between="", close=""):
    """A separable classifier with a class for its halves."""
    parted = _PARTED.format(groups=groups, bias=bias, between=between, close=close)
    return _LIGHT.format(first, "Light(32, 64)", "Light(64, 64)") + "\n" + parted


SEPARABLE = {
    "halves in a class": ("right", "right", light()),
    "the first one kept, no biases": ("right", "right", light(first="nn.Conv2d(1, 32, 3)", bias="False")),
    "ReLU between the halves": ("right", "right", light(between="F.relu(", close=")")),
    "weights and functions": (
        "right",
        "right",
        """
        sizes = ((1, 32), (32, 64), (64, 64))
        self.each = nn.ParameterList([torch.randn(i, 1, 3, 3) / 3 for i, _ in sizes])
        self.point = nn.ParameterList([torch.randn(o, i, 1, 1) / 8 for i, o in sizes])
        self.out = nn.Linear(1600, 10)
    def forward(self, x):
        for at, (each, point) in enumerate(zip(self.each, self.point)):
            x = F.relu(F.conv2d(F.conv2d(x, each, groups=len(each)), point))
            x = F.max_pool2d(x, 2) if at else x
        return self.out(x.flatten(1))
""",
    ),
    "groups forgotten": ("wrong", "wrong", light(groups="1")),
    "groups written and not used": (
        "wrong",
        "wrong",
        """
        self.each = nn.Conv2d(32, 32, 3, groups=32)
        self.all = nn.Sequential(
            nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(64, 64, 3), nn.ReLU(),
            nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1600, 10))
    def forward(self, x):
        return self.all(x)
""",
    ),
}


def code(text: str, output: str = "", count: int | None = 1) -> dict:
    """A code cell with what it printed."""
    outputs = [{"output_type": "stream", "name": "stdout", "text": output}] if output else []
    return {"cell_type": "code", "metadata": {}, "execution_count": count, "outputs": outputs, "source": text}


def blank(name: str) -> list[dict]:
    """The cells of a notebook as it was handed out."""
    return json.loads((STARTER / name).read_text(encoding="utf-8"))["cells"]


def filled(name: str, gaps: dict[str, str], outputs: dict[str, str] | None = None) -> list[dict]:
    """Its cells with texts in the place of those that hold a word, run, and with what those that hold a word printed."""
    cells = blank(name)
    for number, cell in enumerate(cells):
        text = "".join(cell["source"])
        if cell["cell_type"] == "code":
            text = next((new for word, new in gaps.items() if word in text and not text.startswith("# Do not")), text)
            printed = next((said for word, said in (outputs or {}).items() if word in text), "")
            cells[number] = code(text, printed, number)
    return cells


def module(name: str, body: str) -> str:
    """A class from the lines of its constructor and what comes behind."""
    return f"class {name}(nn.Module):\n    def __init__(self):\n        super().__init__()\n" + body.lstrip("\n")


def as_bytes(cells: list[dict]) -> bytes:
    """A notebook file."""
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


LOGGED = {
    "71 % after ten epochs": (
        "right",
        "".join(f"Epoch {n}/10: training loss {2 - n / 10:.4f}, validation accuracy {61 + n}.25 %\n" for n in range(1, 11)),
    ),
    "phases in two lines": (
        "right",
        "".join(f"Epoch {n}/4\n-----\ntrain Loss: 1.2 Acc: 0.9{n}\nval Loss: 1.1 Acc: 0.7{n}\n" for n in range(5)) + "Best val Acc: 0.74\n",
    ),
    "64 % after ten": (
        "wrong",
        "".join(f"Epoch {n}/10: training accuracy {80 + n} %, validation accuracy {54 + n} %\n" for n in range(1, 11)),
    ),
    "only after fifteen": ("review", "".join(f"Epoch {n}: val_loss=1.1 val_acc=0.{57 + n}\n" for n in range(1, 16))),
    "soon enough of fifteen": ("right", "".join(f"Epoch {n}: val_loss=1.1 val_acc=0.{62 + n}\n" for n in range(1, 16))),
    "on which data?": ("review", "".join(f"Epoch {n}: loss 1.{n}, accuracy 0.7{n}\n" for n in range(1, 10))),
    "no epochs": ("review", "Finished\nAccuracy of the network on the 10000 test images: 73 %\nAccuracy of plane : 91 %\n"),
    "nothing": ("missing", ""),
}
