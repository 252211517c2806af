"""The recogniser: small pictures of writing in, characters with their places and scores out; its model lies in an installed package."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from grader.readers.ocr.image import Grey
from grader.readers.ocr.model import model_file

HEIGHT = 48
"""Pixels of height that the model was trained with."""
STRIDE = 8
"""Pixels to one step of its answer."""
WIDEST = 3_200
TOGETHER = 6_000
"""Pixels of width that are recognised at a time."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzäöüÄÖÜßéèáàçñ"
MATHEMATICS = "0123456789+-=.,:;()[]{}<>/|*%^_'\"~·×÷±≈≤≥≠→←↔⇒⇔∂∇∑∏∫√∞∈∥∘•°²³¹⁴½¼¾αβγδεζηθκλμνξπρστφχψωΓΔΘΛΞΠΣΦΨΩŷŶŵŴ"
OTHERS = "!?&#@$§€\\"
ALLOWED = frozenset(LETTERS + MATHEMATICS + OTHERS)
"""What homework is written with. Leaving the rest (18,000 characters) out keeps `=` from being read as 二."""


@dataclass(frozen=True)
class Sign:
    """One character: where its middle is (in heights of the small picture), how sure the model is, what else it may be."""

    text: str
    at: float
    score: float
    rival: str = ""
    margin: float = 1.0
    """How much likelier it is than its rival."""


class Recogniser:
    """The model in memory, on a single thread."""

    def __init__(self, file: Path) -> None:
        import numpy as np
        import onnxruntime

        self._failure: type[Exception] = onnxruntime.capi.onnxruntime_pybind11_state.RuntimeException
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        self._session: Any = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        self._input: str = self._session.get_inputs()[0].name
        characters = ["", *self._session.get_modelmeta().custom_metadata_map["character"].splitlines(), " "]
        allowed = [index for index, char in enumerate(characters) if index == 0 or char in ALLOWED or char == " "]
        self._columns = np.array(allowed)
        self._characters = [characters[index] for index in allowed]

    def read(self, pictures: Sequence[Grey]) -> list[list[Sign]]:
        """The characters of each small grey picture, from left to right."""
        found: dict[int, list[Sign]] = {}
        ready = [_sized(picture) for picture in pictures]
        for batch in _batches([one.shape[1] for one in ready]):
            for index, steps in zip(batch, self._steps([ready[index] for index in batch]), strict=True):
                found[index] = list(self._signs(steps, ready[index].shape[1]))
        return [found[index] for index in range(len(ready))]

    def _steps(self, pictures: Sequence[Grey]) -> Any:  # noqa: ANN401 - an array
        """For each picture and step the likelihood of every allowed character."""
        import numpy as np

        width = max(picture.shape[1] for picture in pictures)
        width += -width % 32
        data = np.zeros((len(pictures), 3, HEIGHT, width), np.float32)
        for row, picture in zip(data, pictures, strict=True):
            row[:, :, : picture.shape[1]] = picture.astype(np.float32)[None] / 127.5 - 1.0
        try:
            return self._session.run(None, {self._input: data})[0][:, :, self._columns]
        except self._failure as problem:
            if "bad_alloc" in str(problem):  # the limit of this process, in the words of a library in C++
                raise MemoryError from None
            raise

    def _signs(self, steps: Any, width: int) -> Iterator[Sign]:  # noqa: ANN401 - an array
        """One character for each stretch of steps with the same best one."""
        count = min(len(steps), -(-width // STRIDE))
        best = steps[:count].argmax(axis=1)
        start = 0
        while start < count:
            end = start + 1
            while end < count and best[end] == best[start]:
                end += 1
            if best[start] != 0:
                yield self._sign(steps[start:end], int(best[start]), start)
            start = end

    def _sign(self, steps: Any, index: int, start: int) -> Sign:  # noqa: ANN401 - an array
        weights = steps[:, index]
        peak = int(weights.argmax())
        centre = float((weights * (start + 0.5 + _counted(len(weights)))).sum() / weights.sum())
        others = steps[peak].copy()
        others[index] = others[0] = 0.0
        rival = int(others.argmax())
        score = float(weights[peak])
        return Sign(self._characters[index], centre * STRIDE / HEIGHT, score, self._characters[rival], score - float(others[rival]))


@cache
def recogniser() -> Recogniser | None:
    """The one recogniser of this process; None without the extra."""
    file = model_file()
    return None if file is None else Recogniser(file)


def _counted(count: int) -> Any:  # noqa: ANN401 - an array
    import numpy as np

    return np.arange(count)


def _sized(picture: Grey) -> Grey:
    """The picture at the model's height, no wider than it takes."""
    import cv2

    height, width = picture.shape
    wanted = min(max(round(width * HEIGHT / height), STRIDE), WIDEST)
    method = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_CUBIC
    return cv2.resize(picture, (wanted, HEIGHT), interpolation=method)


def _batches(widths: Sequence[int]) -> Iterable[list[int]]:
    """Pictures of like width together."""
    batch: list[int] = []
    for index in sorted(range(len(widths)), key=lambda index: widths[index]):
        if batch and widths[index] * (len(batch) + 1) > TOGETHER:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
