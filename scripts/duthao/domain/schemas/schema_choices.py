"""The schemas that an editor offers choices from: of a record with the keys of this site's registers, and of the registers.

A choice is a constant with the name that people know it by. The schema that is published has the shape alone
(`json_schema`): keys come and go with the registers, a published shape stays. Nothing is judged by these; an editor that
reads JSON Schema offers what may stand at a place, without a network.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from duthao.domain import communication_log, events
from duthao.domain.fields import SLUG
from duthao.domain.plans import YearPlan
from duthao.domain.registers import Registers
from duthao.domain.schemas.json_schema import JsonSchema, record_schema, register_of, shape

# What editors for YAML understand at the least; the newer dialect says nothing here that it does not.
_DIALECT = "http://json-schema.org/draft-07/schema#"
_NAMED: tuple[Mapping[str, str], ...] = (
    events.STAGE_LABEL,
    events.MEETING_LABEL,
    {str(key): name for key, (name, _) in communication_log.PLANNED.items()},
    {"proposal": "Đề nghị xây dựng", "draft": "Dự thảo"},
    {"change": "Cập nhật", "correction": "Đính chính"},
)
_TABLES = (
    "agencies",
    "places",
    "topics",
    "audiences",
    "document_types",
    "document_kinds",
    "campaigns",
    "sessions",
    "approvers",
    "unit_prices",
    "criteria",
)


def schemas(registers: Registers) -> dict[str, JsonSchema]:
    """Name → schema: `record` for front matter, `plan` for the plan of a year, each register by its name."""
    record = record_schema("")
    del record["$id"]  # else an editor looks for it
    made = {"record": record, "plan": shape(YearPlan)}
    for name in _TABLES:
        (_, entry) = get_args(Registers.model_fields[name].annotation)
        schema = shape(entry)
        made[name] = {
            "type": "object",
            "additionalProperties": False,
            "patternProperties": {SLUG: {key: v for key, v in schema.items() if key != "$defs"}},
            "$defs": schema.get("$defs", {}),
        }
    for schema in made.values():
        schema["$schema"] = _DIALECT
        for node in _nodes(schema):
            _offer(node, registers)
    return made


def _offer(node: JsonSchema, registers: Registers) -> None:
    if register := register_of(node.get("description", "")):
        table: Mapping[str, Any] = getattr(registers, register, {})
        _choose(node, {key: getattr(e, "name", None) or e.title for key, e in table.items()})
    elif "enum" in node:
        names = next((n for n in _NAMED if set(node["enum"]) == set(n)), None)
        if names:
            del node["enum"]
            _choose(node, names)


def _choose(node: JsonSchema, names: Mapping[str, str]) -> None:
    """Let the text in this place be one of the keys; a list holds them, an absent value stays allowed."""
    if not names:
        return
    if node.get("type") == "array":
        _choose(node["items"], names)
        return
    branches = [b for b in node.get("anyOf", ()) if b.get("type") in ("string", "array")]
    for branch in branches:
        _choose(branch, names)
    if branches:
        return
    node.pop("pattern", None)
    node["oneOf"] = [{"const": key, "title": name} for key, name in names.items()]


def _nodes(value: Any) -> Iterator[JsonSchema]:
    """Every mapping within."""
    if isinstance(value, dict):
        yield value
        for child in list(value.values()):
            yield from _nodes(child)
    elif isinstance(value, list):
        for child in value:
            yield from _nodes(child)
