"""No input makes `check` raise or stay silent: made-up values in every field, bodies of any Markdown, spoilt registers."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from duthao.builder.check import check
from duthao.cli.findings_report import FORMS
from duthao.domain import published
from duthao.errors import Finding
from duthao.records import front_matter, register_reader
from duthao.records.body import HEADINGS
from tests.conftest import NOW, PROVINCE
from tests.fuzz import SIGNS, spoilt
from tests.record_edits import BASES

ID = "ht-2026-900"
BODY = "\n" + BASES["good"].split("\n---\n", 1)[1]
FRONTS = [front_matter.read_document(text.encode(), "")[0].data for text in BASES.values()]  # type: ignore[union-attr]

scalars = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.sampled_from(SIGNS),
    st.dates().map(str),
    st.datetimes().map(lambda t: f"{t:%Y-%m-%d %H:%M}"),
    st.integers(-(10**20), 10**20).map(str),
    st.sampled_from(("true", "false", "lao-cai", "ha-tinh", "so-xay-dung", "du-thao.pdf")),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(scalars, inner, max_size=4),
    max_leaves=12,
)
pieces = st.one_of(
    st.sampled_from(
        [*SIGNS, *(f"\n## {heading}\n\n" for heading in HEADINGS), "\n\n", "| a | b |\n"]
    ),
    st.text(st.characters(codec="utf-8"), max_size=40),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("any")
    shutil.copytree(PROVINCE / "drafts" / "_registers", folder / "drafts" / "_registers")
    shutil.copy(PROVINCE / "mkdocs.yml", folder / "mkdocs.yml")
    (folder / "drafts" / ID).mkdir()
    return folder


def findings_of(root: Path, raw: bytes) -> tuple[Finding, ...]:
    """What `check` finds in a record of these bytes, told in every form."""
    (root / "drafts" / ID / "index.md").write_bytes(raw)
    findings = check(root, NOW)
    for finding in findings:
        assert finding.message.vi and finding.message.en and finding.line >= 0
    for form in FORMS.values():
        form(findings, root).encode()
    assert len(json.loads(FORMS["json"](findings, root))) == len(findings)
    return findings


@st.composite
def fronts(draw: st.DrawFn) -> Any:
    """The front matter of a good record in which up to three values, wherever they are, are others."""
    data = json.loads(json.dumps(draw(st.sampled_from(FRONTS))))
    for _ in range(draw(st.integers(1, 3))):
        here = data
        while True:
            keys = sorted(here, key=str) if isinstance(here, dict) else range(len(here))
            if not keys:
                break
            key: Any = draw(st.sampled_from(list(keys)))
            if isinstance(here[key], (dict, list)) and draw(st.booleans()):
                here = here[key]
            else:
                here[key] = draw(values)
                break
    return data


@settings(max_examples=150)
@given(fronts())
def test_any_value_in_any_field(root: Path, front: Any) -> None:
    text = yaml.dump(front, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    assert findings_of(root, f"---\n{text}---\n{BODY}".encode(errors="replace"))


@settings(max_examples=150)
@given(st.lists(pieces, max_size=60).map("".join))
def test_any_body(root: Path, body: str) -> None:
    front = BASES["good"].split("\n---\n", 1)[0]
    assert findings_of(root, f"{front}\n---\n{body}".encode(errors="replace"))


@settings(max_examples=100)
@given(st.binary(max_size=300) | st.binary(max_size=100).map(lambda b: b"---\n" + b + b"\n---\n"))
def test_any_bytes(root: Path, raw: bytes) -> None:
    assert findings_of(root, raw)


@settings(max_examples=100)
@given(st.integers(0, 10**9), st.sampled_from(sorted(BASES)))
def test_any_accident(root: Path, seed: int, base: str) -> None:
    findings_of(root, spoilt(random.Random(seed), BASES[base]).encode(errors="replace"))


@settings(max_examples=60)
@given(
    st.integers(0, 10**9),
    st.sampled_from([*register_reader.files(PROVINCE), PROVINCE / published.PATH]),
)
def test_any_register(root: Path, seed: int, path: Path) -> None:
    place = root / register_reader.FOLDER / path.name
    original = place.read_bytes() if place.exists() else b""
    text = original.decode() or f'{ID}: {{"on":"2026-10-01","changes":["42455a42422461a3"]}}\n'
    place.write_bytes(spoilt(random.Random(seed), text).encode(errors="replace"))
    try:
        findings_of(root, BASES["good"].encode())
    finally:
        place.write_bytes(original)
