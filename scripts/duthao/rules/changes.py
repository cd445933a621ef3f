"""Entries that were added later: decided before put out, in their order; documents with their own deadline and version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duthao.clock import date_vi
from duthao.domain import entry_keys
from duthao.domain.draft_parts.dossier_documents import Document
from duthao.domain.rounds import deadlines
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.strict_yaml import Loc
from duthao.rules import Context, Rule

RULES = {
    "entry-repeated": Rule(
        "Một mục ghi hai lần",
        "Xóa mục thừa; hai cuộc họp cùng tên thì ghi thêm nơi họp vào tên.",
    ),
    "decided-after-published": Rule(
        "Công bố gia hạn trước khi quyết định", "Kiểm tra lại «decided» và «published»."
    ),
    "changes-out-of-order": Rule(
        "Các lần đổi hạn không theo thứ tự quyết định",
        "Mục mới thêm ở cuối danh sách; kiểm tra lại ngày quyết định.",
    ),
    "document-deadline-outside": Rule(
        "Hạn riêng của tài liệu nằm ngoài đợt lấy ý kiến",
        "Hạn riêng phải nằm trong đợt; muốn dài hơn thì gia hạn cả đợt.",
    ),
    "file-listed-twice": Rule(
        "Một tệp khai báo với hai lần công bố khác nhau",
        "Giữ một lần công bố cho mỗi tệp; bản cũ thì đặt tên khác.",
    ),
    "version-unexplained": Rule(
        "Tài liệu đã sang bản mới mà không ghi cập nhật",
        "Thêm một mục vào «changes» nói rõ đã sửa gì.",
        "warning",
    ),
}


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Deadline changes and documents are consistent in themselves, and no entry stands twice."""
    yield from _repeated(record)
    for number, round_ in enumerate(record.draft.rounds):
        for index, change in enumerate(round_.deadline_changes):
            loc: Loc = ("rounds", number, "deadline_changes", index)
            if change.published and change.published.end < change.decided.start:
                yield record.finding(
                    "decided-after-published",
                    (*loc, "published"),
                    Say(
                        f"Công bố trước ngày quyết định {date_vi(change.decided.day)}.",
                        f"Put out before it was decided on {change.decided}.",
                    ),
                    Say("Kiểm tra lại hai ngày.", "Check both dates."),
                )
            if index and change.decided.start < round_.deadline_changes[index - 1].decided.start:
                yield record.finding(
                    "changes-out-of-order",
                    (*loc, "decided"),
                    Say(
                        "Quyết định trước lần đổi hạn đứng trên.",
                        "Decided before the change above it.",
                    ),
                    Say("Mục mới thêm ở cuối danh sách.", "Add new entries at the end."),
                )
    versions: dict[str, int] = {}
    for loc, document in record.documents():
        if document.closes:
            yield from _own_deadline(record, loc, document)
        if (
            document.file
            and versions.setdefault(document.file, document.version) != document.version
        ):
            yield record.finding(
                "file-listed-twice",
                (*loc, "version"),
                Say(
                    f"Tệp «{document.file}» đã khai báo ở lần {versions[document.file]}.",
                    f"File `{document.file}` is listed with version {versions[document.file]} too.",
                ),
                Say("Giữ một lần công bố cho mỗi tệp.", "Keep one version of each file."),
            )
        if document.version > 1 and not record.draft.changes:
            yield record.finding(
                "version-unexplained",
                (*loc, "version"),
                Say(
                    f"Bản {document.version} nhưng «changes» không ghi đã sửa gì.",
                    f"Version {document.version}, but `changes` says nothing.",
                ),
                Say("Thêm một mục vào «changes».", "Add an entry to `changes`."),
            )


def _repeated(record: Record) -> Iterator[Finding]:
    """Entries that say the same are one event: the second would never be told."""
    draft = record.draft
    lists: list[tuple[Loc, Sequence[entry_keys.KeyedEntry]]] = [
        (("changes",), draft.changes),
        (("stages",), draft.stages),
        (("events",), draft.events),
    ]
    lists += [
        (("rounds", number, "deadline_changes"), round_.deadline_changes)
        for number, round_ in enumerate(draft.rounds)
    ]
    for loc, entries in lists:
        names: set[str] = set()
        for index, entry in enumerate(entries):
            (name, *_) = entry_keys.names(entry)
            if name in names:
                yield record.finding(
                    "entry-repeated",
                    (*loc, index),
                    Say("Mục này trùng với một mục đứng trên.", "This entry repeats one above it."),
                    Say(
                        "Xóa mục thừa; hai cuộc họp cùng tên, thông báo cùng lúc thì ghi thêm nơi họp vào tên.",
                        "Delete it; where two meetings of one name were called together, add the place to the name.",
                    ),
                )
            names.add(name)


def _own_deadline(record: Record, loc: Loc, document: Document) -> Iterator[Finding]:
    rounds = record.draft.rounds
    candidates = [rounds[int(loc[1])]] if loc[0] == "rounds" else list(rounds)
    assert document.closes
    for round_ in candidates:
        closings = deadlines(round_)
        if (
            closings
            and round_.opens
            and round_.opens.start < document.closes.end <= max(d.closes.end for d in closings)
        ):
            return
    yield record.finding(
        "document-deadline-outside",
        (*loc, "closes"),
        Say(
            f"Hạn riêng {date_vi(document.closes.day)} nằm ngoài đợt lấy ý kiến.",
            f"Its own deadline {document.closes} lies outside the round.",
        ),
        Say(
            "Sửa hạn riêng; muốn dài hơn thì gia hạn cả đợt.",
            "Mend it; extend the round if it is to be longer.",
        ),
    )
