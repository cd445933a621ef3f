"""What is being approved, for the person who answers for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from duthao.clock import date_vi
from duthao.domain import deadline_words
from duthao.domain.approvals.approval_fields import LEVELS
from duthao.domain.lifecycle import view
from duthao.domain.rounds import answer_due, closes_at, time_limits
from duthao.domain.settings import Settings
from duthao.errors import Say
from duthao.records.record import Record


def summary(record: Record, now: datetime, settings: Settings, *, changed: bool) -> Iterator[str]:
    """What is being approved, for the person who answers for it."""
    draft = record.draft
    status = view(draft, now, time_limits(settings))
    yield f"{record.code}: {draft.title}"
    yield f"  {Say('Tình trạng', 'State')}: {status.label}"
    if status.closes:
        yield f"  {Say('Hạn góp ý', 'Comments')}: {deadline_words.until(status.closes)}"
    for line in _answers_due(record, now, settings):
        yield f"  {line}"
    for line in _unstated(record):
        yield f"  {line}"
    for name, file in sorted({**record.files, **record.side_files}.items()):
        yield f"  {Say('Tệp', 'File')}: {name} ({file.format}, {file.extent_words}, sha256 {file.sha256[:12]}…)"
    if draft.approved:
        how = LEVELS[draft.approved.level_key].name
        yield str(
            Say(
                f"  Đã duyệt {how} ngày {date_vi(draft.approved.date)}"
                + (" nhưng nội dung đã đổi." if changed else "."),
                f"  Approved ({draft.approved.level_key}) on {draft.approved.date}"
                + (", but it changed since." if changed else "."),
            )
        )


def _unstated(record: Record) -> Iterator[Say]:
    """What the pages will say in the agency's name without the record's own words, and what it promises."""
    comment = record.draft.comment
    if not (comment and comment.all):
        yield Say(
            "Cách góp ý: không ghi trong hồ sơ, đăng liên hệ của cơ quan trong danh mục",
            "Ways to comment: none in the record, the agency's own contact is published",
        )
    if comment and comment.privacy:
        yield Say(
            f"Cam kết về dữ liệu cá nhân: {comment.privacy.text} (căn cứ: {comment.privacy.basis})",
            f"Undertaking on personal data: {comment.privacy.text} (basis: {comment.privacy.basis})",
        )


def _answers_due(record: Record, now: datetime, settings: Settings) -> Iterator[Say]:
    """By when each round is to be answered, and who says so: pages promise it in the agency's name."""
    for number, round_ in enumerate(record.draft.rounds, 1):
        closes = closes_at(round_, now) if round_.opens else None
        if closes is None:
            continue
        nth = Say(f"đợt {number}", f"round {number}")
        due = answer_due(round_, closes, time_limits(settings))
        rule = settings.answer_due
        if due and due.day == round_.answer_due:
            basis = Say("theo hồ sơ", "by the record")
        elif due and rule:
            basis = Say(
                f"mặc định {rule.days} ngày, căn cứ: {rule.source}",
                f"by default {rule.days} days: {rule.source}",
            )
        if due:
            yield Say(
                f"Hạn công bố tiếp thu, giải trình, {nth.vi}: {deadline_words.due(due.day)} ({basis.vi})",
                f"Answer due, {nth.en}: {due.day} ({basis.en})",
            )
            continue
        unproved = (
            Say(
                f"; số {rule.days} ngày ở mkdocs.yml chưa được đối chiếu nên không áp dụng",
                f"; the {rule.days} days of mkdocs.yml are not verified and do not apply",
            )
            if rule
            else Say("", "")
        )
        yield Say(
            f"Hạn công bố tiếp thu, giải trình, {nth.vi}: không có{unproved.vi}",
            f"Answer due, {nth.en}: none{unproved.en}",
        )
