"""A sample solution of one value and one function, which the tests of batches mark: short, and each line of it may be changed alone."""

REFERENCE = '''"""A value, and functions."""
import numpy as np


def total():
    """The total."""
    return 14.0


def double(x):
    """Twice x."""
    return 2 * x


def double_inputs(rng):
    yield (rng.normal(size=3),)
'''
