"""Answers that were released stand: a number keeps its opinion, and what is changed is corrected in the open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from duthao.domain import entry_keys, responses
from duthao.domain.publication import effective
from duthao.errors import Finding, Say
from duthao.records import release_facts
from duthao.records.record import Record
from duthao.records.released import History
from duthao.rules import Context, Rule

RULES = {
    "response-vanished": Rule(
        "Ý kiến đã công bố nay không còn trong bảng",
        "Khôi phục dòng cũ với số cũ; số đã dùng thì không bỏ.",
    ),
    "response-edited": Rule(
        "Ý kiến hoặc lời trả lời đã công bố bị sửa",
        "Khôi phục, hoặc thêm một mục đính chính («changes», kind: correction) nói rõ đã sửa gì.",
    ),
    "response-added": Rule(
        "Thêm ý kiến vào bảng đã công bố mà không báo",
        "Thêm một mục «changes» nói rõ vì sao có thêm ý kiến.",
    ),
}


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Every row that was let out is there as it was, or a correction that is not out yet says what was changed."""
    history = record.history
    if history is None or not history.responses:
        return
    current = release_facts.response_rows(record, context.now)
    table = record.responses
    if table is None or not table.complete:
        if table is None:
            yield _vanished(record, history, sorted(history.responses))
        return
    if gone := sorted(history.responses.keys() - current.keys()):
        yield _vanished(record, history, gone)
    said, corrected = _explained(record, history, context.now)
    places = {row.no: place for place, row in enumerate(table.rows)}
    for no, row in sorted(current.items()):
        old = history.responses.get(no)
        if old is None:
            if not said and any(
                table.rows[places[n]].round == table.rows[places[no]].round
                for n in history.responses
                if n in places
            ):
                yield table.finding(
                    "response-added",
                    places[no],
                    "no",
                    Say(
                        f"Ý kiến số {no} được thêm sau khi bảng đã công bố.",
                        f"Row {no} was added after the table was released.",
                    ),
                    Say(
                        "Thêm một mục «changes» nói rõ vì sao có thêm.",
                        "Say in `changes` why there is one more.",
                    ),
                )
        elif old != row and not corrected:
            verdict = old.partition(" ")[0]
            yield table.finding(
                "response-edited",
                places[no],
                "verdict" if verdict != row.partition(" ")[0] else "no",
                Say(
                    f"Ý kiến số {no} khác bản đã công bố (kết quả khi đó: {responses.VERDICTS.get(verdict, verdict)}).",
                    f"Row {no} differs from what was released (verdict then: {verdict}).",
                ),
                Say(
                    "Ghi lại như đã công bố; nếu sai thì sửa và thêm một mục «changes» (kind: correction) nói rõ đã sửa gì.",
                    "Put it back; where it was wrong, mend it and add to `changes` (kind: correction) what was mended.",
                ),
            )


def _explained(record: Record, history: History, now: datetime) -> tuple[bool, bool]:
    """Whether an entry of `changes` that no release knows says that something changed, and whether one is a correction.

    What it explains is out now, so an entry that is to come explains nothing.
    """
    new = [
        entry
        for entry in record.draft.changes
        if effective(entry) <= now and not entry_keys.among(entry, history.events)
    ]
    return bool(new), any(entry.kind == "correction" for entry in new)


def _vanished(record: Record, history: History, numbers: list[int]) -> Finding:
    listing = ", ".join(map(str, numbers[:12])) + (", …" if len(numbers) > 12 else "")
    path = record.responses.path if record.responses else f"drafts/{record.id}/responses.csv"
    return Finding(
        path,
        0,
        "response-vanished",
        Say(
            f"Ý kiến đã công bố nay không còn: số {listing}.",
            f"Rows that were released are gone: {listing}.",
        ),
        Say(
            "Khôi phục dòng cũ với số cũ; sai thì sửa và đính chính, không xóa.",
            "Put them back under their numbers; what was wrong is corrected, not deleted.",
        ),
    )
