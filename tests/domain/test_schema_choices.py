"""What an editor is given: choices from the registers, patterns that its language reads, and nothing from a network."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from playwright._impl._driver import compute_driver_executable

from duthao.domain.schemas import json_schema, schema_choices
from duthao.records import register_reader
from duthao.records.front_matter import read_document
from tests.conftest import PROVINCE, ROOT, duthao

RECORDS = sorted((ROOT / "drafts").glob("*/index.md"))
SETTINGS = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
REGISTERS, _ = register_reader.load(ROOT, internal=True)
assert REGISTERS
MADE = schema_choices.schemas(REGISTERS)


def record(path: Path) -> dict[str, Any]:
    document, faults = read_document(path.read_bytes(), path.name)
    assert document and not faults
    return document.data


def patterns(value: Any) -> set[str]:
    """Every regular expression within a schema."""
    found: set[str] = set()
    if isinstance(value, dict):
        found |= {value["pattern"]} if isinstance(value.get("pattern"), str) else set()
        found |= set(value.get("patternProperties", {}))
    for child in value.values() if isinstance(value, dict) else value:
        if isinstance(child, dict | list):
            found |= patterns(child)
    return found


def test_patterns_are_read_by_javascript() -> None:
    """JSON Schema means them in its mode `u`, which refuses what other readers overlook: `\\"`, `\\-` outside a class."""
    shown = [json_schema.record_schema("https://gopy.example/schema.json"), *MADE.values()]
    asked = sorted(set().union(*map(patterns, shown)))
    assert len(asked) > 8
    node, _ = compute_driver_executable()  # the browser's driver brings one
    script = "for (const p of JSON.parse(process.argv[1])) try { new RegExp(p, 'u') } catch (e) { console.log(e.message) }"

    def refused(texts: list[str]) -> str:
        command = [node, "-e", script, json.dumps(texts)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert refused(asked) == ""
    assert refused([r"^[^\"]$"]) != "", "the mode refuses nothing"


@pytest.mark.parametrize("name", MADE)
def test_they_are_schemas_and_need_no_network(name: str) -> None:
    Draft7Validator.check_schema(MADE[name])
    text = json.dumps(MADE[name])
    assert "$id" not in text and '"$ref": "http' not in text


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_records_are_valid(path: Path) -> None:
    assert [e.message for e in Draft7Validator(MADE["record"]).iter_errors(record(path))] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "drafts/_registers").glob("*.yml")), ids=lambda path: path.stem
)
def test_registers_are_valid(path: Path) -> None:
    name = "plan" if path.stem.startswith("plan-") else path.stem
    if name in ("abbreviations", "published", "released"):  # written by `release`, or two columns
        assert name not in MADE
        return
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert [e.message for e in Draft7Validator(MADE[name]).iter_errors(data)] == []


@pytest.mark.parametrize(
    "change",
    [
        {"agency": "so-xay-dungg"},
        {"topics": ["giao-ducc"]},
        {"places": ["sapa-cu"]},
        {"audiences": ["ai-do"]},
        {"campaigns": ["khong-co"]},
        {"documents": [{"kind": "khong-co", "title": "T"}]},
        {"stages": [{"stage": "draftin", "at": "2026-11-30"}]},
        {"channels": [{"channel": "loa"}]},
    ],
)
def test_what_is_no_choice_is_marked(change: dict[str, Any]) -> None:
    good = record(RECORDS[-1])
    assert Draft7Validator(MADE["record"]).is_valid(good)
    assert not Draft7Validator(MADE["record"]).is_valid({**good, **change})


def test_a_choice_has_its_name() -> None:
    fields = MADE["record"]["properties"]
    named = {"const": "so-tu-phap", "title": REGISTERS.agencies["so-tu-phap"].name}
    one, several = fields["agency"]["anyOf"]
    assert named in one["oneOf"] and named in several["items"]["oneOf"]
    assert len(fields["places"]["items"]["oneOf"]) == len(REGISTERS.places)
    stage = MADE["record"]["$defs"]["StageEntry"]["properties"]["stage"]
    assert {"const": "appraisal", "title": "Thẩm định"} in stage["oneOf"] and "enum" not in stage


def test_the_editor_is_told_of_all_of_them(province: Path) -> None:
    """What the command writes is what the settings of the editor name; both speak to nobody."""
    done = duthao("schema", "--editor", "--root", province)
    assert done.returncode == 0, done.stderr
    written = {path.name for path in (province / "build" / "schemas").iterdir()}
    named = SETTINGS["yaml.schemas"]
    assert {name.removeprefix("./build/schemas/") for name in named} == written
    assert written == {f"{name}.json" for name in MADE}
    assert SETTINGS["yaml.schemaStore.enable"] is False
    made = json.loads((province / "build/schemas/record.json").read_text(encoding="utf-8"))
    good = record(PROVINCE / "drafts" / "ht-2026-001" / "index.md")
    assert [e.message for e in Draft7Validator(made).iter_errors(good)] == []
