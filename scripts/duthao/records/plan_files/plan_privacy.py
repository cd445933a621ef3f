"""What of a plan is published is nobody's name, telephone or account: lists of offices have them beside each text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from duthao.domain.plans import YearPlan
from duthao.domain.registers import Registers
from duthao.errors import Finding, Say, Severity
from duthao.records import source_text, strict_yaml
from duthao.records.named_persons import named_persons
from duthao.records.office_contacts import contacts_of_agencies
from duthao.records.plan_files.plan_reader import ROWS, plan_path
from duthao.records.sensitive_data import Hit, personal
from duthao.records.strict_yaml import Loc

_FIELDS = ("title", "agency_words", "cooperating_words", "expected_words", "note")


def judge(root: Path, plans: Mapping[int, YearPlan], registers: Registers) -> Iterator[Finding]:
    """Telephones, addresses, accounts and papers are errors, what may be a name or a home is a warning; each at its line."""
    for year, plan in plans.items():
        for loc, text in _public(plan):
            for hit in personal(text):
                if hit.value not in contacts_of_agencies(registers):
                    yield _fault(root, year, loc, hit, "plan-personal-data", "error")
            for hit in named_persons(text, (), registers):
                yield _fault(root, year, loc, hit, "plan-maybe-personal-data", "warning")


def _public(plan: YearPlan) -> Iterator[tuple[Loc, str]]:
    """All words of a plan that pages and papers show, and where they stand."""
    if plan.basis:
        yield ("basis",), plan.basis
    for place, change in enumerate(plan.changes):
        yield ("changes", place, "note"), change.note
    for key, row in plan.rows.items():
        for field in _FIELDS:
            if text := getattr(row, field):
                yield (ROWS, key, field), text
        if row.dropped:
            yield (ROWS, key, "dropped", "reason"), row.dropped.reason
        if row.scope and row.scope.reason:
            yield (ROWS, key, "scope", "reason"), row.scope.reason


def _fault(root: Path, year: int, loc: Loc, hit: Hit, rule: str, severity: Severity) -> Finding:
    where = plan_path(year)
    text, _ = source_text.decode((root / where).read_bytes(), where)
    source, _ = strict_yaml.parse(text, where)
    assert source  # the plan was read from it
    mark = source.nearest(loc)
    return Finding(
        where,
        mark.line,
        rule,
        Say(
            f"«{loc[-1]}» có chỗ giống dữ liệu cá nhân: «{hit.masked}».",
            f"`{loc[-1]}` has what looks like personal data: {hit.masked}.",
        ),
        Say(
            "Xóa; nếu cơ quan cần thì ghi ở «internal».",
            "Delete it; where the office needs it, write it in `internal`.",
        ),
        severity=severity,
        column=mark.column,
        width=mark.width,
    )
