"""The exported JSON Schema and the model agree, and people can read it."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from duthao.domain.draft import Draft
from duthao.domain.fields import fields_by_key
from duthao.domain.schemas import json_schema
from duthao.records.front_matter import read_document
from tests.conftest import NOW, PROVINCE, ROOT, duthao

RECORDS = sorted([*(ROOT / "drafts").glob("*/index.md"), *(PROVINCE / "drafts").glob("*/index.md")])
SCHEMA = json_schema.record_schema("https://gopy.example/api/v1/schema.json")
VALID = Draft202012Validator(SCHEMA)


def data_of(path: Path) -> dict[str, Any]:
    document, faults = read_document(path.read_bytes(), path.name)
    assert document and not faults
    return document.data


GOOD = data_of(PROVINCE / "drafts" / "ht-2026-001" / "index.md")


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"].endswith("draft/2020-12/schema")
    assert SCHEMA["$id"] == "https://gopy.example/api/v1/schema.json"


@pytest.mark.parametrize("path", RECORDS, ids=lambda p: p.parent.name)
def test_records_are_valid(path: Path) -> None:
    assert [e.message for e in VALID.iter_errors(data_of(path))] == []


def test_values_with_types_are_valid_too() -> None:
    """Editors read YAML with numbers and truths, and a blank field as null."""
    document = {
        "kind": "du-thao",
        "title": "T",
        "file": "a.pdf",
        "version": 2,
        "accessible": True,
        "date": None,
    }
    fields = {
        **GOOD,
        "documents": [document],
        "demo": False,
        "rounds": [{"unknown": True, "outcome": {"received": 0}}],
        "contact": None,
    }
    assert [e.message for e in VALID.iter_errors(fields)] == []


@pytest.mark.parametrize(
    "change",
    [
        {"titel": "x"},
        {"title": ""},
        {"title": None},
        {"short_title": "x" * 91},
        {"topics": []},
        {"topics": "giao-duc"},
        {"agency": "Sở Y tế"},
        {"demo": "yes"},
        {"rounds": [{"answer_due": "31/12/2026"}]},
        {"rounds": [{"opens": "hôm nay"}]},
        {"rounds": [{"of": "policy"}]},
        {"stages": [{"stage": "drafting"}]},
        {"comment": {"email": "không có"}},
        {"documents": [{"kind": "du-thao", "title": "T", "file": "../x.pdf"}]},
        {"documents": [{"kind": "du-thao", "title": "T", "version": "0"}]},
        {"rounds": [{"outcome": {"received": "-1"}}]},
        {"rounds": [{"outcome": {"received": -1}}]},
        {"outcome": {"received": 0}},
        {"answer_due": "2026-12-31"},
        {"translations": {"English": {}}},
        {"official_posting": {"url": "x"}},
        {"approved": {"by": "A", "date": "2026-11-01", "sha256": "abc"}},
    ],
)
def test_bad_records_fail_in_both(change: dict[str, Any]) -> None:
    fields = {**GOOD, **change}
    assert not VALID.is_valid(fields)
    with pytest.raises(ValidationError):
        Draft.model_validate(fields)


@pytest.mark.parametrize(
    "field", [name for name, field in fields_by_key(Draft).items() if field.is_required()]
)
def test_required_fields(field: str) -> None:
    assert not VALID.is_valid({key: value for key, value in GOOD.items() if key != field})


def leaves(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*at, key))
    else:
        yield at


def test_what_the_schema_refuses_the_model_refuses() -> None:
    """No editor marks as wrong what `duthao check` accepts: every leaf of a record in turn made strange."""
    tried = 0
    for at in leaves(GOOD):
        for strange in (
            "",
            "x",
            "42",
            "true",
            "2026-11-30",
            "2026-11-30 17:00",
            "a-b",
            "https://a.example/x",
            {},
            [],
        ):
            fields = copy.deepcopy(GOOD)
            inner: Any = fields
            for key in at[:-1]:
                inner = inner[key]
            inner[at[-1]] = strange
            if not VALID.is_valid(fields):
                tried += 1
                with pytest.raises(ValidationError):
                    Draft.model_validate(fields)
    assert tried > 300


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from nodes(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from nodes(inner)


def test_titles_and_descriptions_are_vietnamese() -> None:
    groups = [
        node
        for node in nodes(SCHEMA)
        if isinstance(node.get("properties"), dict) and node.get("type") == "object"
    ]
    fields = [(name, field) for group in groups for name, field in group["properties"].items()]
    assert len(groups) > 20
    assert len(fields) > 100
    for name, field in fields:
        for text in (field["title"], field["description"]):
            assert not text.isascii(), f"{name}: {text}"
        assert len(field["title"]) <= len(field["description"]), name
    for group in groups:
        assert not group.get("title", "ộ").isascii()
        assert not group.get("description", "ộ").isascii()


@pytest.mark.parametrize(
    "description,title",
    [
        ("Loại văn bản, khóa trong document_types.yml", "Loại văn bản"),
        ("true: dữ liệu minh họa", "Dữ liệu minh họa"),
        ("change: cập nhật; correction: đính chính", "Cập nhật hay đính chính"),
        ("Duyệt công bố (do lệnh «duthao approve» ghi)", "Duyệt công bố"),
        ("Số, ký hiệu văn bản", "Số, ký hiệu văn bản"),
        ("Các bước của quy trình", "Các bước của quy trình"),
    ],
)
def test_titles_are_what_a_description_begins_with(description: str, title: str) -> None:
    assert json_schema.title(description) == title


def test_printed_and_published_are_the_same(built: Path) -> None:
    printed = duthao("schema", "--root", built, "--as-of", NOW)
    published = (built / "site" / "api" / "v1" / "schema.json").read_text(encoding="utf-8")
    assert (printed.returncode, printed.stdout) == (0, published)
    assert json.loads(published)["$id"] == "https://vanban.hatinh.example/gop-y/api/v1/schema.json"
