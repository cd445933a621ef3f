"""`duthao responses import`: exports of forms to a work table outside the repository, and its confirmed rows to the table."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from duthao import clock
from duthao.cli import commune_files
from duthao.cli.console import FINE, FOUND
from duthao.cli.response_files import (
    record_of,
)
from duthao.cli.responses_columns import ReadFile, exports, shell
from duthao.cli.responses_confirmed import print_faults, take, write_work
from duthao.domain import responses, rounds
from duthao.domain.registers import Registers, place_keys
from duthao.errors import DuthaoError, Say
from duthao.records import (
    register_reader,
    settings_reader,
    spreadsheets,
)
from duthao.records.form_exports import commune_returns, opinions, work_table
from duthao.records.form_exports.commune_returns import CommuneReturn
from duthao.records.form_exports.opinions import Gathered
from duthao.records.form_exports.work_table import WorkTable
from duthao.records.record import Record
from duthao.records.spreadsheets import UnreadableTable


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Make or lengthen the work table; or, where a work table is given, take its confirmed rows. Raises DuthaoError."""
    record = record_of(root, arguments.draft)
    registers = register_reader.sound(root)
    files = [_read(root, path) for path in dict.fromkeys(arguments.files)]
    work = [file for file in files if work_table.is_work_table(file.headings)]
    if work and len(files) > 1:
        raise DuthaoError(
            Say(
                f"{work[0].path.name} là bảng làm việc: nhập riêng, không cùng tệp khác.",
                f"{work[0].path.name} is a work table: give it alone.",
            )
        )
    if work:
        return take(root, record, registers, work[0])
    different = list({file.raw: file for file in files}.values())
    commune_files.refuse_out_of_use(different)
    settings, _ = settings_reader.load(root)
    number, closes = _round(record, clock.now(arguments.as_of or settings.as_of), arguments.round)
    returned = [
        file
        for file in different
        if commune_returns.is_return(file.raw, file.path.suffix.lower(), file.headings)
    ]
    returns: list[CommuneReturn] = []
    if returned:
        held = commune_files.asking(root, record, registers, number, closes)
        returns, faults = commune_files.read(held, registers, returned)
    if returned and faults:
        print_faults(faults)
        return FOUND
    new = _New([file for file in different if file not in returned], returns, number, closes)
    return _gather(root, record, registers, new, arguments, len(files) - len(different))


class _New(NamedTuple):
    """What is brought: exports of forms and summaries of communes, of which round, and the instant from which it is late."""

    files: Sequence[ReadFile]
    returns: Sequence[CommuneReturn]
    number: int
    closes: datetime | None


def _read(root: Path, path: Path) -> ReadFile:
    real = path.resolve()
    _refuse_inside(root, real)
    try:
        raw = real.read_bytes()
        lines = spreadsheets.read_table(raw, real.suffix.lower())
    except FileNotFoundError:
        raise DuthaoError(Say(f"Không thấy {path}.", f"There is no {path}.")) from None
    except UnreadableTable as error:
        raise DuthaoError(
            Say(f"{path.name}: {error.say.vi}.", f"{path.name}: {error.say.en}.")
        ) from None
    if not lines:
        raise DuthaoError(Say(f"{path.name}: bảng trống.", f"{path.name}: the table is empty."))
    width = max(len(line.cells) for line in lines)
    headings = lines[0].cells + ("",) * (width - len(lines[0].cells))
    return ReadFile(path, raw, headings, tuple(lines[1:]))


def _refuse_inside(root: Path, path: Path) -> None:
    """What people sent may not lie where git could keep it, were it only for a minute."""
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    if path.is_relative_to(top) or path.is_relative_to(root):
        raise DuthaoError(
            Say(
                f"{path.name} nằm trong kho dữ liệu của trang ({top}). Tệp có thông tin của người góp ý: chuyển ra thư mục khác rồi chạy lại.",
                f"{path.name} lies within the repository ({top}). It holds data of persons: move it elsewhere and run again.",
            )
        )


# ---- exports to the work table


def _gather(
    root: Path,
    record: Record,
    registers: Registers,
    brought: _New,
    arguments: argparse.Namespace,
    twice: int,
) -> int:
    """Exports and summaries of communes to the work table; `twice`: files that were the same as another."""
    files, returns, number, closes = brought
    if arguments.channel and responses.value_key("channel", arguments.channel) is None:
        raise DuthaoError(
            Say(
                f"--channel: «{arguments.channel}» không có. Dùng một trong: {', '.join(responses.CHANNELS)}.",
                f"--channel: `{arguments.channel}` is none of {', '.join(responses.CHANNELS)}.",
            )
        )
    folder = arguments.files[0].parent
    target = (arguments.work or folder / f"y-kien-{record.id}.xlsx").resolve()
    _refuse_inside(root, target)
    if target.suffix.lower() != ".xlsx":
        raise DuthaoError(
            Say(
                f"--work: {target.name} phải có đuôi .xlsx.",
                f"--work: {target.name} must end in .xlsx.",
            )
        )
    known = _read_work(target) if target.exists() else None
    known_exports = exports(root, record, registers, files, arguments.map) if files else []
    gathered = opinions.gather(
        [*known_exports, *(returned.export for returned in returns)],
        closes=closes,
        places=place_keys(registers),
        channel=responses.value_key("channel", arguments.channel or "bieu-mau") or "",
    )
    table, new = work_table.with_opinions(known, gathered, number)
    table, replaced = work_table.with_returns(table, [(r.export.name, r.facts) for r in returns])
    said = list(commune_files.told(returns, replaced, registers)) if returns else []
    unsure = (r.export.name for r in returns if r.unsure_dates)
    gathered = gathered._replace(unsure_dates=(*gathered.unsure_dates, *unsure))
    write_work(target, table)
    print("".join(f"{line}\n" for line in said), end="")
    _say(gathered, brought, target, record, new, twice)
    return FINE


def _round(record: Record, now: datetime, wanted: int | None) -> tuple[int, datetime | None]:
    """The round that was asked for, else the latest begun; and the instant from which answers to it are late."""
    if wanted is not None and not 1 <= wanted <= len(record.draft.rounds):
        raise DuthaoError(
            Say(f"Hồ sơ không có đợt {wanted}.", f"The record has no round {wanted}.")
        )
    latest = rounds.latest_round(record.draft, now)
    number = wanted or (latest[0] if latest else 1)
    if number > len(record.draft.rounds):
        return number, None
    closes = rounds.closes_at(record.draft.rounds[number - 1], now)
    return number, closes.end if closes else None


def _say(
    gathered: Gathered, brought: _New, target: Path, record: Record, new: int, twice: int
) -> None:
    """What was found, in numbers alone: of forms in answers, of summaries of communes in rows."""
    counts = opinions.figures(gathered)
    files = len(brought.files) + len(brought.returns)
    rows = sum(len(returned.export.lines) for returned in brought.returns)
    read = [f"{gathered.answers - rows} phiếu"] if brought.files else []
    read += [f"{rows} dòng của phiếu tổng hợp"] if brought.returns else []
    unit = "phiếu" if brought.files else "dòng"
    lines = [
        Say(
            f"Đọc {files} tệp, {', '.join(read)}: {counts['opinions']} ý kiến, xếp thành {counts['rows']} dòng.",
            f"{files} files with {gathered.answers} answers: {counts['opinions']} opinions in {counts['rows']} rows.",
        )
    ]
    if counts["merged"]:
        lines.append(
            Say(
                f"Gộp: {counts['merged']} {unit} cùng lời (chỉ khác tên, lời chào), mỗi lời một dòng kèm số lượt.",
                f"Merged: {counts['merged']} answers of the same words, names and greetings aside.",
            )
        )
    if counts["late"]:
        lines.append(
            Say(
                f"Đến sau hạn: {counts['late']} ý kiến, vẫn có trong bảng, ghi ở cột «{work_table.NOTES}».",
                f"Late: {counts['late']} opinions; they are in the table, with a note.",
            )
        )
    aside = [
        (opinions.REASONS[reason], counts[reason])
        for reason in opinions.REASONS
        if counts.get(reason) and reason != opinions.BESIDE
    ]
    if aside:
        lines.append(
            Say(
                "Không thành ý kiến: "
                + "; ".join(f"{n} {unit} {why.vi}" for why, n in aside)
                + ".",
                "No opinion: " + "; ".join(f"{n} {why.en}" for why, n in aside) + ".",
            )
        )
    if beside := counts.get(opinions.BESIDE):
        lines.append(
            Say(
                f"{beside} câu chỉ ghi đồng ý hoặc không có ý kiến, trong phiếu có ý kiến ở câu khác: ở trang «{work_table.ASIDE_SHEET}».",
                f"{beside} questions were answered with consent alone beside an opinion: see the sheet of what is none.",
            )
        )
    if twice:
        lines.append(
            Say(f"{twice} tệp trùng hệt, chỉ đọc một lần.", f"{twice} files are the same.")
        )
    for name in gathered.undated:
        lines.append(
            Say(
                f"{name}: không rõ thời điểm gửi, không biết phiếu nào đến sau hạn.",
                f"{name}: no times, so late answers are not known.",
            )
        )
    for name in gathered.unsure_dates:
        lines.append(
            Say(
                f"{name}: ngày và tháng dễ lẫn; đã hiểu ngày đứng trước.",
                f"{name}: days and months can be mistaken; read with the day first.",
            )
        )
    lines.append(
        Say(
            f"{new} dòng mới trong {target}. Mở bằng Excel hoặc LibreOffice: đọc, sửa cột «{responses.heading('gist')}» cho gọn và không còn tên ai, "
            f"ghi x vào cột «{work_table.CONFIRMED}» ở dòng được đưa vào bảng, lưu lại, rồi chạy: "
            f"duthao responses import {shell(str(target))} --draft {record.id}",
            f"{new} new rows in {target}. Read and edit them in a spreadsheet, write x into `{work_table.CONFIRMED}`, save, then run: "
            f"duthao responses import {shell(str(target))} --draft {record.id}",
        )
    )
    print("\n".join(map(str, lines)))


def _read_work(path: Path) -> WorkTable:
    lines = spreadsheets.read_table(path.read_bytes(), path.suffix.lower())
    if not lines or not work_table.is_work_table(lines[0].cells):
        raise DuthaoError(
            Say(
                f"{path} đã có và không phải bảng làm việc: chọn tên khác bằng --work.",
                f"{path} exists and is no work table: choose another name by --work.",
            )
        )
    return work_table.read(path.read_bytes())
