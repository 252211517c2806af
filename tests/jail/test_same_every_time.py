"""The same work gives the same bits, whoever else works, in whatever order, and whichever fork server it comes from."""

import random
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import cycle, repeat

import pytest
from asked_jobs import asked, begun

from grader.jail.client import Jail
from grader.jail.level import Level
from grader.jail.limits import JobLimits
from grader.jail.server import Plan
from grader.wire.encode import encode

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no level holds elsewhere")

WORK = """
import random
import numpy as np
import torch
from torch import nn

drawn_while_loading = [random.random(), float(np.random.rand()), float(torch.rand(1))]

def work(seed):
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    images = torch.randn(4, 3, 20, 20)
    layer = nn.Conv2d(3, 8, 3, stride=2, padding=1)
    optimiser = torch.optim.Adam(layer.parameters(), lr=0.01)
    for _ in range(2):
        optimiser.zero_grad()
        loss = nn.functional.gelu(layer(images)).pow(2).mean()
        loss.backward()
        optimiser.step()
    square = rng.standard_normal((90, 90))
    return [
        loss.detach(), layer.weight.detach(), torch.randn(64, 64) @ torch.randn(64, 64),
        square @ square.T, np.linalg.inv(square), np.linalg.svd(square)[1], np.fft.fft(square[0]),
    ]

def draws(seed):
    return [drawn_while_loading, random.random(), np.random.standard_normal(5), torch.randn(5), hash("a word"), sorted({"a", "b", "c"})]
"""
KINDS = [("work", seed) for seed in range(4)] + [("draws", 0)]
LIMITS = JobLimits()


def answered(jail, kind, first):
    """The bytes of one job's answer, after another question or none."""
    name, seed = kind
    with jail.job(LIMITS) as job:
        begun(job, WORK)
        if first:
            asked(job, "draws", 20.0, seed=seed)
        message = asked(job, name, 20.0, seed=seed).message
    assert message["is"] == "done", message
    return encode([message["value"]])


def mixed_up(count):
    kinds = [KINDS[number % len(KINDS)] for number in range(count)]
    random.Random(count).shuffle(kinds)
    return kinds


def found(jail, workers, kinds):
    """All answers with so many at a time, by what was asked."""
    bits = {}
    with ThreadPoolExecutor(workers) as pool:
        for kind, answer in zip(kinds, pool.map(answered, repeat(jail), kinds, cycle((False, True))), strict=False):
            bits.setdefault(kind, set()).add(answer)
    return bits


@pytest.mark.parametrize(("count", "servers"), [(60, 1), pytest.param(500, 3, marks=pytest.mark.long)])
def test_jobs_in_any_order_and_with_any_number_of_workers_agree_in_every_bit(count, servers):
    bits = {}
    with ExitStack() as stack:
        jails = [stack.enter_context(Jail(Plan(Level.NAMESPACES, ("numpy", "torch")), count=4)) for _ in range(servers)]
        for turn, (workers, share) in enumerate(((1, 1), (2, 1), (4, 2))):
            for kind, answers in found(jails[turn % servers], workers, mixed_up(count * share // 4)).items():
                bits.setdefault(kind, set()).update(answers)
        assert [jail.started for jail in jails] == [1] * servers, "no fork server was lost"
    assert {kind: len(answers) for kind, answers in bits.items()} == dict.fromkeys(KINDS, 1)
    assert len({answer for answers in bits.values() for answer in answers}) == len(KINDS), "other work, other numbers"
