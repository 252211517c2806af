"""Torch inside a job: tensors in and out, our weights in a group's model, no graphics card."""

import numpy as np
import pytest
import torch

MODELS = {
    "as ours": """
        self.c1 = nn.Conv2d(1, 2, 3)
        self.c2 = nn.Conv2d(2, 2, 3, padding=1)
        self.fc = nn.Linear(2 * 4, 3)
    def forward(self, x):
        return self.fc(torch.relu(self.c2(torch.relu(self.c1(x)))).flatten(1))
""",
    "in a row": """
        self.all = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Conv2d(2, 2, 3, padding=1), nn.ReLU(), nn.Flatten(), nn.Linear(8, 3))
    def forward(self, x):
        return self.all(x)
""",
    "last one declared first": """
        self.head = nn.Linear(2 * 4, 3)
        self.zwei = nn.Conv2d(2, 2, 3, padding=1)
        self.eins = nn.Conv2d(1, 2, 3)
    def forward(self, x):
        return self.head(torch.relu(self.zwei(torch.relu(self.eins(x)))).flatten(1))
""",
}
HEAD = "import torch\nfrom torch import nn\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()"


def ours():
    torch.manual_seed(1)
    model = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.ReLU(), torch.nn.Conv2d(2, 2, 3, padding=1), torch.nn.ReLU())
    model.append(torch.nn.Flatten()).append(torch.nn.Linear(8, 3))
    return model


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("listed", [False, True])
def test_our_weights_go_into_a_model_whatever_its_attributes_are_called(heavy, name, listed):
    model = ours()
    weights = {key: value.detach() for key, value in model.state_dict().items()}
    images = torch.randn(2, 1, 4, 4)
    heavy.begin({"a.py": HEAD + MODELS[name]})
    args = {"weights": list(weights.values()) if listed else weights, "images": images}
    value = heavy.value("a.py", "Net", through="answer = inject(Net(), weights)(images)", args=args)
    np.testing.assert_allclose(value, model(images).detach().numpy(), rtol=1e-5, atol=1e-6)


TWINS = """
        self.b = nn.Linear(3, 3)
        self.a = nn.Linear(3, 3)
        self.x = nn.Linear(4, 3)
    def forward(self, x):
        return self.b(self.a(self.x(x)))
"""


def test_equal_shapes_in_another_order_are_filled_as_they_are_called(heavy):
    torch.manual_seed(2)
    model = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.Linear(3, 3), torch.nn.Linear(3, 3))
    images = torch.randn(2, 4)
    heavy.begin({"a.py": HEAD + TWINS})
    args = {"weights": {key: value.detach() for key, value in model.state_dict().items()}, "x": images}
    value = heavy.value("a.py", "Net", through="answer = inject(Net(), weights)(x)", args=args)
    np.testing.assert_allclose(value, model(images).detach().numpy(), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        ([torch.zeros(3, 4), torch.zeros(3)], "the model has 6 parameters where 2 are given"),
        (
            [torch.zeros(3, 3)] * 6,
            "the model's parameters have other shapes; it has 3 of shape (3,), 1 of shape (3, 4); it lacks 4 of shape (3, 3)",
        ),
    ],
)
def test_weights_that_do_not_fit_say_why(heavy, weights, says):
    heavy.begin({"a.py": HEAD + TWINS})
    reply = heavy.ask("a.py", "Net", through="answer = inject(Net(), weights)", args={"weights": weights})
    assert (reply["type"], reply["hint"]) == ("NoFit", "no fit")
    assert reply["message"].startswith(says)


def test_the_courses_own_parameters_are_filled_too(job):
    source = (
        "import numpy as np\nclass P:\n    def __init__(self, d):\n        self.data = d\nclass Net:\n"
        "    def __init__(self):\n        self.p = [P(np.zeros((2, 2))), P(np.zeros(2))]\n"
        "    def parameters(self):\n        return self.p\n    def __call__(self, x):\n"
        "        return x @ self.p[0].data + self.p[1].data\n"
    )
    job.begin({"a.py": source})
    args = {"weights": [np.eye(2) * 3, np.ones(2)], "x": np.array([1.0, 2])}
    assert job.value("a.py", through="answer = inject(Net(), weights)(x)", args=args).tolist() == [4, 7]
    assert job.ask("a.py", through="answer = inject(3, weights)", args=args)["message"] == "a int is no model with parameters"


def test_tensors_come_as_tensors_and_arrays_as_arrays(heavy):
    heavy.begin({"a.py": "def f(*given):\n    return [type(x).__name__ for x in given]\n"})
    args = {"a": torch.ones(2), "b": np.ones(2), "c": torch.tensor(3.0), "d": [torch.ones(1)], "e": 2}
    assert heavy.value("a.py", "f", args=args) == ["Tensor", "ndarray", "Tensor", "list", "int"]


def test_the_same_seed_gives_the_same_weights(heavy):
    heavy.begin({"a.py": HEAD + TWINS})
    first, again, other = (heavy.value("a.py", through="answer = Net().a.weight.detach()", seed=seed).tolist() for seed in (1, 1, 2))
    assert first == again != other


FAR = [
    "torch.ones(2).cuda()",
    "torch.ones(2).to('cuda')",
    "torch.ones(2).to(torch.device('cuda:0'))",
    "torch.ones(2, device='cuda')",
    "torch.tensor([1.0, 1.0], device=torch.device('mps'))",
    "nn.Linear(1, 2).cuda() and torch.ones(2)",
    "nn.Linear(1, 2).to('cuda')(torch.ones(1, 1, device='cuda')).detach()[0] * 0 + 1",
    "torch.zeros_like(torch.ones(2), device='cuda') + 1",
    "torch.cuda.synchronize() or torch.ones(2)",
]


@pytest.mark.parametrize("expression", FAR)
def test_what_asks_for_a_graphics_card_gets_the_processor(heavy, expression):
    heavy.begin({"a.py": f"import torch\nfrom torch import nn\ndef f():\n    return {expression}\n"})
    assert heavy.value("a.py", "f").tolist() == [1, 1]


def test_it_is_noted_that_there_is_no_graphics_card(heavy):
    heavy.begin(
        {"a.py": "import torch\ndef f():\n    return torch.ones(2).to('cuda')\ndef g():\n    return torch.cuda.get_device_properties(0)\n"}
    )
    assert heavy.ask("a.py", "f")["notes"] == ["there is no graphics card here; the processor was used in its place"]
    assert heavy.ask("a.py", "g")["hint"] == "gpu"


def test_data_is_loaded_without_helper_processes(heavy):
    source = """
import torch
from torch.utils.data import DataLoader, TensorDataset
def f():
    loader = DataLoader(TensorDataset(torch.arange(4.0)), batch_size=2, num_workers=4, persistent_workers=True, pin_memory=True)
    return [batch[0].tolist() for batch in loader]
"""
    heavy.begin({"a.py": source})
    reply = heavy.ask("a.py", "f")
    assert reply["value"] == [[0, 1], [2, 3]]
    assert reply["notes"] == ["`DataLoader` worked without helper processes (`num_workers=0`)"]


def test_a_module_is_trained_at_loading_only_when_it_must_be(heavy):
    source = HEAD + TWINS + "model = Net().cuda()\nwhile True:\n    model.train()\n    print(model(torch.ones(1, 4)))\n"
    heavy.begin({"a.py": source})
    assert heavy.value("a.py", "Net", through="answer = Net()(torch.ones(1, 4)).shape == (1, 3)") is True
    assert heavy.printed() == ""


def test_a_tensor_that_still_carries_a_gradient_comes_back(heavy):
    heavy.begin({"a.py": "import torch\ndef f(x):\n    x.requires_grad_(True)\n    return (x * 2).T\n"})
    assert heavy.value("a.py", "f", args={"x": torch.ones(1, 2)}).tolist() == [[2], [2]]
