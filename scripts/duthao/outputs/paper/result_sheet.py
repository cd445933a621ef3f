"""The sheet that tells the people who commented what became of their opinions; it names nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypedDict

from duthao.clock import date_vi
from duthao.domain import responses
from duthao.domain.draft import OutcomeStep
from duthao.domain.fates import fates
from duthao.domain.lifecycle import View
from duthao.domain.provisions import reference_words
from duthao.domain.responses import Response
from duthao.domain.rounds import latest_outcome
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.minimum_days import public_posting
from duthao.outputs.shared.response_rows import answered_round, capital, changes_by_people
from duthao.outputs.shared.sheet import (
    BOARD,
    RESULT,
    SheetData,
    document_line,
    sheet_artifact,
    sheet_data,
    sheet_kinds,
)
from duthao.outputs.shared.status import figures, total
from duthao.outputs.site import Site
from duthao.records.record import Record

_MOST_CHANGES = 4
_LONGEST_TITLE = 60
_PARTLY = "Tiếp thu một phần, đã sửa dự thảo."
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_PROVISION = re.compile(r"(điểm|khoản|điều|phụ lục|chương) (\w+)", re.IGNORECASE)
_MEANING = {
    "accepted": "đã sửa dự thảo theo ý kiến",
    "partly": "sửa một phần theo ý kiến",
    "kept": "cơ quan soạn thảo không sửa dự thảo theo ý kiến này",
    "noted": "ghi nhận, không phải sửa dự thảo",
    "out_of_scope": "không thuộc nội dung dự thảo",
}


class PeoplesChange(TypedDict):
    """What was changed because of an opinion: about what, in a sentence of the answer, and where in the draft."""

    title: str
    text: str
    where: str


class ResultData(SheetData):
    """`theme/print/ket-qua.typ`. `figures` of {part, label, meaning, value, width}, width of the bar in percent; of
    `changes` as many are set as there is room for, and then the method is left out; `others` is what is said of those
    that are not set, by how many are; `posting` is for whoever hangs it up, "" where nothing is known.
    """

    kicker: str
    headline: str
    of: str
    when: str
    total: str
    figures: list[dict[str, Any]]
    bar_alt: str
    changes: list[PeoplesChange]
    others: list[str]
    method: str
    now: str
    where: str
    posting: str
    board: list[str]


class ResultSheet(Output):
    """Of the latest round that has an answer."""

    name = "result_sheet"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`ket-qua.pdf`, once it was published what became of the opinions."""
        if RESULT in sheet_kinds(site, record):
            yield sheet_artifact(site, record, RESULT.file, result(site, record))


def result(site: Site, record: Record) -> ResultData:
    """The data of the sheet."""
    draft, view = record.draft, site.view(record)
    latest = latest_outcome(draft, site.now, ("answered",))
    assert latest is not None and latest[1].answered is not None
    number, known = latest
    answered = latest[1].answered
    bar = [
        {
            "part": f["part"],
            "label": f["label"],
            "meaning": _MEANING[f["part"]],
            "value": f["value"],
            "width": f["width"],
        }
        for f in figures(known)
    ]
    changes = list(_changes(site, record, number))
    return {
        **sheet_data(site, record, f"Kết quả lấy ý kiến: {draft.short_title}"),
        "kicker": "KẾT QUẢ LẤY Ý KIẾN" + (f" ĐỢT {number}" if len(draft.rounds) > 1 else ""),
        "headline": draft.short_title,
        "of": f"{document_line(site, record, view)} · {site.drafters(record)} soạn thảo",
        "when": f"Công bố tiếp thu, giải trình ngày {date_vi(answered.at.day)}",
        "total": total(known),
        "figures": bar,
        "bar_alt": f"Biểu đồ các ý kiến: {fates(known)}",
        "changes": changes[:_MOST_CHANGES],
        "others": [_others(len(changes) - n) for n in range(min(len(changes), _MOST_CHANGES) + 1)],
        "method": known.method or "",
        "now": _now(number, view),
        "where": f"{_all(site, record, number, answered)}: quét mã QR hoặc vào địa chỉ ghi dưới mã",
        "posting": public_posting(site, record),
        "board": BOARD,
    }


def _others(count: int) -> str:
    return f"và {count} thay đổi khác" if count > 0 else ""


def _all(site: Site, record: Record, number: int, answered: OutcomeStep) -> str:
    """What the address leads to beyond this sheet."""
    if answered_round(site, record, number):
        return "Trả lời từng ý kiến"
    return "Bản tiếp thu, giải trình đầy đủ" if answered.file else "Hồ sơ dự thảo"


def _changes(site: Site, record: Record, number: int) -> Iterator[PeoplesChange]:
    """What people brought about, of each question once, what most stand behind first; none without a table of responses.

    Of a question that has both, an opinion that was accepted is told: the answer to one that was accepted in part also
    says what was not, so of that only where the draft was changed is told, and nothing where no place is given.
    """
    questions: dict[str, list[Response]] = {}
    for row in changes_by_people(site, record, number):
        if row.answer if row.verdict == "accepted" else row.changed:
            questions.setdefault(row.group or f"#{row.no}", []).append(row)
    for rows in questions.values():
        row = next((row for row in rows if row.verdict == "accepted"), rows[0])
        yield {
            "title": _title(row),
            "text": _SENTENCE.split(row.answer, 1)[0] if row.verdict == "accepted" else _PARTLY,
            "where": _PROVISION.sub("\\1\u00a0\\2", row.changed),
        }


def _title(row: Response) -> str:
    """What the opinion is about: never nothing."""
    if title := row.group or capital(reference_words(row.ref)):
        return title
    if row.part != responses.GENERAL:
        return responses.part_label(row.part)
    gist = _SENTENCE.split(row.gist, 1)[0].rstrip(".!?…")
    if len(gist) <= _LONGEST_TITLE:
        return gist
    return gist[: _LONGEST_TITLE + 1].rpartition(" ")[0].rstrip(",;:") + "…"


def _now(number: int, view: View) -> str:
    """How the draft stands; of opinions asked for since round `number`, in which round."""
    later = view.round and view.round > number and view.state in ("open", "analysing", "summarised")
    which = f" đợt {view.round}" if later else ""
    return f"Tình trạng: {view.label[:1].lower()}{view.label[1:]}{which}."
