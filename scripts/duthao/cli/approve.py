"""`duthao approve`: an office says that a record may go out, and that it holds no state secret."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from duthao import clock
from duthao.builder import deep_check
from duthao.builder.site_stage import Progress
from duthao.cli.console import FINE, FOUND, progress, replace_file
from duthao.cli.findings_report import print_findings
from duthao.clock import date_vi
from duthao.domain import deadline_words
from duthao.domain.draft import NoSecret
from duthao.domain.lifecycle import view
from duthao.domain.rounds import answer_due, closes_at, time_limits
from duthao.domain.settings import Settings
from duthao.errors import DuthaoError, Say
from duthao.records import approval, record_reader, settings_reader
from duthao.records.record import Record

_DECLARATION = Say(
    "Hồ sơ này, gồm nội dung và mọi tệp đính kèm, không chứa bí mật nhà nước.",
    "This record, its text and all its files, holds no state secret.",
)
_YES = ("có", "co", "yes")


class Flags(NamedTuple):
    """Who approves, the number of the decision, who declares; empty where a person is to be asked."""

    by: str = ""
    reference: str = ""
    no_secret_by: str = ""


def run(arguments: argparse.Namespace) -> int:
    """Approve the records that were named, or all; see `approve`."""
    root = arguments.root.resolve()
    ids = record_reader.ids(root) if arguments.all else [_record_id(i) for i in arguments.ids]
    flags = Flags(arguments.by.strip(), arguments.reference.strip(), arguments.no_secret_by.strip())
    return approve(root, ids, flags, arguments.as_of, progress)


def _record_id(text: str) -> str:
    """The id, or that of the record at a path."""
    path = Path(text)
    name = path.resolve().parent.name if path.name.endswith(".md") else path.name
    return name.lower()  # on paper it stands in capitals


def approve(
    root: Path,
    ids: Sequence[str],
    flags: Flags,
    as_of: str | None,
    watch: Progress = lambda stage, done, total: None,
) -> int:
    """Approve these records. Returns 1 when one has errors and was left as it is."""
    settings, _ = settings_reader.load(root)
    now = clock.now(as_of or settings.as_of)
    if unknown := [i for i in ids if i not in record_reader.ids(root)]:
        raise DuthaoError(
            Say(
                f"Không có hồ sơ {', '.join(unknown)}.", f"There is no record {', '.join(unknown)}."
            )
        )
    if not ids:
        raise DuthaoError(
            Say("Ghi mã hồ sơ cần duyệt, hoặc --all.", "Name the records to approve, or use --all.")
        )
    findings = [
        f
        for f in deep_check.check(root, as_of, frozenset(ids), watch)
        if f.rule not in (approval.NEVER, approval.BROKEN)  # what approving mends
    ]
    print_findings(findings, "text", root)
    refused = {f.path.split("/")[1] for f in findings if f.severity == "error"}
    for record_id in ids:
        if refused & {record_id, "_registers"}:
            print(
                Say(
                    f"{record_id}: còn lỗi nên không duyệt.",
                    f"{record_id}: not approved, there are errors.",
                ),
                file=sys.stderr,
            )
        else:
            _approve_one(root, record_id, flags, now, settings)
    return FOUND if refused else FINE


def _approve_one(
    root: Path, record_id: str, flags: Flags, now: datetime, settings: Settings
) -> None:
    record, _ = record_reader.read(root, record_id)
    assert record
    if approval.fault(record) is None:
        print(
            Say(
                f"{record_id}: đã duyệt, nội dung không đổi.",
                f"{record_id}: approved already, nothing changed.",
            )
        )
        return
    for line in _summary(record, now, settings):
        print(line)
    answers = _complete(record, flags)
    text = approval.approved_text(
        root, record_id, answers.by, now.date(), answers.reference, answers.no_secret_by
    )
    replace_file(root / record.path, text)
    print(
        Say(
            f"{record_id}: đã duyệt. Gửi thay đổi vào kho; tự đưa lên thì chạy «duthao release» rồi «duthao build».",
            f"{record_id}: approved. Commit it; by hand, run `duthao release`, then `duthao build`.",
        )
    )


def _summary(record: Record, now: datetime, settings: Settings) -> Iterator[str]:
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
        yield str(
            Say(
                f"  Đã duyệt ngày {date_vi(draft.approved.date)} nhưng nội dung đã đổi.",
                f"  Approved on {draft.approved.date}, but it changed since.",
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


def _complete(record: Record, flags: Flags) -> Flags:
    """The answers: flags first, then the person at the terminal. Raises DuthaoError when nobody can be asked."""
    earlier = record.draft.no_secret
    if not sys.stdin.isatty():
        if not flags.by:
            raise DuthaoError(
                Say("Thiếu --by (người hoặc đơn vị duyệt).", "--by is missing (who approves).")
            )
        if not flags.no_secret_by and earlier is None:
            raise DuthaoError(
                Say(
                    f"{record.id}: thiếu --no-secret-by (đơn vị khẳng định: {_DECLARATION.vi})",
                    f"{record.id}: --no-secret-by is missing (who declares: {_DECLARATION.en})",
                )
            )
        return flags
    by = flags.by or _ask(Say("Người hoặc đơn vị duyệt", "Who approves"))
    reference = flags.reference or _ask(
        Say("Số văn bản duyệt (Enter nếu không có)", "Number of the decision (Enter for none)"),
        optional=True,
    )
    declared = flags.no_secret_by or _declared(earlier)
    if (
        not flags.by
        and _ask(Say("Duyệt để công bố? (có/không)", "Approve for publication? (yes/no)")).lower()
        not in _YES
    ):
        raise DuthaoError(
            Say("Không duyệt. Hồ sơ giữ nguyên.", "Not approved. The record is as it was.")
        )
    return Flags(by, reference, declared)


def _declared(earlier: NoSecret | None) -> str:
    """The office that declares that there is no state secret; the earlier one when it says so again."""
    print(f"{Say('Khẳng định', 'Declaration')}: «{_DECLARATION}»")
    if earlier is None:
        return _ask(Say("Đơn vị khẳng định", "Office that declares it"))
    name, day = earlier.by, earlier.date
    print(Say(f"  Lần trước: {name}, ngày {date_vi(day)}.", f"  Before: {name}, on {day}."))
    question = Say(f"Đơn vị khẳng định (Enter: {name})", f"Office that declares it (Enter: {name})")
    return _ask(question, optional=True) or name


def _ask(question: Say, *, optional: bool = False) -> str:
    while True:
        try:
            reply = input(f"{question}: ").strip()
        except EOFError:
            raise DuthaoError(
                Say("Không duyệt. Hồ sơ giữ nguyên.", "Not approved. The record is as it was.")
            ) from None
        if reply or optional:
            return reply
