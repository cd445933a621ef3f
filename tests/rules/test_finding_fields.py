"""Each finding says which field it is about, so that a form can show it there; nearly all do, and none says a wrong one."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from duthao.cli.findings_report import FORMS
from duthao.domain.draft import Draft
from duthao.domain.fields import fields_by_key
from duthao.errors import Finding, Say
from duthao.records import front_matter, validation
from duthao.records.strict_yaml import KEY
from tests.bad_records import BAD
from tests.judged_records import judged, release
from tests.record_edits import BASES, GOOD, Bad
from tests.rules.test_rules import folders, outcome

# What is wrong with a file as a whole, or hinders that its fields are read.
OF_A_WHOLE_FILE = frozenset(
    {
        "empty-file", "file-unlisted", "front-matter-empty", "front-matter-missing", "front-matter-unclosed", "id-form",
        "id-reserved", "not-utf8", "published-form", "register-vanished", "released-form", "response-vanished",
        "yaml-documents", "yaml-syntax",
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """Everything that is found in the bad record of every case and in every row of the tables of bad records."""
    found: list[Finding] = []
    for case in folders():
        found += outcome(case, "bad", tmp_path_factory.mktemp("case"))
    for bad in BAD:
        root = tmp_path_factory.mktemp("bad")
        if bad.base == "released":
            release(root, BASES["released"])
        found += judged(root, bad.text)
    return found


def test_nearly_all_findings_say_their_field(findings: list[Finding]) -> None:
    told = [f for f in findings if f.rule not in OF_A_WHOLE_FILE]
    empty = Counter(f.rule for f in told if not f.field)
    assert len(told) > 500 and empty.total() <= 0.05 * len(told), empty


def test_a_fault_of_a_whole_file_names_no_field(findings: list[Finding]) -> None:
    assert not [f for f in findings if f.rule in OF_A_WHOLE_FILE and f.field]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.rule}-{BAD.index(bad)}")
def test_the_field_stands_on_the_line_of_the_finding(bad: Bad, tmp_path: Path) -> None:
    """In the front matter the line is that of the field, or of the nearest above it; in the body that of its section."""
    if bad.base == "released":
        release(tmp_path, BASES["released"])
    source, _ = front_matter.read_document(bad.text.encode(), "")
    for finding in judged(tmp_path, bad.text):
        if not finding.field or not finding.path.endswith("index.md") or source is None:
            continue
        if finding.field[0] == "body":
            assert finding.line >= source.body_line
        else:
            marks = {source.yaml.nearest(finding.field).line}
            marks.add(source.yaml.nearest((*finding.field, KEY)).line)
            assert finding.line in marks or finding.rule.startswith(("yaml-", "repeated-"))


@pytest.mark.parametrize(
    "old,new,path",
    [
        ("closes: 2026-12-10", "closes: 10/12/2026", "rounds[0].deadline_changes[0].closes"),
        ("    opens:", "    open:", "rounds[0].open"),
        ("short_title: Hỗ trợ hộ nuôi ong\n", "", "short_title"),
        (
            "documents:\n",
            "documents:\n  - kind: du-thao\n    title: Dự thảo\n    file: khong-co.pdf\n",
            "documents[0].file",
        ),
        ("| Mức hỗ trợ |", "| Mức | hỗ trợ |", "body.new.rows[0]"),
        ("## Nội dung cơ bản\n", "## Nội dung cơ bản\n\n<b>x</b>\n", "body.content"),
        ("title: Nghị", "title: &a Nghị", "title"),
        ("email: gopy-ht", "email: gopy ht", "comment.email"),
        ("email: gopy-ht", "email: [a@hatinh.example, b] # gopy-ht", "comment.email[1]"),
        ("agency: so-nong-nghiep-va-moi-truong", "agency: so-khong-co", "agency"),
        ("agency: so-nong-nghiep-va-moi-truong", "agency: [so-y-te, so-khong-co]", "agency[1]"),
    ],
)
def test_where_a_fault_is(tmp_path: Path, old: str, new: str, path: str) -> None:
    assert old in GOOD
    assert path in {f.field_path for f in judged(tmp_path, GOOD.replace(old, new, 1))}


def test_a_path_can_be_told_from_every_other() -> None:
    def path(*field: str | int) -> str:
        return Finding("a", 0, "r", Say("", ""), Say("", ""), field=field).field_path

    assert path("rounds", 0, "closes") == "rounds[0].closes"
    assert path("spoken", "terms", "a.b") == 'spoken.terms["a.b"]'
    assert path("scope") != path("body", "scope") == "body.scope"
    assert path() == ""


def test_forms_for_machines_name_the_field(tmp_path: Path) -> None:
    said = Say("Sai.", "Wrong.")
    fault = Finding("a/index.md", 3, "r-a", said, said, field=("rounds", 0, "closes"))
    whole = Finding("a/index.md", 0, "r-b", said, said)
    assert [f["field"] for f in json.loads(FORMS["json"]([fault, whole], tmp_path))] == [
        "rounds[0].closes",
        "",
    ]
    first, second = FORMS["github"]([fault, whole], tmp_path).split("\n")
    assert "title=r-a (rounds[0].closes)::" in first and "title=r-b::" in second
    one, other = json.loads(FORMS["sarif"]([fault, whole], tmp_path))["runs"][0]["results"]
    names = one["locations"][0]["logicalLocations"]
    assert names[0]["fullyQualifiedName"] == "rounds[0].closes"
    assert "logicalLocations" not in other["locations"][0]
    assert FORMS["text"]([fault], tmp_path) == str(fault)


def test_every_field_of_a_record_has_a_name_in_words() -> None:
    def unnamed(model: Any, loc: tuple[str | int, ...]) -> list[str]:
        found = []
        for name, field in fields_by_key(model).items() if model else ():
            here = (*loc, name)
            if not validation.in_words(Draft, here):
                found.append(".".join(map(str, here)))
            if inner := validation._inner(field.annotation):
                found += unnamed(inner, (*here, 0) if "tuple" in str(field.annotation) else here)
        return found

    assert unnamed(Draft, ()) == []


def test_an_unknown_field_is_told_with_its_group_in_words(tmp_path: Path) -> None:
    text = GOOD.replace("        decided:", "        decide:", 1)
    (told,) = [f for f in judged(tmp_path, text) if f.rule == "unknown-key"]
    assert told.message.vi.startswith(
        "Trường «decide» không có trong mẫu của «Đợt 1 › Lần đổi hạn 1»"
    )
