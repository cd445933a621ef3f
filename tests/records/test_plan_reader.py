"""Plans, sessions and unit prices as they are read: every fault at its line, and nothing internal for the public."""

from __future__ import annotations

import shutil
from pathlib import Path

from duthao.domain.registers import Registers
from duthao.errors import Finding
from duthao.records import register_reader
from tests.conftest import PROVINCE

PLAN = """\
agency: ubnd-tinh
published: 2026-12-20
rows:
  2027-001:
    title: Nghị quyết về nuôi ong
    agency: so-y-te
    expected: giua-nam
    scope: {a: true, b: true, c: true, d: true, reason: Quyết định số 1}
    internal:
      note: MARK-NOTE
      tasks:
        - what: MARK-TASK
          unit: MARK-ROOM
          begins: 2027-01-05
          ends: 2027-01-20
          costs:
            - {item: in-to-roi, count: 500}
"""
SESSIONS = "giua-nam:\n  name: Kỳ họp giữa năm\n  when: 2027-07\n"
PRICES = "in-to-roi:\n  name: MARK-PRICE\n  unit: tờ\n  price: 900\n"


def _load(
    tmp_path: Path, texts: dict[str, str] | None = None, *, internal: bool = False
) -> tuple[Registers | None, list[Finding]]:
    folder = tmp_path / register_reader.FOLDER
    shutil.copytree(PROVINCE / register_reader.FOLDER, folder)
    for name, text in {
        "plan-2027": PLAN,
        "sessions": SESSIONS,
        "unit_prices": PRICES,
        **(texts or {}),
    }.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return register_reader.load(tmp_path, internal=internal)


def _told(findings: list[Finding]) -> list[str]:
    return [f"{Path(f.path).stem}:{f.line} {f.rule}" for f in findings]


def test_a_plan_is_read(tmp_path: Path) -> None:
    known, findings = _load(tmp_path, internal=True)
    assert known and not findings
    row = known.plans[2027].rows["2027-001"]
    assert row.expected and row.expected.session == "giua-nam"
    assert row.internal and row.internal.tasks[0].costs[0].count == 500
    assert known.unit_prices["in-to-roi"].price == 900


def test_the_public_is_given_nothing_internal(tmp_path: Path) -> None:
    known, findings = _load(tmp_path)
    assert known and not findings
    assert "Nghị quyết về nuôi ong" in repr(known)
    assert "MARK" not in repr(known)


def test_without_plans_all_is_as_it_was() -> None:
    known, findings = register_reader.load(PROVINCE)
    assert known and not findings and not (known.plans or known.sessions or known.unit_prices)


def test_every_fault_is_told_at_its_line(tmp_path: Path) -> None:
    plan = """\
agency: nobody
rows:
  2026-001:
    title: Của năm khác
  2027-01:
    title: Mã ngắn
  2027-003:
    title: Nghị quyết
    agency: so-khong-co
    document_type: nq-khong-co
    expected: cuoi-nam
    places: [khong-dau]
    audiences: [nong-dan, ai]
    cooperating: [so-y-te, khong]
    form: newer
  2027-004:
    expected: Quý II
    titel: X
  2027-005:
  2027-006:
    title: Việc ngược
    internal:
      tasks:
        - what: In
          unit: Phòng
          begins: 2027-05-01
          ends: 2027-04-01
          costs: [{item: khong-gia, count: 3}]
"""
    sessions = "Giữa:\n  name: Kỳ họp\n  when: 2027-07\nx:\n  name: Kỳ họp\n  council: khong\n  when: giua\n"
    known, findings = _load(tmp_path, {"plan-2027": plan, "sessions": sessions})
    assert known is None
    assert sorted(_told(findings)) == sorted(
        [
            "sessions:1 register-key",
            "sessions:6 register-reference",
            "sessions:7 register-entry",
            "plan-2027:1 register-reference",
            "plan-2027:3 register-key",
            "plan-2027:5 register-key",
            "plan-2027:15 register-entry",
            "plan-2027:16 register-entry",  # no title
            "plan-2027:17 register-entry",
            "plan-2027:18 register-entry",
            "plan-2027:19 register-entry",
            "plan-2027:27 register-dates",
            "plan-2027:28 register-reference",
        ]
    )
    assert all(f.message.vi and f.message.en and f.remedy.vi and f.remedy.en for f in findings)


def test_what_a_row_points_to_is_looked_up(tmp_path: Path) -> None:
    row = "agency: so-khong-co\n    document_type: nq-khong-co\n    expected: cuoi-nam\n    places: [khong-dau]\n    audiences: [ai]\n    cooperating: [so-y-te, khong]\n"
    plan = f"agency: ubnd-tinh\nrows:\n  2027-003:\n    title: Nghị quyết\n    {row}"
    known, findings = _load(tmp_path, {"plan-2027": plan})
    assert known is None
    assert _told(findings) == [f"plan-2027:{n} register-reference" for n in (5, 10, 6, 9, 8, 7)]


def test_what_is_no_table_is_told(tmp_path: Path) -> None:
    known, findings = _load(
        tmp_path,
        {"plan-2027": "agency: ubnd-tinh\nrows: [1]\n", "sessions": "- x\n", "unit_prices": ""},
    )
    assert known is None
    assert {(f.path.rpartition("/")[2], f.line) for f in findings} == {
        ("plan-2027.yml", 2),
        ("sessions.yml", 1),
    }


def test_a_plan_that_nobody_reads_is_told(tmp_path: Path) -> None:
    known, findings = _load(tmp_path, {"plan-26": PLAN, "plan-2300": PLAN})
    assert known is None
    assert sorted(_told(findings)) == ["plan-2300:0 register-key", "plan-26:0 register-key"]


def test_nobodys_data_in_what_is_published(tmp_path: Path) -> None:
    plan = """\
agency: ubnd-tinh
basis: Đầu mối 0912 345 678
changes:
  - at: 2027-01-05
    note: Liên hệ a.b@thu.example
rows:
  2027-001:
    title: Nghị quyết về nuôi ong
    agency_words: Bà Nguyễn Thị Bích
    cooperating_words: Sở Y tế
    expected_words: Hỏi 0987 654 321
    note: CCCD 001099012345
    dropped:
      reason: Ông Trần Văn Nam đề nghị
      at: 2027-02-01
    internal:
      note: Ông Lê Văn Sáu, 0912 345 678
"""
    known, findings = _load(tmp_path, {"plan-2027": plan})
    assert known is None
    sure, perhaps = "plan-personal-data", "plan-maybe-personal-data"
    assert sorted(_told(findings)) == sorted(
        [f"plan-2027:{n} {sure}" for n in (2, 5, 11, 12)]
        + [f"plan-2027:{n} {perhaps}" for n in (9, 14)]
    )
    assert "0912" not in repr(findings) and "Bích" not in repr(findings)


def test_a_name_that_may_be_one_stops_nothing(tmp_path: Path) -> None:
    text = PLAN.replace("về nuôi ong", "về Giải thưởng Phan Xi Păng")
    known, findings = _load(tmp_path, {"plan-2027": text})
    assert known and [f.severity for f in findings] == ["warning"]
