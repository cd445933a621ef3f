"""Types of the fields that records, registers and settings are made of: how the text of each is read."""

from __future__ import annotations

import os
import re
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError, PydanticKnownError

from duthao import clock
from duthao.domain.language_codes import LANGUAGE

# No plugin of pydantic has a say in what a record may hold.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
_DIGITS = re.compile(r"[0-9]+")
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Stage = Literal[
    "proposal",
    "registration",
    "acceptance",
    "policy_consultation",
    "drafting",
    "social_criticism",
    "appraisal",
    "submission",
    "examination",
    "adoption",
    "promulgation",
    "effect",
    "stopped",
]
Medium = Literal[
    "loudspeaker",
    "notice_board",
    "screen",
    "portal",
    "fanpage",
    "app",
    "radio",
    "television",
    "newspaper",
    "press_conference",
    "conference",
    "seminar",
    "dialogue",
    "handout",
    "other",
]
MeetingKind = Literal["hoi-nghi", "toa-dam", "doi-thoai", "hop-bao", "tap-huan", "khac"]


def _point(value: Any) -> clock.Point:
    try:
        return value if isinstance(value, clock.Point) else clock.parse(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("bad_point", "not a time") from None


def _day(value: Any) -> date:
    try:
        return value if isinstance(value, date) else clock.parse_date(value)
    except (TypeError, ValueError):
        raise PydanticCustomError("bad_day", "not a date") from None


def _truth(value: Any) -> bool:
    if value in (True, False):
        return bool(value)
    if value in ("true", "false"):
        return bool(value == "true")
    raise PydanticCustomError("bad_truth", "not true or false")


def _whole(value: Any) -> Any:
    if isinstance(value, str) and not _DIGITS.fullmatch(value):
        raise PydanticKnownError("int_parsing")
    return value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _address(value: str) -> str:
    try:
        parts = urlsplit(value)
        real = bool(parts.hostname and (parts.port is None or parts.port))
    except ValueError:  # brackets that are no address, a port that is no number
        real = False
    if not real:
        raise PydanticKnownError("string_pattern_mismatch", {"pattern": "https://…"})
    return value


def _line(value: str) -> str:
    if len(value.splitlines()) > 1:
        raise PydanticCustomError("many_lines", "more than one line")
    return value


_WHEN = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z)?)?$",
}
When = Annotated[clock.Point, PlainValidator(_point), WithJsonSchema(_WHEN)]
Day = Annotated[date, PlainValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Truth = Annotated[bool, BeforeValidator(_truth)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
OneLine = Annotated[Text, AfterValidator(_line)]
Key = Annotated[str, StringConstraints(pattern=SLUG)]
PLAN_ROW = r"^[0-9]{4}-[0-9]{3,}$"  # `2027-001`: a row of the plan of 2027
PlanRowId = Annotated[str, StringConstraints(pattern=PLAN_ROW)]
Url = Annotated[
    str,
    StringConstraints(pattern=r'^https?://[^\s/"<>\\]+[^\s"<>\\]*$'),
    AfterValidator(_address),
]
Email = Annotated[str, StringConstraints(pattern=r"^[^\s@]+@[^\s@]+\.[^\s@]+$")]
Language = Annotated[str, StringConstraints(pattern=f"^{LANGUAGE}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
FileName = Annotated[str, StringConstraints(pattern=r"^[^\s/\\][^/\\]*$")]
# One or several: a value by itself or a list. What is read is always a tuple.
_KEYS = Annotated[tuple[Key, ...], Field(min_length=1)]
_TEXTS = Annotated[tuple[Text, ...], Field(min_length=1)]
_URLS = Annotated[tuple[Url, ...], Field(min_length=1)]
_EMAILS = Annotated[tuple[Email, ...], Field(min_length=1)]
Keys = Annotated[_KEYS, BeforeValidator(_listed, json_schema_input_type=Key | _KEYS)]
Texts = Annotated[_TEXTS, BeforeValidator(_listed, json_schema_input_type=Text | _TEXTS)]
Urls = Annotated[_URLS, BeforeValidator(_listed, json_schema_input_type=Url | _URLS)]
Emails = Annotated[_EMAILS, BeforeValidator(_listed, json_schema_input_type=Email | _EMAILS)]
Count = Annotated[int, Field(ge=0, le=100_000_000), BeforeValidator(_whole)]
Ordinal = Annotated[int, Field(ge=1), BeforeValidator(_whole)]


def fields_by_key(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a group by the key under which each is written, which is its alias where it has one."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


class Strict(BaseModel):
    """Frozen; an unknown key is an error, because a misspelt key would be lost in silence."""

    # Built at first use: a group that stands only inside another needs no validator of its own.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
