"""What every part of results.json is like: frozen, open to keys of other versions, free of noise and of what JSON cannot say."""

import math
from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, JsonValue, model_serializer


def without_noise(value: float) -> float:
    """Points without the noise of binary fractions."""
    return round(value, 9) + 0.0


Points = Annotated[float, BeforeValidator(lambda value: without_noise(value) if isinstance(value, float) else value)]

_ALIASES = {"schema_": "schema"}
"""Keys that pydantic has a name of its own for."""


class Recorded(BaseModel):
    """A part of results.json: frozen, open to keys of other versions, and without the optional keys that say nothing."""

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False, serialize_by_alias=True)
    optional: ClassVar[frozenset[str]] = frozenset()

    @model_serializer(mode="plain")
    def _lean(self) -> dict[str, object]:
        """The keys that say something; pydantic writes their values, parts of results.json by this again."""
        data = {_ALIASES.get(key, key): value for key, value in self.__dict__.items() if value or key not in self.optional}
        for key, value in (self.model_extra or {}).items():
            if value or key not in self.optional:
                data[key] = _finite(value)
        return data


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
