"""The table of clauses: whatever it names is there in the sample, and the page for offices is made of it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from duthao import clock
from duthao.cli.parser import parser
from duthao.outputs import discovery
from duthao.outputs.site import Site
from duthao.records import approval, record_reader, register_reader, settings_reader, strict_yaml
from duthao.records.strict_yaml import Value
from duthao.rendering.links import Links
from tests.conftest import ROOT
from tests.snapshots import compare
from tests.summaries import summary_of

DATA = ROOT / "docs" / "clauses.yml"
PAGE = ROOT / "content" / "huong-dan" / "dieu-khoan.md"
FIELDS = ("at", "asks", "site", "office", "commands", "files", "pending", "of")
PLANS = {
    "A": "Kế hoạch số 485/KH-SNgV tháng 5 năm 2022 của Sở Ngoại vụ tỉnh Hà Tĩnh",
    "B": "Kế hoạch tháng 4 năm 2023 của Sở Thông tin và Truyền thông tỉnh Lào Cai",
}
COUNT = 53
# What stands for something in an address, as people read it.
_WORDS = {
    "id": "mã hồ sơ", "place": "xã", "agency": "cơ quan", "topic": "lĩnh vực", "audience": "đối tượng",
    "campaign": "đợt truyền thông", "meeting": "cuộc họp", "training": "lớp tập huấn", "year": "năm", "next": "năm sau",
}  # fmt: skip
_PLACEHOLDER = re.compile(r"<([a-z]+)>")
_HEAD = """\
---
title: Đối chiếu với kế hoạch thực hiện Đề án 407
description: Từng điều của hai kế hoạch cấp sở được thực hiện ở trang nào, tài liệu nào, lệnh nào; điều nào còn thiếu.
---

# Đối chiếu với kế hoạch thực hiện Đề án 407 {#doi-chieu}

<!-- Làm từ docs/clauses.yml; sửa ở đó. -->

Bảng dưới đây tóm tắt, bằng lời của nhóm phát triển, từng điều mà hai kế hoạch cấp sở yêu cầu, và chỉ chỗ thực hiện điều ấy. Đây là bảng đối chiếu chức năng: có đủ công cụ không có nghĩa là cơ quan đã làm. Mỗi gạch đầu dòng, mỗi điểm có việc phải làm tính là một điều; mục tiêu chung không nêu việc thì không tính.

Đọc bảng: `/…` là địa chỉ trên trang; `noi-bo/…` là tệp mà `duthao build --internal` làm; `duthao …` là lệnh. Chữ trong dấu ‹ › thay đổi theo hồ sơ, địa bàn, năm.
"""


@dataclass(frozen=True)
class Clause:
    """A clause, and what serves it: addresses of the site, files for the office, commands, files of `drafts/`."""

    id: str
    at: str
    asks: str
    site: tuple[str, ...]
    office: tuple[str, ...]
    commands: tuple[str, ...]
    files: tuple[str, ...]
    pending: str
    of: str


def _read() -> tuple[dict[str, str], list[Clause]]:
    source, findings = strict_yaml.parse(DATA.read_text(encoding="utf-8"), DATA.name)
    assert source and not findings, findings
    examples, written = source.data["examples"], source.data["clauses"]
    assert isinstance(examples, dict) and isinstance(written, dict)
    found = []
    for key, value in written.items():
        assert isinstance(value, dict) and set(value) <= set(FIELDS), key
        lists = [_list(value.get(name, [])) for name in ("site", "office", "commands", "files")]
        texts = [str(value.get(name, "")) for name in ("pending", "of")]
        found.append(Clause(key, str(value["at"]), str(value["asks"]), *lists, *texts))
    return {key: str(value) for key, value in examples.items()}, found


def _list(value: Value) -> tuple[str, ...]:
    assert isinstance(value, list)
    return tuple(map(str, value))


EXAMPLES, CLAUSES = _read()


def _example(clause: Clause, pattern: str) -> str:
    known = EXAMPLES | ({"id": clause.of} if clause.of else {})
    return _PLACEHOLDER.sub(lambda match: known[match[1]], pattern)


def test_the_clauses_are_numbered_for_ever() -> None:
    for plan in PLANS:
        own = [clause.id for clause in CLAUSES if clause.id.startswith(plan)]
        assert own == [f"{plan}-{n:02d}" for n in range(1, len(own) + 1)]
    assert len(CLAUSES) == COUNT == len({clause.id for clause in CLAUSES})


def test_each_clause_is_served_or_says_what_is_missing() -> None:
    for clause in CLAUSES:
        assert clause.site or clause.office or clause.commands or clause.pending, clause.id


def test_what_is_missing_still() -> None:
    """Rows that name what is missing: whoever builds it takes the row out of this list."""
    assert [clause.id for clause in CLAUSES if clause.pending] == ["A-08", "B-12"]


def test_each_address_is_there(sample: Path) -> None:
    gone = [
        f"{clause.id}: {address}"
        for clause in CLAUSES
        for address in clause.site
        if not (sample / Links.file(_example(clause, address))).is_file()
    ]
    assert not gone


@pytest.fixture(scope="module")
def office_files() -> set[str]:
    """The files of `noi-bo/` as they are planned of the sample: no byte of them is made."""
    settings, url = settings_reader.load(ROOT)
    registers, _ = register_reader.load(ROOT, internal=True)
    assert registers
    now = clock.now(settings.as_of)
    site = Site(ROOT, settings, Links(url), registers, now, {}, internal=True)
    outputs = discovery.chosen(internal=True)
    read = [record_reader.read(ROOT, name)[0] for name in record_reader.ids(ROOT)]
    records = [record for record in read if record and not approval.fault(record)]
    site = replace(site, summaries=tuple(summary_of(site, r, *outputs) for r in records))
    made = {a.path for output in outputs for r in records for a in output.for_record(site, r)}
    return made | {a.path for output in outputs for a in output.for_site(site)}


def test_each_file_for_the_office_is_there(office_files: set[str]) -> None:
    gone = [
        f"{clause.id}: {name}"
        for clause in CLAUSES
        for name in clause.office
        if _example(clause, name) not in office_files
    ]
    assert not gone


def _commands(known: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    for action in known._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, own in action.choices.items():
                yield f"{before}{name}"
                yield from _commands(own, f"{before}{name} ")


def test_each_command_and_file_is_there() -> None:
    known = set(_commands(parser()))
    named = {(clause.id, command) for clause in CLAUSES for command in clause.commands}
    assert {pair for pair in named if pair[1] not in known} == set()
    for clause in CLAUSES:
        assert all((ROOT / "drafts" / name).is_file() for name in clause.files), clause.id


def test_the_page_is_made_of_the_table() -> None:
    compare(PAGE, _page())


def _page() -> str:
    parts = [_HEAD]
    for plan, name in PLANS.items():
        parts.append(f"\n## {name} {{#ke-hoach-{plan.lower()}}}\n\n")
        parts.append("| Điều | Yêu cầu | Thực hiện ở |\n|---|---|---|\n")
        for clause in CLAUSES:
            if clause.id.startswith(plan):
                parts.append(f"| {clause.id}: {clause.at} | {clause.asks} | {_served(clause)} |\n")
    return "".join(parts)


def _served(clause: Clause) -> str:
    found = [f"`/{_shown(address)}`" for address in clause.site]
    found += [f"`noi-bo/{_shown(name)}`" for name in clause.office]
    found += [f"`duthao {command}`" for command in clause.commands]
    found += [f"`drafts/{name}`" for name in clause.files]
    missing = f" **Còn thiếu:** {clause.pending}." if clause.pending else ""
    return ", ".join(found) + "." * bool(found) + missing


def _shown(pattern: str) -> str:
    return _PLACEHOLDER.sub(lambda match: f"‹{_WORDS[match[1]]}›", pattern)
