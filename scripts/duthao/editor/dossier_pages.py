"""«Đọc tệp»: a record that begins from an office's Word files. Each value is shown beside its sentence, and a person takes it or not.

What is uploaded lies in a folder of its own below the working copies until the record begins or the person gives up; of half a
dossier nothing is read.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath, PureWindowsPath
from typing import Any

from starlette.responses import Response

from duthao.editor import file_pages
from duthao.editor.desk_pages import id_fault, proposed_id
from duthao.editor.new_records import dossier_offers, from_files
from duthao.editor.new_records.blank_record import closing_lines
from duthao.editor.new_records.dossier_offers import DayQuestion, OfferGroup
from duthao.editor.new_records.proposed_record import DOCUMENT_KINDS
from duthao.editor.page_context import EditorDesk, PageRequest, go
from duthao.editor.working_copies import contents
from duthao.errors import DuthaoError, Say
from duthao.outputs.shared.proposed_channels import proposed
from duthao.records import attachments
from duthao.records.record_writer.rewrite import rewrite
from duthao.records.strict_yaml import Value
from duthao.records.word_files import dossier, dossier_files
from duthao.records.word_files.dossier import Dossier
from duthao.text import nfc

_WAITING = "tep-word"  # the folder with what was uploaded, a folder each time
_KEPT = 5  # uploads that nobody went on with
_MOST_FILES = 10
_ROOM = "tep"
_FILE, _KIND = (
    "kem:",
    "loai:",
)  # before the name of a file: that it is published, and which kind it is


def ask(desk: EditorDesk, asked: PageRequest) -> Response:
    """Which files?"""
    return _asked(desk, [])


def upload(desk: EditorDesk, asked: PageRequest) -> Response:
    """Keep the files and show what they offer; where one of them cannot be read, say why of each and keep none."""
    sent = [file for file in asked.files.get(_ROOM, ()) if file.filename]
    if not sent or len(sent) > _MOST_FILES:
        text = f"Chọn từ một đến {_MOST_FILES} tệp."
        return _asked(desk, [text], 422)
    most = attachments.MAX_BYTES // 1024 // 1024
    large = [file.filename for file in sent if file.size and file.size > attachments.MAX_BYTES]
    if large:
        return _asked(desk, [f"{name}: lớn hơn {most} MB." for name in large], 422)
    folder = desk.copies.shadow / _WAITING / secrets.token_hex(8)
    folder.mkdir(parents=True)
    for file in sent:
        with _free(folder, str(file.filename)).open("wb") as stream:
            shutil.copyfileobj(file.file, stream)
    _, faults = dossier_files.read(_files(folder))
    if faults:
        shutil.rmtree(folder, ignore_errors=True)
        return _asked(desk, [fault.vi for fault in faults], 422)
    older = sorted(folder.parent.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    for path in older[:-_KEPT]:
        shutil.rmtree(path, ignore_errors=True)
    return go(f"/tu-tep-word/{folder.name}/")


def show(desk: EditorDesk, asked: PageRequest) -> Response:
    """What the files offer; nothing is ticked."""
    return _page(desk, asked, _read(desk, _folder(desk, asked)), {}, {})


def answer(desk: EditorDesk, asked: PageRequest) -> Response:
    """Give up, tick what was named by a button, or begin the record with what was ticked."""
    folder = _folder(desk, asked)
    if asked.one("thoi"):
        shutil.rmtree(folder, ignore_errors=True)
        return go("/")
    found, sent = _read(desk, folder), dict(asked.sent)
    if not asked.one("tao"):
        if "danh-dau" in sent:
            certain = dossier_offers.groups(found, desk.judging.registers, sent, "certain", judged=False)  # fmt: skip
            for field, key in dossier_offers.keys(certain, asked.one("danh-dau")):
                name = dossier_offers.TAKEN + field
                sent[name] = [*dict.fromkeys((*sent.get(name, ()), key))]
        return _page(desk, asked, found, sent, {})
    record_id = asked.one("id").strip().lower()
    offered, days = _offered(desk, found, sent), dossier_offers.days(found, sent, judged=True)
    faults = {"id": fault} if (fault := id_fault(desk, record_id)) else {}
    if faults or any(group.fault for group in offered) or any(day.fault for day in days):
        return _page(desk, asked, found, sent, faults, 422)
    return _begin(desk, asked, record_id, folder, dossier_offers.taken(found, offered, days))


def _begin(
    desk: EditorDesk, asked: PageRequest, record_id: str, folder: Path, chosen: Dossier
) -> Response:
    """Make the working copy, put the files that were ticked beside it, and open its form."""
    registers, settings = desk.judging.registers, desk.judging.settings
    place = next((str(c.value) for c in chosen.of("places")), settings.province.key)
    opens = next((str(c.value)[:10] for c in chosen.of("rounds.0.opens")), "")
    text = from_files.text(chosen, registers, closing_lines(proposed(registers, place), opens))
    state = contents(text)
    data: dict[str, Value] = dict(state.data)
    for field in ("agency", "issuer"):
        bodies = list(dict.fromkeys(str(c.value) for c in chosen.of(field)))
        if len(bodies) > 1:
            data[field] = [*bodies]
    published: dict[str, Path] = {}
    documents: list[Value] = []
    for path in _files(folder):
        if asked.one(_FILE + path.name):
            name = file_pages.free_name(path.name, published)
            published[name] = path
            documents.append(_document(path.name, name, asked.one(_KIND + path.name), registers))
    if documents:
        data["documents"] = documents
    desk.copies.create(record_id, rewrite(text, data, state.sections))
    waits = file_pages.place_all(desk, record_id, published)
    shutil.rmtree(folder, ignore_errors=True)
    return go(f"/ho-so/{record_id}/{'tai-tep/nhan' if waits else 'van-ban'}/")


def _document(shown: str, name: str, kind: str, registers: Any) -> Value:
    known = registers.document_kinds.get(kind)
    title = known.name if known else PurePath(shown).stem.replace("_", " ").strip() or name
    return {**({"kind": kind} if known else {}), "title": title, "file": name}


def _offered(desk: EditorDesk, found: Dossier, sent: Mapping[str, Sequence[str]]) -> list[OfferGroup]:  # fmt: skip
    registers = desk.judging.registers
    return [
        group
        for certainty in ("doubtful", "certain")
        for group in dossier_offers.groups(found, registers, sent, certainty, judged=True)
    ]


def _page(
    desk: EditorDesk,
    asked: PageRequest,
    found: Dossier,
    sent: Mapping[str, Sequence[str]],
    faults: Mapping[str, str],
    status: int = 200,
) -> Response:
    registers, judged = desk.judging.registers, status != 200
    days = dossier_offers.days(found, sent, judged=judged)
    doubtful, certain = (
        dossier_offers.groups(found, registers, sent, certainty, judged=judged)
        for certainty in ("doubtful", "certain")
    )
    return desk.page(
        "dossier",
        status,
        token=asked.path["token"],
        notes=[note.vi for note in found.notes],
        days=days,
        letter=dossier_offers.letter(found),
        doubtful=doubtful,
        certain=certain,
        refused=dossier_offers.refused(found),
        missing=dossier_offers.missing(found),
        cells=dossier_offers.CELLS,
        files=_shown_files(desk, asked, found, sent),
        kinds={key: kind.name for key, kind in registers.document_kinds.items()},
        id=sent.get("id", [proposed_id(desk)])[0],
        id_fault=faults.get("id", ""),
        wrong=_wrong(days, [*doubtful, *certain], faults),
    )


def _wrong(
    days: Sequence[DayQuestion], offered: Sequence[OfferGroup], faults: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Anchor, name and fault of what is to be mended."""
    told = [(f"muc-{q.field}", q.label, q.fault) for q in days if q.fault]
    told += [(f"muc-{g.field}-{g.offers[0].candidate.doubt}", g.label, g.fault) for g in offered if g.fault]  # fmt: skip
    return [*told, *(("o-id", "Mã hồ sơ", fault) for fault in faults.values())]


def _shown_files(
    desk: EditorDesk, asked: PageRequest, found: Dossier, sent: Mapping[str, Sequence[str]]
) -> list[dict[str, Any]]:
    kinds = {paper.file: DOCUMENT_KINDS.get(paper.kind, "") for paper in reversed(found.papers)}
    return [
        {
            "name": path.name,
            "size": path.stat().st_size,
            "kind": sent.get(_KIND + path.name, [kinds.get(path.name, "")])[0],
            "taken": bool(sent.get(_FILE + path.name)),
        }
        for path in _files(_folder(desk, asked))
    ]


def _asked(desk: EditorDesk, faults: Sequence[str], status: int = 200) -> Response:
    return desk.page("dossier-files", status, faults=faults, most=_MOST_FILES)


def _read(desk: EditorDesk, folder: Path) -> Dossier:
    documents, faults = dossier_files.read(_files(folder))
    if faults:
        raise DuthaoError(faults[0])
    judging = desk.judging
    return dossier.read(documents, judging.registers, judging.settings, judging.now.year)


def _folder(desk: EditorDesk, asked: PageRequest) -> Path:
    """Where the files of an address lie. Raises DuthaoError where they are gone."""
    token = asked.path["token"]
    folder = desk.copies.shadow / _WAITING / token
    if not re.fullmatch("[0-9a-f]{16}", token) or not folder.is_dir():
        raise DuthaoError(Say("Các tệp không còn: tải lên lại.", "The files are gone."))
    return folder


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def _free(folder: Path, sent: str) -> Path:
    """A path in the folder under the name that the officer knows the file by."""
    name = PurePath(PureWindowsPath(nfc(sent)).name).name.lstrip(".") or "tep"
    path, number = folder / name, 2
    while path.exists():
        path = folder / f"{PurePath(name).stem} ({number}){PurePath(name).suffix}"
        number += 1
    return path
