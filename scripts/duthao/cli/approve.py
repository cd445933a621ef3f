"""`duthao approve`: an office says that a record may go out, and that it holds no state secret."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from duthao import clock
from duthao.builder import deep_check
from duthao.builder.site_stage import Progress
from duthao.cli.report import tell
from duthao.clock import date_vi, until_words
from duthao.domain.lifecycle import answer_due, closes_at, terms_of, view
from duthao.domain.settings import Settings
from duthao.errors import DuthaoError, Say
from duthao.records import approval, record_reader, settings_reader
from duthao.records.record import Record

_DECLARATION = Say(
    "Hồ sơ này, gồm nội dung và mọi tệp đính kèm, không chứa bí mật nhà nước.",
    "This record, its text and all its files, holds no state secret.",
)
_OURS = (approval.NEVER, approval.BROKEN)  # what approving mends
_YES = ("có", "co", "yes")


@dataclass(frozen=True)
class Given:
    """What the flags say; empty where a person is asked."""

    by: str = ""
    reference: str = ""
    no_secret_by: str = ""
    all: bool = False


def approve(
    root: Path,
    ids: list[str],
    given: Given,
    as_of: str | None,
    watch: Progress = lambda stage, done, of: None,
) -> int:
    """Approve these records, or all that are not approved. Returns 1 when one has errors and was left as it is."""
    ours, _ = settings_reader.load(root)
    now = clock.now(as_of or ours.as_of)
    wanted = record_reader.ids(root) if given.all else ids
    if unknown := [i for i in wanted if i not in record_reader.ids(root)]:
        raise DuthaoError(
            Say(
                f"Không có hồ sơ {', '.join(unknown)}.", f"There is no record {', '.join(unknown)}."
            )
        )
    if not wanted:
        raise DuthaoError(
            Say("Ghi mã hồ sơ cần duyệt, hoặc --all.", "Name the records to approve, or use --all.")
        )
    judged = deep_check.check(root, as_of, frozenset(wanted), watch)
    findings = [f for f in judged if f.rule not in _OURS]
    tell(findings, "text", root)
    refused = {f.path.split("/")[1] for f in findings if f.severity == "error"}
    for record_id in wanted:
        if refused & {record_id, "_registers"}:
            print(
                Say(
                    f"{record_id}: còn lỗi nên không duyệt.",
                    f"{record_id}: not approved, there are errors.",
                ),
                file=sys.stderr,
            )
        else:
            _one(root, record_id, given, now, ours)
    return 1 if refused else 0


def _one(root: Path, record_id: str, given: Given, now: datetime, ours: Settings) -> None:
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
    for line in _shown(record, now, ours):
        print(line)
    given = _asked(record, given)
    path = root / record.path
    text = approval.approved_text(
        root, record_id, given.by, now.date(), given.reference, given.no_secret_by
    )
    half = path.with_name(f".{path.name}.half")
    half.write_bytes(text.encode())
    half.replace(path)
    print(
        Say(
            f"{record_id}: đã duyệt. Gửi thay đổi vào kho; tự đưa lên thì chạy «duthao release» rồi «duthao build».",
            f"{record_id}: approved. Commit it; by hand, run `duthao release`, then `duthao build`.",
        )
    )


def _shown(record: Record, now: datetime, ours: Settings) -> Iterator[str]:
    """What is being approved, for the person who answers for it."""
    front, seen = record.draft, view(record.draft, now, terms_of(ours))
    yield f"{record.code}: {front.title}"
    yield f"  {Say('Tình trạng', 'State')}: {seen.label}"
    if seen.closes:
        yield f"  {Say('Hạn góp ý', 'Comments')}: {until_words(seen.closes)}"
    for line in _due(record, now, ours):
        yield f"  {line}"
    for line in _printed(record):
        yield f"  {line}"
    for name, file in sorted({**record.files, **record.side_files}.items()):
        yield f"  {Say('Tệp', 'File')}: {name} ({file.format}, {file.extent_words}, sha256 {file.sha256[:12]}…)"
    if front.approved:
        yield str(
            Say(
                f"  Đã duyệt ngày {date_vi(front.approved.date)} nhưng nội dung đã đổi.",
                f"  Approved on {front.approved.date}, but it changed since.",
            )
        )


def _printed(record: Record) -> Iterator[Say]:
    """What is published in the agency's name that the record does not say itself, or promises."""
    asked = record.draft.comment
    named = asked and (asked.form_url or asked.email or asked.postal_address)
    if not (named or (asked and (asked.phone or asked.in_person))):
        yield Say(
            "Cách góp ý: không ghi trong hồ sơ, đăng liên hệ của cơ quan trong danh mục",
            "Ways to comment: none in the record, the agency's own contact is published",
        )
    if asked and asked.privacy:
        yield Say(
            f"Cam kết về dữ liệu cá nhân: {asked.privacy.text} (căn cứ: {asked.privacy.basis})",
            f"Undertaking on personal data: {asked.privacy.text} (basis: {asked.privacy.basis})",
        )


def _due(record: Record, now: datetime, ours: Settings) -> Iterator[Say]:
    """By when each round is to be answered, and who says so: pages promise it in the agency's name."""
    for number, round_ in enumerate(record.draft.rounds, 1):
        closes = closes_at(round_, now) if round_.opens else None
        if closes is None:
            continue
        nth = Say(f"đợt {number}", f"round {number}")
        due = answer_due(round_, closes, terms_of(ours))
        rule = ours.answer_due
        if due and due.day == round_.answer_due:
            basis = Say("theo hồ sơ", "by the record")
        elif due and rule:
            basis = Say(
                f"mặc định {rule.days} ngày, căn cứ: {rule.source}",
                f"by default {rule.days} days: {rule.source}",
            )
        if due:
            yield Say(
                f"Hạn công bố tiếp thu, giải trình, {nth.vi}: hết ngày {date_vi(due.day)} ({basis.vi})",
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


def _asked(record: Record, given: Given) -> Given:
    """The answers: flags first, then the person at the terminal. Raises DuthaoError when nobody can be asked."""
    held = record.draft.no_secret
    if not sys.stdin.isatty():
        if not given.by:
            raise DuthaoError(
                Say("Thiếu --by (người hoặc đơn vị duyệt).", "--by is missing (who approves).")
            )
        if not given.no_secret_by and held is None:
            raise DuthaoError(
                Say(
                    f"{record.id}: thiếu --no-secret-by (đơn vị khẳng định: {_DECLARATION.vi})",
                    f"{record.id}: --no-secret-by is missing (who declares: {_DECLARATION.en})",
                )
            )
        return given
    by = given.by or _ask(Say("Người hoặc đơn vị duyệt", "Who approves"))
    reference = given.reference or _ask(
        Say("Số văn bản duyệt (Enter nếu không có)", "Number of the decision (Enter for none)"),
        optional=True,
    )
    declared = given.no_secret_by or _declared(held.by if held else "", held.date if held else None)
    if (
        not given.by
        and _ask(Say("Duyệt để công bố? (có/không)", "Approve for publication? (yes/no)")).lower()
        not in _YES
    ):
        raise DuthaoError(
            Say("Không duyệt. Hồ sơ giữ nguyên.", "Not approved. The record is as it was.")
        )
    return Given(by, reference, declared)


def _declared(held: str, since: date | None) -> str:
    """The office that declares that there is no state secret; the earlier one when it says so again."""
    print(f"{Say('Khẳng định', 'Declaration')}: «{_DECLARATION}»")
    if since:
        print(Say(f"  Lần trước: {held}, ngày {date_vi(since)}.", f"  Before: {held}, on {since}."))
    question = (
        Say(f"Đơn vị khẳng định (Enter: {held})", f"Office that declares it (Enter: {held})")
        if held
        else Say("Đơn vị khẳng định", "Office that declares it")
    )
    return _ask(question, optional=bool(held)) or held


def _ask(question: Say, *, optional: bool = False) -> str:
    while True:
        try:
            said = input(f"{question}: ").strip()
        except EOFError:
            raise DuthaoError(
                Say("Không duyệt. Hồ sơ giữ nguyên.", "Not approved. The record is as it was.")
            ) from None
        if said or optional:
            return said
