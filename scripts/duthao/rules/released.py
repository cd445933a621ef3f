"""What was released once is kept: ids, addresses, files, deadlines and the entries of append-only lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from duthao import published
from duthao.clock import date_vi
from duthao.errors import Finding, Say
from duthao.lifecycle import effective
from duthao.published import Released
from duthao.records import Loc, Record
from duthao.registers import PUBLISHED, unreadable
from duthao.rules import Context, Library, Rule

RULES = {
    "id-vanished": Rule(
        "Hồ sơ đã công bố nay không còn",
        "Khôi phục thư mục; dự thảo đã rút thì ghi «withdrawn», không xóa.",
    ),
    "key-vanished": Rule(
        "Khóa đã nằm trong địa chỉ công bố nay không còn trong danh mục",
        "Khôi phục khóa; cơ quan đã kết thúc thì ghi «until» và «successor».",
    ),
    "file-vanished": Rule(
        "Tệp đã công bố nay không còn trong hồ sơ",
        "Khôi phục tệp và khai báo lại; bản mới thì thêm tệp khác hoặc tăng «version».",
    ),
    "file-changed": Rule(
        "Tệp đã công bố bị thay mà không tăng lần công bố",
        "Tăng «version» và ghi vào «changes»; tệp không có «version» thì đặt tên khác.",
    ),
    "deadline-edited": Rule(
        "Ngày của đợt lấy ý kiến đã công bố bị sửa",
        "Khôi phục ngày cũ; đổi hạn thì thêm một mục vào «deadline_changes».",
    ),
    "entry-backdated": Rule(
        "Mục mới thêm ghi ngày công bố trước lần công bố gần nhất",
        "Ghi «published» là ngày thực sự đưa lên trang này; «at» vẫn là ngày đã xảy ra.",
        "warning",
    ),
    "entry-edited": Rule(
        "Mục đã công bố trong danh sách chỉ được thêm bị sửa hoặc xóa",
        "Khôi phục mục cũ, rồi thêm mục mới (đính chính) nếu cần.",
    ),
}
_RESTORE = Say(
    "Khôi phục mục cũ, rồi thêm mục mới (đính chính) nếu cần.",
    "Restore it, then add a new entry (a correction) if one is needed.",
)
_KEYS = ("agencies", "audiences", "places", "topics")


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Nothing that was released of this record has changed."""
    line = context.registers.published.get(record.id)
    if line is None:
        return
    before = published.read(line.text)
    if before is None:
        yield unreadable(line.line)
        return
    yield from _files(record, before)
    yield from _rounds(record, before)
    yield from _list(record, ("changes",), before.changes, record.front.changes)
    yield from _backdated(record, before)
    now = {published.digest(entry) for entry in record.front.stages}
    if not now.issuperset(before.stages):
        yield _edited(record, ("stages",))


def check_all(library: Library) -> Iterator[Finding]:
    """Every id and every key that was released is still there."""
    for key, line in library.registers.published.items():
        if key == published.KEYS:
            known = published.keys(line.text)
            if known is None:
                yield unreadable(line.line)
            for register in _KEYS:
                for gone in sorted(
                    set((known or {}).get(register, ())) - set(getattr(library.registers, register))
                ):
                    yield Finding(
                        PUBLISHED,
                        line.line,
                        "key-vanished",
                        Say(
                            f"Khóa «{gone}» đã công bố nay không còn trong {register}.yml.",
                            f"Key `{gone}` was released and is gone from {register}.yml.",
                        ),
                        Say(
                            "Khôi phục khóa; cơ quan đã kết thúc thì ghi «until» và «successor».",
                            "Restore it; close an agency with `until` and `successor`.",
                        ),
                    )
        elif key not in library.ids:
            yield Finding(
                PUBLISHED,
                line.line,
                "id-vanished",
                Say(
                    f"Hồ sơ «{key}» đã công bố nay không còn thư mục drafts/{key}.",
                    f"Record `{key}` was released, but drafts/{key} is gone.",
                ),
                Say(
                    "Khôi phục thư mục; dự thảo đã rút thì ghi «withdrawn», không xóa.",
                    "Restore it; a draft that was taken back is `withdrawn`, never deleted.",
                ),
            )


def _files(record: Record, before: Released) -> Iterator[Finding]:
    now = published.files(record)
    named = {name: loc for loc, name in record.named_files()}
    for name, was in before.files.items():
        if name not in named:
            yield record.finding(
                "file-vanished",
                ("documents",),
                Say(
                    f"Tệp «{name}» đã công bố nay không còn trong hồ sơ.",
                    f"File `{name}` was released and is gone.",
                ),
                Say(
                    "Khôi phục tệp và khai báo lại; bản mới thì tăng «version».",
                    "Restore and list it; raise `version` for a new one.",
                ),
            )
        elif name in now and now[name].sha256 != was.sha256 and now[name].version <= was.version:
            yield record.finding(
                "file-changed",
                named[name],
                Say(
                    f"Tệp «{name}» khác bản đã công bố lần {was.version}.",
                    f"File `{name}` differs from its released version {was.version}.",
                ),
                Say(
                    f"Ghi «version: {was.version + 1}» và thêm một mục «changes»; tệp không có «version» thì đặt tên khác.",
                    f"Write `version: {was.version + 1}` and add to `changes`; a file without a version takes another name.",
                ),
            )


def _rounds(record: Record, before: Released) -> Iterator[Finding]:
    for place, was in enumerate(before.rounds):
        if place >= len(record.front.rounds):
            yield _edited(record, ("rounds",))
            return
        round_ = record.front.rounds[place]
        for name in ("opens", "closes"):
            said, point = getattr(was, name), getattr(round_, name)
            if said and (point is None or point.text != said):
                yield record.finding(
                    "deadline-edited",
                    ("rounds", place, name),
                    Say(f"Ngày đã công bố là {said}.", f"The date that was released is {said}."),
                    Say(
                        f"Ghi lại {said}; đổi hạn thì thêm một mục vào «deadline_changes».",
                        f"Put {said} back; a new deadline is an entry of `deadline_changes`.",
                    ),
                )
        yield from _list(
            record,
            ("rounds", place, "deadline_changes"),
            was.deadline_changes,
            round_.deadline_changes,
        )


def _list(record: Record, loc: Loc, before: Sequence[str], now: Sequence[Any]) -> Iterator[Finding]:
    """The first entry that is not what it was, or the list that lost its last."""
    for place, was in enumerate(before):
        if place >= len(now) or published.digest(now[place]) != was:
            yield _edited(record, (*loc, place) if place < len(now) else loc)
            return


def _backdated(record: Record, before: Released) -> Iterator[Finding]:
    """Entries that no release knows, dated before the last: who reads a feed by date will never see them."""
    front = record.front
    entries: list[tuple[Loc, Any]] = [
        (("changes", n), entry) for n, entry in enumerate(front.changes) if n >= len(before.changes)
    ]
    if {published.digest(entry) for entry in front.stages} >= set(before.stages):
        entries += [
            (("stages", n), entry)
            for n, entry in enumerate(front.stages)
            if published.digest(entry) not in before.stages
        ]
    for number, (round_, was) in enumerate(zip(front.rounds, before.rounds, strict=False)):
        entries += [
            (("rounds", number, "deadline_changes", n), entry)
            for n, entry in enumerate(round_.deadline_changes)
            if n >= len(was.deadline_changes)
        ]
    for loc, entry in entries:
        said = effective(entry).date()
        if said.isoformat() < before.on:
            yield record.finding(
                "entry-backdated",
                loc,
                Say(
                    f"Mục mới ghi công bố ngày {date_vi(said)}, trước lần công bố trang gần nhất.",
                    f"A new entry is dated {said}, before the last release on {before.on}.",
                ),
                Say(
                    "Ghi «published» là ngày thực sự đưa lên trang này; «at» vẫn là ngày đã xảy ra.",
                    "Let `published` be the day on which it is really put out; `at` stays what it is.",
                ),
                "warning",
            )


def _edited(record: Record, loc: Loc) -> Finding:
    return record.finding(
        "entry-edited",
        loc,
        Say(
            "Một mục đã công bố bị sửa hoặc xóa.",
            "An entry that was released was edited or deleted.",
        ),
        _RESTORE,
    )
