"""What was released of a record: one line of `drafts/_registers/published.yml`, so that a promise broken later is found.

See docs/decisions/0015-what-was-published.md.
"""

from __future__ import annotations

import hashlib
from datetime import date

from pydantic import Field, ValidationError

from duthao.model import Change, DeadlineChange, Round, Sha256, StageEntry, Strict
from duthao.records import Record

KEYS = "_keys"  # the line that holds the keys of registers, which stand in addresses


class ReleasedFile(Strict):
    """A file as it was put out."""

    version: int
    sha256: Sha256


class ReleasedRound(Strict):
    """The dates of a round as they were announced; `opens` is empty where it had not opened yet."""

    opens: str = ""
    closes: str = ""
    deadline_changes: tuple[str, ...] = ()


class Released(Strict):
    """What may not change any more; entries of lists are held as digests."""

    on: str
    files: dict[str, ReleasedFile] = Field({})
    rounds: tuple[ReleasedRound, ...] = ()
    changes: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


def of(record: Record, on: date) -> Released:
    """What a release of the record on that day fixes."""
    front = record.front
    return Released(
        on=on.isoformat(),
        files=files(record),
        rounds=tuple(_round(r, on) for r in front.rounds),
        changes=tuple(map(digest, front.changes)),
        stages=tuple(sorted(map(digest, front.stages))),
    )


def files(record: Record) -> dict[str, ReleasedFile]:
    """Every file of the record with its version; a file that is no document has version 1 for ever."""
    versions = {
        document.file: document.version for _, document in record.documents() if document.file
    }
    return {
        name: ReleasedFile(version=versions.get(name, 1), sha256=file.sha256)
        for name, file in sorted(record.files.items())
    }


def digest(entry: DeadlineChange | Change | StageEntry) -> str:
    """Of all that an append-only entry says (of a stage: what and when; its note may be bettered)."""
    published = entry.published.text if entry.published else ""
    said: tuple[str, ...]
    if isinstance(entry, StageEntry):
        said = (entry.stage, entry.at.text, published)
    elif isinstance(entry, Change):
        said = (entry.kind, entry.at.text, published, entry.note)
    else:
        said = (entry.closes.text, entry.decided.text, published, entry.reason)
    return hashlib.blake2b("\0".join(said).encode(), digest_size=8).hexdigest()


def line(key: str, released: Released) -> str:
    """The line of `published.yml` under the record's id."""
    return f"{key}: {released.model_dump_json(exclude_defaults=True)}"


def read(text: str) -> Released | None:
    """The JSON of a line; None when it is not ours."""
    try:
        return Released.model_validate_json(text)
    except ValidationError:
        return None


def keys(text: str) -> dict[str, list[str]] | None:
    """Register → the keys that stood in released addresses, from the JSON of the line `_keys`; None when it is not ours."""
    from pydantic import TypeAdapter

    try:
        return TypeAdapter(dict[str, list[str]]).validate_json(text)
    except ValidationError:
        return None


def _round(round_: Round, on: date) -> ReleasedRound:
    opened = round_.opens is not None and round_.opens.day <= on
    return ReleasedRound(
        opens=round_.opens.text if round_.opens and opened else "",
        closes=round_.closes.text if round_.closes else "",
        deadline_changes=tuple(map(digest, round_.deadline_changes)),
    )
