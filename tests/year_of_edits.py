"""A year of officers' edits, as they come: four drafts from their first step to their end, day by day."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from duthao.clock import VN
from tests.conftest import PROVINCE, approve
from tests.record_edits import GOOD

START = date(2026, 12, 1)
DAYS = 270
Data = dict[str, Any]


class Edit(NamedTuple):
    """At `when` an officer writes something into a record, and an office approves it; `files` are put beside it."""

    when: datetime
    id: str
    write: Callable[[Data], None]
    files: tuple[tuple[str, str], ...] = ()


def day(number: int) -> str:
    """The day of that number, as an officer writes it."""
    return (START + timedelta(days=number)).isoformat()


def at(number: int, clock: str) -> datetime:
    """An instant of that day in Việt Nam."""
    return datetime.combine(START + timedelta(days=number), time.fromisoformat(clock), VN)


def lay_out(root: Path) -> None:
    """A site without any draft."""
    shutil.copytree(PROVINCE / "drafts" / "_registers", root / "drafts" / "_registers")
    shutil.copy(PROVINCE / "mkdocs.yml", root / "mkdocs.yml")


def apply(root: Path, edit: Edit) -> None:
    """Do what the officer does."""
    folder = root / "drafts" / edit.id
    folder.mkdir(exist_ok=True)
    path = folder / "index.md"
    text = path.read_text(encoding="utf-8") if path.exists() else GOOD
    fields, body = text.split("---\n", 2)[1:]
    data = yaml.load(fields, Loader=yaml.BaseLoader)
    if not path.exists():
        for name in ("rounds", "stages", "changes", "events", "channels", "documents", "scope"):
            data.pop(name, None)
        data["title"] = f"Nghị quyết quy định mức hỗ trợ số {edit.id[-3:]} trên địa bàn tỉnh"
        data["short_title"] = f"Mức hỗ trợ số {edit.id[-3:]}"
        data.pop("official_posting", None)
        data.pop("demo", None)
        data["documents"] = [
            {**_document("du-thao.pdf"), "url": "https://hatinh.example/du-thao.pdf"}
        ]
        del data["documents"][0]["file"]
    edit.write(data)
    for name, said in edit.files:
        (folder / name).write_text(said, encoding="utf-8")
    written = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(f"---\n{written}---\n{body}", encoding="utf-8")
    approve(root, edit.id)


def edits() -> Iterator[Edit]:
    """All of them, in order."""
    yield from sorted((*_first(), *_second(), *_third(), *_fourth()), key=lambda edit: edit.when)


def _add(field: str, **entry: Any) -> Callable[[Data], None]:
    """An entry at the end of a list."""

    def write(data: Data) -> None:
        data.setdefault(field, []).append(entry)

    return write


def _insert(field: str, place: int, **entry: Any) -> Callable[[Data], None]:
    def write(data: Data) -> None:
        data[field].insert(place, entry)

    return write


def _round(place: int, field: str, said: Any) -> Callable[[Data], None]:
    """A field of a round; a list grows by what is said."""

    def write(data: Data) -> None:
        round_ = data["rounds"][place]
        if isinstance(said, list):
            round_.setdefault(field, []).extend(said)
        elif isinstance(said, dict):
            round_.setdefault(field, {}).update(said)
        else:
            round_[field] = said

    return write


def _put(**fields: Any) -> Callable[[Data], None]:
    def write(data: Data) -> None:
        data.update(fields)

    return write


def _document(file: str, version: str = "1") -> Data:
    return {"kind": "du-thao", "title": "Dự thảo", "file": file, "version": version}


def _first() -> Iterator[Edit]:
    """Two rounds, corrections and an extension that bear only the day, a step put between others, to its end."""
    draft = "ht-2027-001"
    yield Edit(at(0, "09:00"), draft, _put(stages=[{"stage": "drafting", "at": day(0)}]))
    opened = {"opens": day(12), "closes": day(52)}
    yield Edit(
        at(10, "09:30"),
        draft,
        _put(rounds=[opened], documents=[_document("du-thao.txt")]),
        (("du-thao.txt", "Dự thảo lần một.\n"),),
    )
    for clock, article in (("09:40", "3"), ("15:10", "5")):
        entry = {"kind": "correction", "at": day(20), "note": f"Đính chính Điều {article}."}
        yield Edit(at(20, clock), draft, _add("changes", **entry))
    extended = {"closes": day(60), "reason": "Mưa lũ.", "decided": day(29), "published": day(30)}
    yield Edit(at(30, "10:00"), draft, _round(0, "deadline_changes", [extended]))
    late = {"kind": "change", "at": day(64), "published": day(65), "note": "Thêm phụ lục."}
    yield Edit(at(65, "11:00"), draft, _add("changes", **late))
    summary = {"received": "42", "summarised": {"at": day(70)}}
    yield Edit(at(70, "14:00"), draft, _round(0, "outcome", summary))
    answer = {"accepted": "42", "method": "Đếm một lần.", "answered": {"at": day(90)}}
    yield Edit(at(90, "16:50"), draft, _round(0, "outcome", answer))
    second = {
        "opens": day(115),
        "closes": day(160),
        "documents": [_document("du-thao-2.txt")],
    }
    yield Edit(
        at(110, "09:00"),
        draft,
        _add("rounds", **second),
        (("du-thao-2.txt", "Dự thảo lần hai.\n"),),
    )
    again = {"received": "9", "method": "Đếm một lần.", "answered": {"at": day(180)}}
    yield Edit(at(180, "10:00"), draft, _round(1, "outcome", again))
    yield Edit(at(190, "10:00"), draft, _add("stages", stage="appraisal", at=day(190)))
    yield Edit(at(200, "10:00"), draft, _add("stages", stage="submission", at=day(200)))
    # Held before, put out now, and put into its place in time.
    held = {"stage": "social_criticism", "at": day(185), "published": day(201)}
    yield Edit(at(201, "10:00"), draft, _insert("stages", 1, **held))
    yield Edit(at(210, "10:00"), draft, _add("stages", stage="adoption", at=day(210)))
    issued = {"number": "12/2027/NQ-HĐND", "date": day(215)}
    yield Edit(at(215, "10:00"), draft, _put(issued=issued))


def _second() -> Iterator[Edit]:
    """Withdrawn, and the withdrawal taken back while the round still runs."""
    draft = "ht-2027-002"
    step, opened = {"stage": "drafting", "at": day(4)}, {"opens": day(6), "closes": day(50)}
    yield Edit(at(5, "10:00"), draft, _put(stages=[step], rounds=[opened]))
    gone = {"reason": "Rà soát lại mức hỗ trợ.", "at": day(19), "published": day(20)}
    yield Edit(at(20, "16:00"), draft, _put(withdrawn=gone))
    back = {"reason": "Đã rà soát xong.", "at": day(35)}
    yield Edit(at(35, "09:00"), draft, _put(withdrawn={**gone, "reinstated": back}))
    answer = {"received": "7", "method": "Đếm một lần.", "answered": {"at": day(75)}}
    yield Edit(at(75, "09:00"), draft, _round(0, "outcome", answer))


def _third() -> Iterator[Edit]:
    """Entered with a history, extended after it had closed, its text replaced, a figure corrected."""
    draft = "ht-2027-003"
    steps = [{"stage": "proposal", "at": day(-60)}, {"stage": "drafting", "at": day(-30)}]
    opened = {"opens": day(16), "closes": day(56)}
    yield Edit(
        at(15, "08:30"),
        draft,
        _put(stages=steps, rounds=[opened], documents=[_document("du-thao.txt")]),
        (("du-thao.txt", "Dự thảo.\n"),),
    )
    change = {"kind": "change", "at": day(40), "note": "Thay Điều 2."}

    def replaced(data: Data) -> None:
        data["documents"] = [_document("du-thao.txt", "2")]
        data.setdefault("changes", []).append(change)

    yield Edit(at(40, "17:30"), draft, replaced, (("du-thao.txt", "Dự thảo, bản sửa.\n"),))
    later = {"closes": day(66), "reason": "Lũ.", "decided": day(58)}
    yield Edit(at(58, "10:00"), draft, _round(0, "deadline_changes", [later]))
    answer = {"received": "30", "method": "Đếm một lần.", "answered": {"at": day(100)}}
    yield Edit(at(100, "10:00"), draft, _round(0, "outcome", answer))

    def corrected(data: Data) -> None:
        data["rounds"][0]["outcome"]["received"] = "31"
        note = {"kind": "correction", "at": day(102), "note": "Đã nhận 31 ý kiến."}
        data["changes"].append(note)

    yield Edit(at(102, "10:00"), draft, corrected)


def _fourth() -> Iterator[Edit]:
    """A meeting that is called, moved and held; the draft is dropped in the end."""
    draft = "ht-2027-004"
    meeting = {
        "kind": "doi-thoai",
        "title": "Đối thoại với hộ nuôi ong",
        "at": f"{day(25)}T14:00+07:00",
        "place": "Nhà văn hóa xã",
        "published": day(9),
    }
    step, opened = {"stage": "drafting", "at": day(7)}, {"opens": day(9), "closes": day(54)}
    yield Edit(at(8, "10:00"), draft, _put(stages=[step], rounds=[opened], events=[meeting]))

    def moved(data: Data) -> None:
        data["events"][0]["at"] = f"{day(27)}T14:00+07:00"
        note = {"kind": "change", "at": day(18), "note": "Cuộc đối thoại dời sang ngày khác."}
        data.setdefault("changes", []).append(note)

    yield Edit(at(18, "11:00"), draft, moved)
    yield Edit(at(120, "10:00"), draft, _add("stages", stage="stopped", at=day(120)))
