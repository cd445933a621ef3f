"""Ids, keys and files that were released stay, since addresses lead to them; and so does the register that lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from duthao.domain import published
from duthao.errors import Finding, Say
from duthao.records import release_facts
from duthao.records.record import Record
from duthao.records.released import NAME, History
from duthao.records.strict_yaml import Loc
from duthao.rules import Context, Library, Rule
from duthao.text import fold

RULES = {
    "id-vanished": Rule(
        "Hồ sơ đã công bố nay không còn",
        "Khôi phục thư mục; dự thảo đã rút thì ghi «withdrawn», không xóa.",
    ),
    "id-reused": Rule(
        "Mã đã công bố nay mang tên văn bản, cuộc họp khác hẳn",
        "Dự thảo, cuộc họp khác thì tạo mục mới, mã mới; mỗi mã chỉ dùng một lần.",
        "warning",
    ),
    "meeting-vanished": Rule(
        "Cuộc họp đã công bố nay không còn",
        "Khôi phục thư mục; cuộc họp không tổ chức thì ghi «cancelled», không xóa.",
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
    "register-vanished": Rule(
        "Hồ sơ, cuộc họp đã công bố mà mất tệp released.yml",
        "Khôi phục tệp của lần công bố gần nhất; tệp này chỉ do lệnh «duthao release» ghi.",
    ),
}
_ALIKE = 1 / 3  # of all pairs of words in two titles so many are in both where they are one draft's

_KEY_BACK = Say(
    "Khôi phục khóa; cơ quan đã kết thúc thì ghi «until» và «successor».",
    "Restore it; close an agency with `until` and `successor`.",
)
_CAMPAIGN_BACK = Say(
    "Khôi phục khóa; đợt kết thúc sớm thì sửa ngày ở «closes», không xóa.",
    "Restore it; a campaign that ends early has another `closes`.",
)
_NO_REGISTER = (
    Say(f"Đã công bố nhưng không có tệp {NAME}.", f"It was released, but its {NAME} is gone."),
    Say(
        "Khôi phục tệp của lần công bố gần nhất (git).",
        "Restore the file of the last release (git).",
    ),
)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """The record's register and files are there, and it is still the same draft."""
    history, register = record.history, context.registers.published
    if history:
        yield from _files(record, history)
        yield from _title(history.title, record.draft.title, record.finding)
    elif register and record.id in register.names(published.DRAFTS):
        yield record.finding(
            "register-vanished",
            (),
            *_NO_REGISTER,
        )


def check_all(library: Library) -> Iterator[Finding]:
    """Every id and every key that was released is still there."""
    register = library.registers.published
    if register is None:
        return
    for missing in sorted(register.names(published.DRAFTS) - library.ids):
        yield Finding(
            published.PATH,
            register.keys[published.DRAFTS][missing],
            "id-vanished",
            Say(
                f"Hồ sơ «{missing}» đã công bố nay không còn thư mục drafts/{missing}.",
                f"Record `{missing}` was released, but drafts/{missing} is gone.",
            ),
            Say(
                "Khôi phục thư mục; dự thảo đã rút thì ghi «withdrawn», không xóa.",
                "Restore it; a draft that was taken back is `withdrawn`, never deleted.",
            ),
            field=(published.DRAFTS, missing),
        )
    meetings = library.registers.meetings
    for key in sorted(register.names(published.MEETINGS) & set(meetings)):
        dossier = meetings[key]
        if dossier.released:
            yield from _title(dossier.released.title, dossier.meeting.title, dossier.finding)
        else:
            yield dossier.finding("register-vanished", (), *_NO_REGISTER)
    released_meetings = {
        key: (name, line)
        for name in (published.MEETINGS_WITHOUT_REGISTER, published.MEETINGS)
        for key, line in register.keys.get(name, {}).items()
    }
    for missing in sorted(released_meetings.keys() - set(meetings)):
        name, line = released_meetings[missing]
        yield Finding(
            published.PATH,
            line,
            "meeting-vanished",
            Say(
                f"Cuộc họp «{missing}» đã công bố nay không còn thư mục drafts/_events/{missing}, hoặc không đọc được.",
                f"Meeting `{missing}` was released; drafts/_events/{missing} is gone or cannot be read.",
            ),
            Say(
                "Khôi phục thư mục; cuộc họp không tổ chức thì ghi «cancelled», không xóa.",
                "Restore it; a meeting that is not held is `cancelled`, never deleted.",
            ),
            field=(name, missing),
        )
    for name in published.KEYS:
        for missing in sorted(register.names(name) - set(getattr(library.registers, name))):
            yield Finding(
                published.PATH,
                register.keys[name][missing],
                "key-vanished",
                Say(
                    f"Khóa «{missing}» đã công bố nay không còn trong {name}.yml.",
                    f"Key `{missing}` was released and is gone from {name}.yml.",
                ),
                _CAMPAIGN_BACK if name == "campaigns" else _KEY_BACK,
                field=(name, missing),
            )


def _files(record: Record, history: History) -> Iterator[Finding]:
    current = release_facts.files(record)
    locs = {name: loc for loc, name in record.named_files()}
    for name, released in history.files.items():
        if name not in locs:
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
        elif (
            name in current
            and current[name].sha256 != released.sha256
            and current[name].version <= released.version
        ):
            yield record.finding(
                "file-changed",
                locs[name],
                Say(
                    f"Tệp «{name}» khác bản đã công bố lần {released.version}.",
                    f"File `{name}` differs from its released version {released.version}.",
                ),
                Say(
                    f"Ghi «version: {released.version + 1}» và thêm một mục «changes»; tệp không có «version» thì đặt tên khác.",
                    f"Write `version: {released.version + 1}` and add to `changes`; a file without a version takes another name.",
                ),
            )


def _title(
    before: str, now: str, finding: Callable[[str, Loc, Say, Say], Finding]
) -> Iterator[Finding]:
    """A title that has next to nothing of the first one is another draft's, or another meeting's."""
    old, new = _pairs(before), _pairs(now)
    if old and len(old & new) < _ALIKE * len(old | new):
        yield finding(
            "id-reused",
            ("title",),
            Say(
                f"Mã này đã công bố với tên «{before}».",
                f"This id was released as `{before}`.",
            ),
            Say(
                "Dự thảo, cuộc họp khác thì tạo mục mới với mã mới; tên dự thảo sửa cho đúng thì thêm một mục «changes».",
                "Give another draft or meeting an id of its own; add to `changes` where a draft's title was corrected.",
            ),
        )


def _pairs(title: str) -> set[tuple[str, str]]:
    return set(pairwise(fold(title).split()))
