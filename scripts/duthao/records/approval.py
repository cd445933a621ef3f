"""Approval: a responsible office stands for exactly this content. What changed since is not approved.

The digest covers what an officer wrote and nothing of how: front matter without `approved` and without what was accepted
of its channels, which is never published, body, and the digests of all files. Comments, the order of fields and line ends
do not matter, those of translations neither; of all other files every byte does. A table of responses is covered as far as
it is published: while answers are still being written a site must not stop for them.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from duthao.domain import responses
from duthao.domain.approvals.approval_fields import ApprovalLevel
from duthao.domain.channel_use import ACCEPTED
from duthao.errors import DuthaoError, Finding, Say
from duthao.records import front_matter, record_reader, responses_reader
from duthao.records.approvals.approved_content import ApprovedContent
from duthao.records.record import Record
from duthao.records.record_writer.rewrite import Unwritable, rewrite
from duthao.records.strict_yaml import Value

NEVER = "not-approved"
BROKEN = "approval-broken"


def content_sha256(record: Record) -> str:
    """Return the digest (hex) that approval is given to."""
    return content(record).sha256


def content(record: Record) -> ApprovedContent:
    """Return all that approval is given to."""
    data = {key: value for key, value in record.source.data.items() if key != "approved"}
    if isinstance(channels := data.get("channels"), list):
        data["channels"] = [_without_acceptance(channel) for channel in channels]
    table = _published_of_table(record)
    translations = {f"{lang}.md": text.sha256 for lang, text in record.translations.items()}
    files = {
        name: translations.get(name, file.sha256)
        for name, file in {**record.files, **record.side_files}.items()
        if name not in responses_reader.NAMES or table is None
    }
    return ApprovedContent(data, record.source.body.strip(), files, table)


def _without_acceptance(channel: Value) -> Value:
    if not isinstance(channel, dict):
        return channel
    return {key: value for key, value in channel.items() if key != ACCEPTED}


def _published_of_table(record: Record) -> str | None:
    """What is published of a table of responses that does not go out whole: of each round nothing before it has a result,
    the counts once a summary is out, the rows with the answer. None where all of its rows go out, and so the file.
    """
    table, outcomes = record.responses, [round_.outcome for round_ in record.draft.rounds]
    answered = {n for n, outcome in enumerate(outcomes, 1) if outcome and outcome.answered}
    if table is None or (answered and {row.round for row in table.rows} <= answered):
        return None
    rows = [responses_reader.written(row) for row in table.rows if row.round in answered]
    summarised = {n for n, outcome in enumerate(outcomes, 1) if outcome and outcome.summarised}
    counts = {n: responses.counts(table.of_round(n)) for n in sorted(summarised - answered)}
    return json.dumps([rows, counts], ensure_ascii=False) if rows or counts else ""


def fault(record: Record) -> Finding | None:
    """Return why the record may not be published: never approved (a warning), or what was released is not approved (an error)."""
    again = Say(f"Chạy «duthao approve {record.id}».", f"Run `duthao approve {record.id}`.")
    approved = record.draft.approved
    if approved is None and record.history:
        return record.finding(
            BROKEN,
            (),
            Say(
                "Hồ sơ đã công bố nay không còn phần duyệt.",
                "The record was released, and its approval is gone.",
            ),
            again,
        )
    if approved is None:
        return Finding(
            record.path,
            0,
            NEVER,
            Say(
                "Hồ sơ chưa được duyệt nên không công bố.",
                "The record was never approved: it is left out.",
            ),
            again,
            "warning",
        )
    if approved.sha256 != content_sha256(record):
        return record.finding(
            BROKEN,
            ("approved",),
            Say(
                "Nội dung đã thay đổi sau khi duyệt.", "The content changed after it was approved."
            ),
            Say(
                f"Duyệt lại: chạy «duthao approve {record.id}».",
                f"Run `duthao approve {record.id}` again.",
            ),
        )
    return None


class GivenApproval(NamedTuple):
    """Who approves, and how: a key of `approvers.yml` with a level, or a name without one. "" where there is no number."""

    by: str
    day: date
    level: ApprovalLevel | None = None
    reference: str = ""


def approved_text(
    root: Path, record_id: str, by: str, day: date, reference: str = "", no_secret_by: str = ""
) -> str:
    """As `text_with_approval`, by a name and without a level."""
    return text_with_approval(
        root, record_id, GivenApproval(by, day, reference=reference), no_secret_by
    ).text


class WrittenApproval(NamedTuple):
    """index.md with the approval, the record as it then is, and what was approved."""

    text: str
    record: Record
    content: ApprovedContent


def text_with_approval(
    root: Path, record_id: str, approver: GivenApproval, no_secret_by: str = ""
) -> WrittenApproval:
    """Return the record's index.md with its approval, and the declaration of no state secret where one is given.

    Only the lines of these two fields change: comments and every other byte stay. Raises DuthaoError where
    the record cannot be read, or is written so that its lines cannot be changed.
    """
    record, _ = record_reader.read(root, record_id)
    if record is None or record.faulty_fields:
        raise DuthaoError(
            Say(
                f"Hồ sơ {record_id} có lỗi; chạy «duthao check» trước.",
                f"{record_id} has faults; run `duthao check`.",
            )
        )
    path = root / record.path
    text = path.read_bytes().decode("utf-8")
    if no_secret_by:
        text = declared_text(record, root, no_secret_by, approver.day)
        record = _reread(record, text)
    given = content(record)
    approved: Value = {
        "by": approver.by,
        "date": approver.day.isoformat(),
        **({"level": approver.level} if approver.level else {}),
        **({"reference": approver.reference} if approver.reference else {}),
        "sha256": given.sha256,
    }
    text = _with_field(text, record, "approved", approved, before="no_secret")
    record = _reread(record, text)
    if fault(record):
        raise _unwritable(record_id)
    return WrittenApproval(text, record, given)


def declared_text(record: Record, root: Path, unit: str, day: date) -> str:
    """Return the record's index.md with the declaration of no state secret. Raises DuthaoError as above."""
    text = (root / record.path).read_bytes().decode("utf-8")
    declared: Value = {"by": unit, "date": day.isoformat()}
    return _with_field(text, record, "no_secret", declared, before="demo")


def _reread(record: Record, text: str) -> Record:
    """The record as it is when its index.md holds this text."""
    source, _ = front_matter.read_document(text.encode(), record.path)
    if source is None:
        raise _unwritable(record.id)
    try:
        draft = type(record.draft).model_validate(source.data)
    except ValueError:
        raise _unwritable(record.id) from None
    return replace(record, source=source, draft=draft)


def _unwritable(record_id: str) -> DuthaoError:
    return DuthaoError(
        Say(
            f"Phần khai báo của {record_id} viết theo cách lạ nên không ghi thêm được: mỗi trường phải ở dòng riêng.",
            f"The front matter of {record_id} is laid out so that nothing can be added: give each field a line of its own.",
        )
    )


def _with_field(text: str, record: Record, name: str, value: Value, before: str) -> str:
    """The text with this top-level field, put before another one (else at the end) where it is new."""
    data = dict(record.source.data)
    fields = [*data]
    if name not in data:
        fields.insert(fields.index(before) if before in data else len(fields), name)
    try:
        return rewrite(text, {key: value if key == name else data[key] for key in fields})
    except Unwritable:
        raise _unwritable(record.id) from None
