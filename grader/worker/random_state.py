"""The random numbers of a question: from its seed, the same for everybody."""

import random
import sys


def reseed(seed: int) -> None:
    """The same random numbers as everybody else who is asked this; a fork inherits the generators of all."""
    random.seed(seed)
    if (numpy := sys.modules.get("numpy")) is not None:
        numpy.random.seed(seed % 2**32)
    if (torch := sys.modules.get("torch")) is not None:
        torch.manual_seed(seed)
