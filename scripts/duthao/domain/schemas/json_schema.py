"""The JSON Schema of a record's front matter, exported from the model for editors and other programs.

It is never validated with here: `domain.draft` is the only authority. Front matter reaches us as strings while
editors read YAML with types, so numbers and truths are allowed in both forms.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from duthao.domain.draft import Draft
from duthao.domain.fields import Strict

JsonSchema = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NAMED = ("properties", "patternProperties", "$defs")  # name → schema
_LISTED = ("anyOf", "oneOf", "allOf", "prefixItems")
_SINGLE = ("items", "additionalProperties", "propertyNames")
# A description says first what the field is, then how to write it: the first is its title.
_ASIDE = re.compile(r"\s*\([^)]*\)")
_CHOICE = re.compile(r"(?:^|; )[a-z_]+: ([^;]+)")
_REST = re.compile(r"[;:].*|, (?:khóa|ví dụ|không|lời|bắt đầu|nếu|kèm)\b.*")
_REGISTER = re.compile(r"khóa trong (\w+)\.yml")
_DATE = r"^\d{4}-\d{2}-\d{2}$"
_WHOLE = {0: "^[0-9]+$", 1: "^[1-9][0-9]*$"}


def record_schema(address: str) -> JsonSchema:
    """JSON Schema (draft 2020-12) of a record's front matter, published at `address`."""
    schema = shape(Draft)
    for key, title in _titles_of_groups(schema).items():
        schema["$defs"][key]["title"] = title
    # Who concerns the whole country names no place.
    schema["required"].remove("places")
    schema["anyOf"] = [{"required": [name]} for name in ("places", "nationwide")]
    head = {
        "$schema": _DIALECT,
        "$id": address,
        "title": "Hồ sơ dự thảo",
        "description": "Phần khai báo (giữa hai dòng «---») của tệp index.md trong thư mục hồ sơ.",
    }
    return {**head, **{key: value for key, value in schema.items() if key not in head}}


def shape(model: type[Strict]) -> JsonSchema:
    """JSON Schema of anything else that people write, as it is written: numbers and truths in both forms."""
    schema = model.model_json_schema()
    _translate(schema)
    return schema


def text(address: str) -> str:
    """The same as a JSON text, keys in the order of the model."""
    return json.dumps(record_schema(address), ensure_ascii=False, indent=1) + "\n"


def register_of(description: str) -> str:
    """The register whose keys a field holds, "" of any other: `Loại văn bản, khóa trong document_types.yml` → `document_types`."""
    named = _REGISTER.search(description)
    return named[1] if named else ""


def title(description: str) -> str:
    """What a field is: `Loại văn bản, khóa trong document_types.yml` → `Loại văn bản`."""
    choices = _CHOICE.findall(description) if _CHOICE.match(description) else []
    short = " hay ".join(choices) or _REST.sub("", _ASIDE.sub("", description))
    return short[:1].upper() + short[1:]


def _translate(node: JsonSchema) -> None:
    """Vietnamese titles in the place of names of Python; types as they are written in front matter."""
    described = "description" in node and "properties" not in node
    if described:
        node["title"] = title(node["description"])
    else:
        node.pop("title", None)
        node.pop("description", None)  # a class's docstring is for developers
    if node.get("default", ...) is None:
        del node["default"]
    _widen(node)
    for _, child in _children(node):
        _translate(child)


def _widen(node: JsonSchema) -> None:
    if node.get("type") == "boolean":
        del node["type"]
        node["enum"] = [True, False, "true", "false"]
    elif node.get("type") == "integer":
        node["type"] = ["integer", "string"]
        node["pattern"] = _WHOLE[node["minimum"]]
    elif node.get("format") == "date":
        node["pattern"] = _DATE  # a format only informs
    elif "patternProperties" in node:
        node["additionalProperties"] = False


def _children(node: JsonSchema) -> Iterator[tuple[str, JsonSchema]]:
    """Every schema directly inside this one, with the keyword or name under which it stands."""
    for keyword in _NAMED:
        yield from node.get(keyword, {}).items()
    for keyword in _LISTED:
        yield from ((keyword, child) for child in node.get(keyword, ()))
    for keyword in _SINGLE:
        if isinstance(node.get(keyword), dict):
            yield keyword, node[keyword]


def _titles_of_groups(schema: JsonSchema) -> dict[str, str]:
    """A group of fields is called what the only field that holds it is called."""
    users: dict[str, set[str]] = {}
    for group in (schema, *schema["$defs"].values()):
        for field in group.get("properties", {}).values():
            for key in _referred(field):
                users.setdefault(key, set()).add(field["title"])
    return {key: titles.pop() for key, titles in users.items() if len(titles) == 1}


def _referred(node: JsonSchema) -> Iterator[str]:
    if "$ref" in node:
        yield node["$ref"].rpartition("/")[2]
    for _, child in _children(node):
        yield from _referred(child)
