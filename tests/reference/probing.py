"""A program: the code of each sample, run plainly over the starter and asked beside the reference. Prints group, name and yes or no a line.

Each sample is run in a copy of this program that has loaded what all of them load.
"""

import builtins
import importlib
import importlib.util
import itertools
import os
import signal
import sys
from pathlib import Path

import numpy as np
import torch

reference_file, *copies = sys.argv[1:]
spec = importlib.util.spec_from_file_location("the_reference", reference_file)
reference = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reference)
builtins.print = lambda *_, **__: None  # a million lines take seconds


def plain(value):
    """An array, whatever it came as."""
    return np.asarray(value.detach() if hasattr(value, "detach") else value, dtype=float)


def layer(images, kernels, bias, stride, padding):
    """The group's layer with given weights, used once."""
    made = importlib.import_module("lib.convolutions").Conv2d(kernels.shape[1], kernels.shape[0], kernels.shape[2:], stride, padding)
    made.W.data, made.b.data = kernels, bias
    return made(images)


def network(images):
    """The shape of what the group's network gives; none where nothing in it is a convolution."""
    model = importlib.import_module("lib.experiments").create_conv_model()
    return model(images).shape if any(one.data.ndim == 4 for one in model.parameters()) else ()


def asked(module, name):
    """A function of the group's, or what stands for it here."""
    here = {"Conv2d": layer, "create_conv_model": network}
    return here.get(name) or getattr(importlib.import_module(module), name)


def agrees(module, name, inputs):
    """Whether the group's function gives what the reference gives, on all inputs of two seeds."""
    for seed in (1, 2):
        for case in getattr(reference, inputs)(np.random.default_rng(seed)):
            expected = plain(getattr(reference, name)(*case))
            signal.setitimer(signal.ITIMER_PROF, 2)  # of processor time; all calls of one honest sample take about 1
            found = asked(module, name)(*case)
            signal.setitimer(signal.ITIMER_PROF, 0)
            if found is None or plain(found).shape != expected.shape or not np.allclose(plain(found), expected, rtol=1e-4, atol=1e-5):
                return False
    return True


LINES = (
    ("lib.convolutions", "calculate_conv_output", "calculate_conv_output_inputs", "calculate_conv_output"),
    ("lib.convolutions", "calculate_conv_output", "any_shapes", "calculate_conv_output_general"),
    ("lib.convolution_warmup", "pad_array", "pad_array_inputs", "pad_array"),
    *(
        ("lib.convolution_warmup", name, f"{name}_inputs", name)
        for name in map(
            "_".join, itertools.product(["dot_product"], ["single_filter", "single_filter_with_batches", "multiple_filters_with_batches"])
        )
    ),
    ("lib.convolutions", "Conv2d", "Conv2d_inputs", "Conv2d"),
    ("lib.convolutions", "Conv2d", "any_images", "Conv2d_general"),
    ("lib.experiments", "create_conv_model", "create_conv_model_inputs", "create_conv_model"),
    ("lib.experiments", "shift_data", "shift_data_inputs", "shift_data"),
)


def out_of_time(*_):
    """Ends what never ends by itself."""
    raise TimeoutError


def probed(copy):
    """All lines of one sample."""
    os.chdir(copy)
    sys.path.insert(0, copy)
    for module, name, inputs, line in LINES:
        try:
            said = agrees(module, name, inputs)
        except Exception:  # noqa: BLE001 - whatever the sample raises, it does not agree
            said = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stderr.write(f"{Path(copy).name} {line} {'yes' if said else 'no'}\n")


torch.set_num_threads(1)  # a program with threads of its own cannot be copied
signal.signal(signal.SIGPROF, out_of_time)
for one in copies:
    child = os.fork()
    if not child:
        try:
            probed(one)
        finally:
            sys.stderr.flush()
            os._exit(0)
    os.waitpid(child, 0)
