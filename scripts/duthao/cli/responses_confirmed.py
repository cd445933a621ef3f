"""Confirmed rows of the work table to the table of responses, and what was answered since of rows that are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from duthao.cli.console import FINE, FOUND, replace_bytes
from duthao.cli.response_files import WIDTHS, choices, table_path, write_table
from duthao.cli.responses_columns import ReadFile
from duthao.domain import responses
from duthao.domain.registers import Registers, bare_name
from duthao.errors import DuthaoError, Finding, Say
from duthao.records import responses_reader
from duthao.records.form_exports import confirmed_rows, work_table
from duthao.records.form_exports.private_details import own_phrases
from duthao.records.form_exports.work_table import WorkTable
from duthao.records.record import FOLDER, Record
from duthao.rendering.workbook import Sheet, workbook


def write_work(path: Path, table: WorkTable) -> None:
    """Write the work table, with the choices of its columns."""
    before, columns = len(work_table.BEFORE), len(responses.COLUMNS)
    widths = {before + responses.KEYS.index(key): width for key, width in WIDTHS.items()}
    widths |= {before + columns: 30, before + columns + 1: 60, before + columns + 2: 25}
    offered = {before + place: values for place, values in choices().items()}
    first, *others = work_table.sheets(table)
    replace_bytes(
        path,
        workbook(
            [
                Sheet(*first, widths, offered),
                *(Sheet(name, rows, {0: 30, 1: 40, 2: 60}) for name, rows in others),
            ]
        ),
    )


def take(root: Path, record: Record, registers: Registers, file: ReadFile) -> int:
    """Add the confirmed rows to `responses.csv`, or none of them where one is at fault."""
    if file.path.suffix.lower() != ".xlsx":
        raise DuthaoError(Say("Lưu bảng làm việc dạng .xlsx.", "Save the work table as .xlsx."))
    table = work_table.read(file.raw)
    path = table_path(root, record.id) or root / FOLDER / record.id / "responses.csv"
    rows = _existing(root, path)
    added, clashes = confirmed_rows.to_be_added(table, (row.no for row in rows), file.path.name)
    places = own_phrases(place.name for place in registers.places.values())
    places |= own_phrases(bare_name(place.name) for place in registers.places.values())
    new, findings = confirmed_rows.responses_of(
        added, table.private - places, registers, file.path.name
    )
    again = confirmed_rows.answered_since(table, (row.no for row in rows))
    answered, faults = confirmed_rows.responses_of(
        again, table.private - places, registers, file.path.name
    )
    findings = [*clashes, *findings, *faults]
    if findings:
        print_faults(findings)
        return FOUND
    again_there = confirmed_rows.known_again(new, rows, (row.added for row in table.rows))
    answered = (
        *answered,
        *(replace(row, no=again_there[row.no]) for row in new if row.no in again_there),
    )
    new = tuple(row for row in new if row.no not in again_there)
    published = {
        number
        for number, round_ in enumerate(record.draft.rounds, 1)
        if round_.outcome and round_.outcome.answered
    }
    filled = confirmed_rows.filled_in(rows, answered, published)
    where = path.relative_to(root).as_posix()
    # The numbers first: a work table that knows them never brings a row twice.
    if new or again_there:
        numbered = {row.number: row.numbered(again_there) for row in added}
        kept = tuple(numbered.get(row.number, row) for row in table.rows)
        write_work(file.path.resolve(), table._replace(rows=kept))
    if new or filled.numbers:
        write_table(path, sorted([*filled.rows, *new], key=lambda row: row.no))
    if again_there:
        numbers = ", ".join(map(str, sorted(again_there.values())))
        print(
            Say(
                f"Đã có trong {where}, không thêm lần nữa: {len(again_there)} dòng (số {numbers}). Bảng làm việc này được lưu lại từ bản mở trước khi đưa vào; số đã được ghi lại.",
                f"In {where} already, not added again: {len(again_there)} rows ({numbers}). This work table was saved from before they were brought over; it has their numbers again.",
            )
        )
    _say_filled(filled, confirmed_rows.gone(table, (row.no for row in rows)), where)
    if not new and not filled.numbers and not again_there:
        print(
            Say(
                f"Không có dòng nào mới được duyệt (cột «{work_table.CONFIRMED}»).",
                f"No row was newly confirmed (column `{work_table.CONFIRMED}`).",
            )
        )
        return FINE
    if not new:
        return FINE
    waiting = sum(not row.confirmed for row in table.rows)
    print(
        Say(
            f"Đã thêm {len(new)} dòng vào {where} (số {new[0].no} đến {new[-1].no}); còn {waiting} dòng chưa duyệt. "
            f"Mở lại bảng làm việc, điền kết quả, nội dung tiếp thu, giải trình rồi chạy lại lệnh này; hoặc điền ở {where}. Sau đó chạy «duthao responses check {record.id}».",
            f"{len(new)} rows were added to {where} ({new[0].no} to {new[-1].no}); {waiting} are not confirmed. "
            f"Open the work table again, write verdicts and answers and run this command again; or write them in {where}. Then run `duthao responses check {record.id}`.",
        )
    )
    return FINE


def _say_filled(filled: confirmed_rows.Filled, gone: Sequence[int], where: str) -> None:
    """Which answers of the work table went into the table of responses, which stand there otherwise, which rows are gone."""
    if filled.numbers:
        numbers = ", ".join(map(str, filled.numbers))
        print(
            Say(
                f"Đã ghi trả lời của {len(filled.numbers)} dòng có sẵn trong {where} (số {numbers}).",
                f"Answers of {len(filled.numbers)} rows that were in {where} already were written ({numbers}).",
            )
        )
    if gone:
        numbers = ", ".join(map(str, gone))
        print(
            Say(
                f"Không còn trong {where}: dòng số {numbers}; không đưa lại. Muốn đưa lại thì xóa số ở cột «{work_table.ADDED}».",
                f"No longer in {where}: rows {numbers}; they are not brought again. To bring one, empty its cell in `{work_table.ADDED}`.",
            )
        )
    for number, key in filled.different:
        column = responses.heading(key)
        print(
            Say(
                f"Dòng số {number}, cột «{column}»: khác với {where}; giữ như ở đó. Muốn đổi thì sửa ở đó.",
                f"Row {number}, column `{key}`: it differs from {where}, which stays. To change it, edit it there.",
            )
        )


def print_faults(findings: Sequence[Finding]) -> None:
    """All of them, in the order of their rows, and that nothing was written."""
    print("\n".join(map(str, sorted(findings, key=_order))))
    print(
        Say(
            f"Chưa ghi gì: sửa {len(findings)} chỗ trên rồi chạy lại.",
            f"Nothing was written: mend these {len(findings)} faults and run again.",
        )
    )


def _order(finding: Finding) -> tuple[str, int, str]:
    return finding.path, finding.line, finding.message.vi


def _existing(root: Path, path: Path) -> tuple[responses.Response, ...]:
    if not path.exists():
        return ()
    table, findings = responses_reader.read(path, path.relative_to(root).as_posix())
    if table is None or findings:
        raise DuthaoError(
            Say(
                f"{path.relative_to(root)} có lỗi: chạy «duthao responses check» và sửa trước.",
                f"{path.relative_to(root)} has faults: run `duthao responses check` and mend them first.",
            )
        )
    return table.rows
