"""A course whose answers have several right forms: filters that do a job, judged by predicates of the reference."""

from grader.finding.find import find
from grader.marking import mark
from grader.readers.transcription import read_transcription
from grader.run import Ending, Reply, Run
from grader.search import search_for

REFERENCE = '''
import numpy as np

luma = np.array([0.299, 0.587, 0.114])
seen = []


def correlate(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(image, 1), kernel.shape)
    return np.einsum("ijkl,kl->ij", windows, kernel)


def difference_filter(w, rng):
    """Filter w: its channels give the differences downwards and to the right."""
    image = rng.normal(size=(5, 7))
    down = np.diff(np.pad(image, ((0, 1), (0, 0))), axis=0)
    right = np.diff(np.pad(image, ((0, 0), (0, 1))), axis=1)
    given = correlate(image, w[0]), correlate(image, w[1])
    if np.allclose(given[0], right) and np.allclose(given[1], down):
        return difference_filter_swapped
    return np.allclose(given[0], down) and np.allclose(given[1], right)


def difference_filter_example():
    return np.array([[[0, 0, 0], [0, -1, 0], [0, 1, 0]], [[0, 0, 0], [0, -1, 1], [0, 0, 0]]])


def difference_filter_swapped(difference_filter_example):
    """You have swapped the two channels."""
    return difference_filter_example[::-1]


def grey_filter(grey_filter, luma):
    """Filter w: weighs red, green and blue."""
    return np.allclose(grey_filter, luma, atol=5e-4)


def pooling_filter(w, channels, k, rng):
    """Filter of average pooling: gives the mean of every block."""
    blocks = rng.normal(size=(2, channels, 3, k, 2, k))
    if np.shape(w) == (channels, channels, k, k):
        given = np.einsum("nchiwj,ocij->nohw", blocks, w)
    elif np.shape(w) in ((channels, k, k), (channels, 1, k, k)):
        given = np.einsum("nchiwj,cij->nchw", blocks, np.reshape(w, (channels, k, k)))
    else:
        return "the filter has neither the shape (C, k, k) nor (C, C, k, k)"
    return np.allclose(given, blocks.mean(axis=(3, 5)))


def pooling_filter_example(channels, k):
    return np.ones((channels, 1, k, k)) / k**2


def pooling_filter_inputs(rng):
    yield 3, 2
    yield 2, 4
    yield 4, 3


def light_model(answer):
    """Separable model: has few parameters, by grouped convolutions."""
    count, groups, shape = answer
    if count == 71:
        return "light_model_dense"
    return count in (23, 25) and groups > 1 and tuple(shape) == (4, 10)


def light_model_dense():
    """Your model has standard convolutions."""
'''
TASKS = """
  1 Finite differences:
    - {satisfies: difference_filter, shape: 2x3x3 or 2x1x3x3, mistakes: {difference_filter_swapped: 50%}, points: 2}
  2 Average pooling:
    - {satisfies: pooling_filter, in: pooling.py, points: 1}
  3 Grey:
    - {satisfies: grey_filter, shape: 3, points: 1}
  4 Model:
    - {satisfies: light_model, calls: Light, through: "answer = facts(Light())", mistakes: {light_model_dense: 25%}, points: 1}
written as:
  difference_filter: [w, filter, kernel]
  grey_filter: [w, filter, kernel]
"""


def found_in(sheet, text):
    """What is found in a text."""
    search = search_for(sheet.assignment.rubric, sheet.assignment.reference)
    return find([read_transcription(text.encode(), "notes.md")], search.wanted, search.nodes)


def marked(sheet, found, runs=()):
    """The marks by name."""
    return {one.name: one for one in mark(sheet.assignment.rubric, sheet.assignment.reference, found, dict(runs)).marks}


def gave(*values, ending=Ending.FINISHED):
    """A run whose replies were these values."""
    return Run(tuple(Reply(ending, value=value) for value in values), "pooling.py", 1, "pooling_filter")
