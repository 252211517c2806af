"""Grading of mathematics and code: what was read, what is right, and why."""

__version__ = "0.1.0"
