"""The log of a record: what officers' programs write is read, what is written is read back, and nothing of it is approved."""

from __future__ import annotations

import io
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from duthao import clock, rules
from duthao.domain import communication_log as log
from duthao.domain.communication_log import LogEntry
from duthao.records import approval, record_reader
from duthao.records.record import Record
from duthao.records.record_tables import log_reader
from duthao.records.record_tables.table_rows import clean
from duthao.text import nfc
from tests.conftest import NOW, PROVINCE, approve
from tests.judged_records import KNOWN, SETTINGS

WHERE = "drafts/lc-2026-007/log.csv"
ID = "ht-2026-001"
ROW = "2026-11-03 17:00,thanh-sen,dai-truyen-thanh,opened,Đài truyền thanh,4,,2026-11-05,minh-chung/a.txt;https://x.example/b,UBND phường\n"
HEADINGS = ",".join(log.KEYS) + "\n"


def test_keys_and_vietnamese_headings_are_one() -> None:
    table, findings = log_reader.parse((HEADINGS + ROW).encode(), WHERE)
    assert table and findings == []
    written = (
        "\ufeffNGÀY GIỜ;Xã phường;Kênh truyền thông;Sự kiện;Đơn vị;Thời lượng;Số bản;Ngày gỡ;Minh chứng;Nơi ghi\r\n"
        "3/11/2026 17:00;thanh-sen;Loa;Mở lấy ý kiến;Đài truyền thanh;4;;05/11/2026;"
        '"minh-chung/a.txt; https://x.example/b";UBND phường\r\n'
    )
    other, findings = log_reader.parse(written.encode(), WHERE)
    assert other and findings == []
    (first,), (second,) = table.entries, other.entries
    assert first == second
    assert first.evidence == ("minh-chung/a.txt", "https://x.example/b")
    assert (first.minutes, first.copies, first.until) == (4, 0, date(2026, 11, 5))


def test_a_workbook_is_read_like_a_csv() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Thời điểm", "Địa bàn", "Hình thức", "Nội dung", "Số phút", "Đến ngày"])
    sheet.append(
        [date(2026, 11, 3), "thanh-sen", "Đài truyền thanh cấp xã", "Đính chính", 4.0, None]
    )
    sheet.append(["32/11/2026", "", "Loa", "Mở", "x", "hôm qua"])
    stream = io.BytesIO()
    book.save(stream)
    table, findings = log_reader.parse(stream.getvalue(), "drafts/x/log.xlsx")
    assert table and [(e.at.text, e.channel, e.event, e.minutes) for e in table.entries] == [
        ("2026-11-03", "dai-truyen-thanh", "corrected", 4)
    ]
    assert [(f.line, f.rule, f.message.vi.partition(":")[0]) for f in findings] == [
        (3, "log-value", "Cột «Thời điểm» (A3)"),
        (3, "log-value", "Cột «Đến ngày» (F3)"),
        (3, "log-value", "Cột «Số phút» (E3)"),
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "log-form"),
        ("at,channel\n", "log-form"),
        ("at,channel,event,at\n", "log-form"),
        ('at,channel,event\n2026-11-03,"loa\n', "log-form"),
        ("at,channel,event\n2026-11-03,loa,mo,thừa\n", "log-form"),
        ("at,channel,event\n2026-11-03,loa,\n", "log-value"),
        ("at,channel,event\n,loa,mo\n", "log-value"),
        ("at,channel,event\n2026-11-03,\x00,mo\n", "control-character"),
    ],
)
def test_what_cannot_be_used_is_told(text: str, rule: str) -> None:
    table, findings = log_reader.parse(text.encode(), WHERE)
    assert [f.rule for f in findings] == [rule]
    assert not (table and table.entries)


def test_names_of_units_are_never_repeated() -> None:
    row = ROW.replace("Đài truyền thanh", "Nguyễn Văn An" + "x" * 40_000).replace(",4,", ",0,")
    _, findings = log_reader.parse((HEADINGS + row).encode(), WHERE)
    assert findings and not any("Nguyễn" in str(f) for f in findings)
    _, findings = log_reader.parse(
        (HEADINGS + ROW.replace(",4,", ",Nguyễn Văn An,")).encode(), WHERE
    )
    assert findings and not any("Nguyễn" in str(f) for f in findings)


_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=12
).map(clean)
_CELL = _TEXT.filter(lambda t: ";" not in t)
_LOGGED = st.builds(
    LogEntry,
    at=st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1)).map(
        lambda d: clock.parse(f"{d:%Y-%m-%d %H:%M}")
    ),
    place=_CELL,
    channel=st.sampled_from([*log.CHANNELS]),
    event=st.sampled_from([*log.EVENTS]),
    unit=_CELL,
    minutes=st.integers(0, 999),
    copies=st.integers(0, 9_999_999),
    until=st.none() | st.dates(date(2020, 1, 1), date(2100, 1, 1)),
    evidence=st.lists(_CELL.filter(bool), max_size=3).map(tuple),
    office=_CELL,
)


@given(st.lists(_LOGGED, max_size=5))
def test_what_is_written_is_read_back(entries: list[LogEntry]) -> None:
    table, findings = log_reader.parse(log_reader.to_csv(entries), WHERE)
    assert table and findings == []
    assert [log_reader.written(e) for e in table.entries] == [
        [nfc(cell) for cell in log_reader.written(e)] for e in entries
    ]


# ---- beside a record


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One approved record of the test province, with a log."""
    shutil.copytree(PROVINCE / "drafts" / "_registers", tmp_path / "drafts" / "_registers")
    shutil.copytree(PROVINCE / "drafts" / ID, tmp_path / "drafts" / ID)
    shutil.copy(PROVINCE / "mkdocs.yml", tmp_path / "mkdocs.yml")
    approve(tmp_path, ID)
    folder = tmp_path / "drafts" / ID
    (folder / "log.csv").write_text(HEADINGS + ROW, encoding="utf-8")
    (folder / "minh-chung").mkdir()
    (folder / "minh-chung" / "a.txt").write_text("ảnh", encoding="utf-8")
    return tmp_path


def read(root: Path) -> tuple[Record, list[str]]:
    record, findings = record_reader.read(root, ID)
    assert record
    return record, [f.rule for f in findings]


def test_what_is_logged_after_the_approval_leaves_it_whole(root: Path) -> None:
    record, found = read(root)
    assert found == [] and record.log and len(record.log.entries) == 1
    assert approval.fault(record) is None
    assert not {"log.csv", "minh-chung", "a.txt"} & {*record.files, *record.side_files}
    before = record.digest
    with (root / "drafts" / ID / "log.csv").open("a", encoding="utf-8") as stream:
        stream.write(ROW.replace("17:00", "18:00"))
    record, found = read(root)
    assert found == [] and approval.fault(record) is None
    assert record.digest != before
    (root / "drafts" / ID / "minh-chung" / "a.txt").write_text("ảnh khác", encoding="utf-8")
    assert read(root)[0].digest not in (before, record.digest)


def test_evidence_beside_the_record_is_known_and_not_published(root: Path) -> None:
    folder = root / "drafts" / ID
    (folder / "bien-ban.txt").write_text("họp", encoding="utf-8")
    assert read(root)[1] == ["file-unlisted"]
    (folder / "log.csv").write_text(
        HEADINGS + ROW.replace("minh-chung/a.txt", "bien-ban.txt"), encoding="utf-8"
    )
    record, found = read(root)
    assert found == [] and "bien-ban.txt" not in {*record.files, *record.side_files}
    assert record.log and record.log.missing == frozenset()


def test_evidence_that_is_not_there(root: Path) -> None:
    (root / "drafts" / ID / "minh-chung" / "a.txt").unlink()
    record, _ = read(root)
    assert record.log and record.log.missing == {"minh-chung/a.txt"}


def test_of_two_logs_nobody_could_say_which_holds(root: Path) -> None:
    (root / "drafts" / ID / "log.xlsx").write_bytes(b"")
    record, found = read(root)
    assert found == ["log-twice"] and record.log is None


def test_a_log_that_leads_elsewhere_is_not_read(root: Path) -> None:
    path = root / "drafts" / ID / "log.csv"
    path.rename(root / "elsewhere.csv")
    path.symlink_to(root / "elsewhere.csv")
    record, found = read(root)
    assert found == ["log-form"] and record.log is None


def test_a_judgement_holds_until_the_days_that_are_logged_have_come(root: Path) -> None:
    record, _ = read(root)
    now = clock.now("2026-11-02T23:59+07:00")
    context = rules.Context(KNOWN, SETTINGS, now, frozenset({ID}))
    assert "log-date-ahead" in {f.rule for f in rules.judge(record, context)}
    _, until = rules.validity(record, context)
    assert until and until <= clock.parse("2026-11-03").start.timestamp()
    later = context._replace(now=clock.now(NOW))
    assert "log-date-ahead" not in {f.rule for f in rules.judge(record, later)}


def test_a_last_day_on_air_that_has_not_come(root: Path) -> None:
    record, _ = read(root)
    now = clock.now("2026-11-04T23:59+07:00")
    context = rules.Context(KNOWN, SETTINGS, now, frozenset({ID}))
    ahead = [f for f in rules.judge(record, context) if f.rule == "log-date-ahead"]
    assert [f.line for f in ahead] == [2]
    _, until = rules.validity(record, context)
    assert until and until <= clock.parse("2026-11-05").start.timestamp()
    come = context._replace(now=clock.now("2026-11-05"))
    assert "log-date-ahead" not in {f.rule for f in rules.judge(record, come)}
