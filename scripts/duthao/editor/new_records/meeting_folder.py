"""The folder of a meeting of the whole site: its id, and its `index.md` with what was answered, the rest as comments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from duthao import clock
from duthao.domain.events import MEETING_LABEL
from duthao.domain.meetings.site_meetings import FOLDER, INDEX
from duthao.errors import Say
from duthao.records import front_matter
from duthao.records.record_writer.rewrite import rewrite
from duthao.records.strict_yaml import Value
from duthao.text import slug

# field → question, register to choose from (if any)
QUESTIONS: tuple[tuple[str, Say, str], ...] = (
    (
        "kind",
        Say(
            f"Hình thức ({', '.join(label.lower() for label in MEETING_LABEL.values())})",
            f"Kind ({', '.join(MEETING_LABEL)})",
        ),
        "",
    ),
    ("title", Say("Tên cuộc họp", "Title"), ""),
    ("agency", Say("Cơ quan tổ chức", "Agency that holds it"), "agencies"),
    (
        "at",
        Say("Bắt đầu, ví dụ 03/12/2026 14:00", "Begins, e.g. 2026-12-03 14:00"),
        "",
    ),
    (
        "ends",
        Say(
            "Kết thúc, ví dụ 03/12/2026 16:30 (Enter nếu chưa định)",
            "Ends, e.g. 2026-12-03 16:30 (Enter if not set)",
        ),
        "",
    ),
    ("place", Say("Địa điểm", "Place"), ""),
)
_FORM = """\
---
kind:
title:
agency:
at:
{ends}place:
# online_url: https://…
# Chưa ghi «published» thì trang chưa hiện cuộc họp; giấy mời và các giấy tờ khác vẫn được làm (duthao build --internal).
# published: 2026-11-16
# drafts: [mã hồ sơ]
# participants: Thành phần tham dự
# chair: Chức vụ người chủ trì, không ghi họ tên
# invited: [khóa cơ quan, khóa xã, "Tên cơ quan, tổ chức"]
# programme:
#   - {{time: "14:00", item: Khai mạc, who: Chức vụ hoặc đơn vị}}
# questions:
#   - Câu hỏi để thảo luận?
# Dưới dòng «---» sau đây: vài dòng giới thiệu, nếu cần.
---
"""


def kind_meant(reply: str) -> str | None:
    """The kind that is meant by its key or its name; None where it is none."""
    named = {slug(label): kind for kind, label in MEETING_LABEL.items()}
    return named.get(slug(reply), slug(reply) if slug(reply) in MEETING_LABEL else None)


def free_id(root: Path, answers: Mapping[str, str], now: datetime) -> str:
    """An id that no meeting has: `doi-thoai-2026-12`, `doi-thoai-2026-12-2`."""
    month = clock.parse(answers["at"]).start if answers["at"] else now
    name = f"{answers['kind'] or 'cuoc-hop'}-{month:%Y-%m}"
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(one for one in names if not (root / FOLDER / one).exists())


def meeting_text(answers: Mapping[str, str]) -> str:
    """The text of its `index.md`; what nobody answered is left empty, so that `duthao check` asks for it."""
    form = _FORM.format(ends="ends:\n" if answers["ends"] else "")
    values: dict[str, Value] = {name: words for name, words in answers.items() if words}
    source, _ = front_matter.read_document(form.encode(), INDEX)
    return rewrite(form, {**(source.data if source else {}), **values})
