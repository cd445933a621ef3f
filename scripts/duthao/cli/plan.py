"""`duthao plan import`: the list of texts that an office keeps to the plan of a year."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from duthao.cli.console import FINE, FOUND, replace_file
from duthao.domain.plans import YearPlan
from duthao.domain.registers import Registers
from duthao.errors import DuthaoError, Say
from duthao.records import front_matter, record_reader, register_reader, spreadsheets, xlsx_cells
from duthao.records.plan_files import office_list, plan_reader, plan_update
from duthao.records.plan_files.office_list import Doubt, OfficeList
from duthao.records.plan_files.plan_update import Update
from duthao.records.record import FOLDER, INDEX
from duthao.records.spreadsheets import UnreadableTable

_SHEET = Say(
    "trang tính có chữ nhưng không được đọc: chỉ đọc trang đầu tiên.",
    "a sheet with text that is not read: only the first one is.",
)


def run(arguments: argparse.Namespace) -> int:
    """Write the plan, and tell every doubt with the cell that it stands in. Raises DuthaoError."""
    if not plan_reader.is_year(arguments.year):
        raise DuthaoError(
            Say(
                f"--year {arguments.year}: ghi năm đủ bốn chữ số, từ 1900 đến 2199.",
                f"--year {arguments.year}: give the year in four digits, 1900 to 2199.",
            )
        )
    root = arguments.root.resolve()
    registers = register_reader.sound(root)
    listed = _read(arguments.file, registers, arguments.year)
    path = root / plan_reader.plan_path(arguments.year)
    text = path.read_bytes().decode("utf-8") if path.exists() else ""
    plan = _internal(root, arguments.year) if text else None
    signs = plan.agency if plan else _signs(registers, arguments.agency)
    named = frozenset(_rows_of_records(root)) if plan else frozenset[str]()
    update = plan_update.updated(text, plan, listed.rows, arguments.year, signs, named)
    if update.text != text and not arguments.dry_run:
        replace_file(path, update.text)
    _say(path, listed, update, plan, arguments.dry_run)
    _, found = register_reader.load(root)
    for finding in found:
        print(finding)
    return FOUND if any(finding.severity == "error" for finding in found) else FINE


def _read(path: Path, registers: Registers, year: int) -> OfficeList:
    suffix, merged, others = path.suffix.lower(), frozenset[str](), []
    try:
        raw = path.read_bytes()
        lines = spreadsheets.read_table(raw, suffix)
        if suffix == ".xlsx":
            merged, others = xlsx_cells.merged_cells(raw), xlsx_cells.sheets_with_text(raw)[1:]
    except FileNotFoundError:
        raise DuthaoError(Say(f"Không thấy {path}.", f"There is no {path}.")) from None
    except UnreadableTable as error:
        raise DuthaoError(
            Say(f"{path.name}: {error.say.vi}.", f"{path.name}: {error.say.en}.")
        ) from None
    listed = office_list.read(lines, registers, year, merged)
    if listed is None:
        raise DuthaoError(
            Say(
                f"{path.name}: không thấy hàng tiêu đề có cột tên văn bản và ít nhất một cột khác (cơ quan chủ trì, thời gian).",
                f"{path.name}: no row of headings with the title of texts and another column.",
            )
        )
    unread = tuple(Doubt(name, _SHEET) for name in others)
    return listed._replace(doubts=(*listed.doubts, *unread))


def _internal(root: Path, year: int) -> YearPlan:
    """The plan as it is, with what is for the office alone: none of it may be lost."""
    registers, _ = register_reader.load(root, internal=True)
    if registers is None or year not in registers.plans:
        name = Path(plan_reader.plan_path(year)).name
        raise DuthaoError(
            Say(
                f"{name} không có nội dung: xóa tệp rồi nhập lại.",
                f"{name} holds nothing: delete it and import again.",
            )
        )
    return registers.plans[year]


def _rows_of_records(root: Path) -> Iterator[str]:
    """The rows of plans that records name, also records with faults elsewhere."""
    for draft_id in record_reader.ids(root):
        path = root / FOLDER / draft_id / INDEX
        source, _ = front_matter.read_document(
            path.read_bytes() if path.is_file() else b"", path.name
        )
        if source and isinstance(row := source.data.get("plan"), str):
            yield row


def _signs(registers: Registers, wanted: str | None) -> str:
    """Who signs a new plan: who is named, else the only committee of the province that there is."""
    if wanted and wanted not in registers.agencies:
        raise DuthaoError(Say(f"Không có cơ quan «{wanted}».", f"There is no agency `{wanted}`."))
    committees = [
        key
        for key, agency in registers.agencies.items()
        if agency.kind == "committee" and agency.level == "province" and not agency.until
    ]
    if not wanted and len(committees) != 1:
        raise DuthaoError(
            Say(
                "Ghi --agency: khóa của cơ quan ban hành kế hoạch.",
                "Name by --agency who issues the plan.",
            )
        )
    return wanted or committees[0]


def _say(
    path: Path, listed: OfficeList, update: Update, plan: YearPlan | None, dry_run: bool
) -> None:
    """What came of it, then every doubt: those that say the same together, each cell named."""
    same = len(listed.rows) - len(update.added) - len(update.changed)
    lines = [
        Say(
            f"Đọc {len(listed.rows)} dòng (bỏ {listed.skipped} dòng phía trên tiêu đề): {len(update.added)} dòng mới, "
            f"{len(update.changed)} dòng thay đổi, {same} dòng giữ nguyên.",
            f"{len(listed.rows)} rows ({listed.skipped} above the headings): {len(update.added)} new, "
            f"{len(update.changed)} changed, {same} as they were.",
        )
    ]
    told: dict[Say, list[str]] = {}
    doubts: tuple[Doubt, ...] = (*listed.doubts, *update.doubts)
    for doubt in doubts:
        told.setdefault(doubt.say, []).append(doubt.cell)
    lines += [
        Say(f"{', '.join(cells)}: {say.vi}", f"{', '.join(cells)}: {say.en}")
        for say, cells in told.items()
    ]
    lines += plan_update.differences(update.missing, plan)
    lines.append(
        Say(
            f"Cần xem lại {len(doubts)} chỗ. "
            + ("Chạy thử, chưa ghi gì." if dry_run else f"Đã ghi {path.name}."),
            f"{len(doubts)} doubts. "
            + ("A trial: nothing was written." if dry_run else f"{path.name} was written."),
        )
    )
    print("\n".join(map(str, lines)))
