"""What every part of results.json is like: frozen, open to keys of other versions, free of noise and of what JSON cannot say."""

import math
from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, JsonValue, SerializerFunctionWrapHandler, model_serializer


def without_noise(value: float) -> float:
    """Points without the noise of binary fractions."""
    return round(value, 9) + 0.0


Points = Annotated[float, BeforeValidator(lambda value: without_noise(value) if isinstance(value, float) else value)]


class Recorded(BaseModel):
    """A part of results.json: frozen, open to keys of other versions, and without the optional keys that say nothing."""

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False, serialize_by_alias=True)
    optional: ClassVar[frozenset[str]] = frozenset()

    @model_serializer(mode="wrap")
    def _lean(self, handler: SerializerFunctionWrapHandler) -> dict[str, JsonValue]:
        data: dict[str, JsonValue] = handler(self)
        lean = {key: value for key, value in data.items() if value or key not in self.optional}
        for key in self.model_extra or ():
            if key in lean:
                lean[key] = _finite(lean[key])
        return lean


def _finite(value: JsonValue) -> JsonValue:
    """A value of a key that is not ours, without what JSON cannot say."""
    match value:
        case float():
            return value if math.isfinite(value) else None
        case list():
            return [_finite(item) for item in value]
        case dict():
            return {key: _finite(item) for key, item in value.items()}
        case _:
            return value
