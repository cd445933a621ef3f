"""`duthao responses`: from what people sent by a form to the table of opinions and answers."""

from __future__ import annotations

import argparse
from datetime import datetime
from importlib import import_module
from pathlib import Path

from duthao import clock
from duthao.cli.console import FINE, FOUND, progress, replace_bytes
from duthao.cli.findings_report import print_findings
from duthao.cli.response_files import WIDTHS, choices, record_of, table_path
from duthao.domain import provisions, responses, rounds
from duthao.domain.draft import Draft
from duthao.errors import DuthaoError, Say
from duthao.records import (
    draft_articles,
    record_reader,
    responses_reader,
    settings_reader,
)
from duthao.records.form_exports import import_register
from duthao.records.record import FOLDER, Record
from duthao.rendering.workbook import Sheet, workbook


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for. Returns 1 where something is at fault or still to be answered. Raises DuthaoError."""
    root = arguments.root.resolve()
    match arguments.action:
        case "import" | "form" | "table" as action:  # loaded only when it is asked for
            command = import_module(f"duthao.cli.responses_{action}")
            return int(command.run(root, arguments))
        case "new":
            return _new(root, record_of(root, arguments.id))
        case "check":
            return _check(root, arguments)
        case _:
            return _status(root, arguments)


def _new(root: Path, record: Record) -> int:
    existing = table_path(root, record.id)
    if existing:
        where = existing.relative_to(root)
        raise DuthaoError(Say(f"Đã có {where}.", f"There is {where} already."))
    articles = draft_articles.articles(record)
    path = root / FOLDER / record.id / "responses.xlsx"
    headings = [column.heading for column in responses.COLUMNS]
    widths = {responses.KEYS.index(key): width for key, width in WIDTHS.items()}
    offered = choices(tuple(provisions.reference_words(article.ref) for article in articles))
    replace_bytes(path, workbook([Sheet("Ý kiến", [headings], widths, offered)]))
    print(
        Say(
            f"Đã tạo {path.relative_to(root)}: mỗi ý kiến một dòng; {len(articles)} điều của dự thảo có sẵn để chọn. "
            f"Điền xong chạy «duthao responses check {record.id}».",
            f"Made {path.relative_to(root)}: an opinion a row; {len(articles)} articles are offered. "
            f"Then run `duthao responses check {record.id}`.",
        )
    )
    return FINE


def _check(root: Path, arguments: argparse.Namespace) -> int:
    """What `duthao check` says of the tables, and of the register of imports."""
    from duthao.builder import deep_check  # all outputs: loaded only for this

    ids = frozenset(arguments.ids) or frozenset(_with_table(root))
    for draft_id in ids:
        record_of(root, draft_id)
    _, faults = import_register.load(root)
    tables = {
        f"{FOLDER}/{draft_id}/{name}"
        for draft_id in ids
        for name in responses_reader.NAMES
        if (root / FOLDER / draft_id / name).exists()
    }
    found = deep_check.check(root, arguments.as_of, ids, progress) if ids else []
    findings = [*faults, *(f for f in found if f.path in tables)]
    print_findings(findings, "text", root)
    if not findings:
        print(Say(f"{len(tables)} bảng, không có lỗi.", f"{len(tables)} tables, no fault."))
    for draft_id in sorted(ids):
        if missing := _unanswered(root, draft_id):
            print(
                Say(
                    f"{draft_id}: còn {len(missing)} dòng chưa trả lời: số {_numbers(missing)}.",
                    f"{draft_id}: {len(missing)} rows without an answer: {_numbers(missing)}.",
                )
            )
    return FOUND if any(f.severity == "error" for f in findings) else FINE


def _unanswered(root: Path, draft_id: str) -> list[responses.Response]:
    """The rows of a table without verdict or answer; none where there is no table that can be read."""
    path = table_path(root, draft_id)
    table = responses_reader.read(path, path.name)[0] if path else None
    return [row for row in table.rows if not (row.verdict and row.answer)] if table else []


def _with_table(root: Path) -> list[str]:
    return [draft_id for draft_id in record_reader.ids(root) if table_path(root, draft_id)]


def _status(root: Path, arguments: argparse.Namespace) -> int:
    """A line for each table: rows, rows without an answer, days to the day on which the answer is due."""
    settings, _ = settings_reader.load(root)
    now = clock.now(arguments.as_of or settings.as_of)
    limits = rounds.time_limits(settings)
    missing = 0
    for draft_id in arguments.ids or _with_table(root):
        record = record_of(root, draft_id)
        path = table_path(root, draft_id)
        if path is None:
            print(f"{draft_id}: {Say('chưa có bảng ý kiến', 'no table yet')}")
            continue
        table, findings = responses_reader.read(path, path.relative_to(root).as_posix())
        if table is None or findings:
            missing += 1
            print(
                f"{draft_id}: {Say('bảng có lỗi, chạy «duthao responses check»', 'the table has faults, run `duthao responses check`')}"
            )
            continue
        open_rows = _unanswered(root, draft_id)
        missing += len(open_rows)
        total = sum(row.count for row in table.rows)
        print(
            f"{draft_id}: "
            + str(
                Say(
                    f"{len(table.rows)} dòng ({total} ý kiến), {len(open_rows)} dòng chưa trả lời"
                    + (f": số {_numbers(open_rows)}" if open_rows else "")
                    + f"; {_due(record.draft, now, limits).vi}",
                    f"{len(table.rows)} rows ({total} opinions), {len(open_rows)} without an answer"
                    + (f": {_numbers(open_rows)}" if open_rows else "")
                    + f"; {_due(record.draft, now, limits).en}",
                )
            )
        )
    return FOUND if missing else FINE


def _numbers(rows: list[responses.Response]) -> str:
    shown = ", ".join(str(row.no) for row in rows[:10])
    return shown + (", …" if len(rows) > 10 else "")


def _due(draft: Draft, now: datetime, limits: rounds.TimeLimits) -> Say:
    """How many days are left until the answer of the latest round is due."""
    latest = rounds.latest_round(draft, now)
    closes = rounds.closes_at(latest[1], now) if latest else None
    due = rounds.answer_due(latest[1], closes, limits) if latest and closes else None
    if latest and rounds.is_answered(draft, latest[0], now):
        return Say("đã công bố tiếp thu, giải trình", "answered")
    if due is None:
        return Say("không có hạn trả lời", "no answer is due by a day")
    days = (due.day - now.date()).days
    day, today = clock.date_vi(due.day), clock.date_vi(now.date())
    if days < 0:
        return Say(
            f"quá hạn trả lời {-days} ngày (hạn {day}, tính đến {today})",
            f"overdue by {-days} days (due {due.day}, as of {now.date()})",
        )
    return Say(
        f"còn {days} ngày đến hạn trả lời ({day}, tính từ {today})",
        f"{days} days left (due {due.day}, as of {now.date()})",
    )
