"""A record: everything that an officer wrote of one draft, the files beside it, and the line of each field."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from duthao.domain.draft import Draft
from duthao.domain.draft_parts.dossier_documents import Document
from duthao.errors import Finding, Say, Severity
from duthao.records import attachments, body, front_matter, released
from duthao.records.faulty_fields.left_out import as_written, in_data
from duthao.records.faulty_fields.noted_reads import plain
from duthao.records.record_tables.log_table import LogTable
from duthao.records.response_table import ResponseTable
from duthao.records.strict_yaml import Loc
from duthao.records.translation_files.translated_text import TranslatedText

FOLDER = "drafts"
INDEX = "index.md"
ALREADY_REPORTED = -1  # the line of a finding about a field whose own fault is reported
_LINE_END = re.compile(r"\n")
# Fields that nobody reads as text: addresses, digests, how a word is spoken.
_NO_PROSE = frozenset(
    {
        *("file", "minutes_file", "url", "form_url", "online_url", "gazette_url", "email"),
        *("sha256", "source_sha256", "prefill", "terms", "translations", "evidence"),
    }
)


@dataclass(frozen=True)
class Record:
    """One draft policy. `digest` changes whenever a byte of the record or of its files does.

    `faulty_fields` could not be read and were left out or filled in, so that the rules can still judge the rest in
    the same run; a record with any is never published. `side_files` are its files that are no documents: translations,
    recordings, the response table. `responses` is that table as it was read; counts of outcomes that nobody typed are
    its counts. `log` is what was done to make it known, no part of what is approved. `translations` are what stands in its translations, by language, declared or not. `history` is what was
    let out of it (None: nothing). `memo` is for `site.memo`.
    """

    id: str
    draft: Draft
    body: body.Body
    files: Mapping[str, attachments.Attachment]
    digest: str
    source: front_matter.SourceFile
    faulty_fields: frozenset[Loc] = frozenset()
    side_files: Mapping[str, attachments.Attachment] = field(default_factory=dict)
    responses: ResponseTable | None = None
    log: LogTable | None = None
    history: released.History | None = None
    translations: Mapping[str, TranslatedText] = field(default_factory=dict)
    memo: dict[Any, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def code(self) -> str:
        """The id as it is printed on paper."""
        return self.id.upper()

    @property
    def path(self) -> str:
        """`drafts/<id>/index.md`."""
        return f"{FOLDER}/{self.id}/{INDEX}"

    @property
    def published_translations(self) -> dict[str, TranslatedText]:
        """Those that somebody stands for, with a title and a summary, by language, sorted."""
        return {
            lang: text
            for lang, text in sorted(self.translations.items())
            if lang in self.draft.translations and text.title and text.summary
        }

    def place_in_body(self, start: int) -> tuple[int, int]:
        """Return the line and column of a place in `source.body`, which is counted in characters from 0."""
        line = bisect_right(self._line_starts, start)
        return self.source.body_line + line - 1, start - self._line_starts[line - 1] + 1

    @cached_property
    def texts(self) -> tuple[tuple[Loc, str], ...]:
        """Every text of the front matter that people read, with its place; last the body, whose place is ()."""
        return (*_texts(self.source.data, ()), ((), self.source.body))

    @cached_property
    def all_text(self) -> str:
        """All of `texts` in one, to see fast whether there is anything to look for."""
        return "\n".join(text for _, text in self.texts)

    def finding_in_text(
        self, rule: str, loc: Loc, start: int, width: int, message: Say, remedy: Say
    ) -> Finding:
        """Return a fault in one of `texts`: in the body at its line, else at the field."""
        if loc:
            return self.finding(rule, loc, message, remedy)
        line, column = self.place_in_body(start)
        field = self.field_at(line)
        return Finding(
            self.path, line, rule, message, remedy, column=column, width=width, field=field
        )

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return (0, *(match.end() for match in _LINE_END.finditer(self.source.body)))

    def finding(
        self, rule: str, loc: Loc, message: Say, remedy: Say, severity: Severity = "error"
    ) -> Finding:
        """Return a fault at a field of the front matter; a field that is absent is shown at the nearest one above it."""
        loc = in_data(loc, self.source.data)
        line, column, width = self.source.yaml.nearest(loc)
        if any(loc[: len(f)] == f or f[: len(loc)] == loc for f in self.faulty_fields):
            line = ALREADY_REPORTED
        return Finding(self.path, line, rule, message, remedy, severity, column, width, loc)

    def field_at(self, line: int) -> Loc:
        """The part of the body that a line of the file belongs to, as `Finding.field` names it."""
        section = next((s for s in reversed(self.body.sections) if s.line <= line), None)
        if section is None or not section.key:
            return ("body",)
        above = self.source.body.split("\n")[
            section.line - self.source.body_line + 1 : line - self.source.body_line + 1
        ]
        row = body.row_of_last(above)
        return ("body", section.key) if row is None else ("body", section.key, "rows", row)

    def documents(self) -> Iterator[tuple[Loc, Document]]:
        """Yield every document that the record lists, with its place in the front matter."""
        for place, document in enumerate(self.draft.documents):
            yield ("documents", place), document
        for number, round_ in enumerate(self.draft.rounds):
            for place, document in enumerate(round_.documents):
                yield ("rounds", number, "documents", place), document
            for turn, change in enumerate(round_.deadline_changes):
                for place, document in enumerate(change.documents):
                    at: Loc = ("rounds", number, "deadline_changes", turn, "documents", place)
                    yield at, document
        for number, stage in enumerate(self.draft.stages):
            for place, document in enumerate(stage.documents):
                yield ("stages", number, "documents", place), document
        posting = self.draft.official_posting
        for place, document in enumerate(posting.documents if posting else ()):
            yield ("official_posting", "documents", place), document

    def fields_of_files(self) -> dict[str, Loc]:
        """The name of every such file → the first field that names it. It says where, and is no ground to judge on: fields that
        could not be read are not in it.
        """
        named = dict[str, Loc]()
        for loc, name in replace(self, draft=plain(self.draft)).named_files():
            named.setdefault(name, as_written(loc, self.faulty_fields))
        return named

    def may_name(self, name: str) -> bool:
        """Whether a field or a group that could not be read may be the one that names a file beside the record."""
        return any(
            text == name or str(loc[-1]).endswith("file")
            for f in self.faulty_fields
            for loc, text in [(f, ""), *_leaves(_at(self.source.data, f), f)]
        )

    def named_files(self) -> Iterator[tuple[Loc, str]]:
        """Yield the name of every file beside the record that a field names, with the field's place."""
        for loc, document in self.documents():
            if document.file:
                yield (*loc, "file"), document.file
        for number, round_ in enumerate(self.draft.rounds):
            outcome = round_.outcome
            for name in ("summarised", "answered"):
                step = getattr(outcome, name) if outcome else None
                if step and step.file:
                    yield ("rounds", number, "outcome", name, "file"), step.file
        for place, meeting in enumerate(self.draft.events):
            if meeting.minutes_file:
                yield ("events", place, "minutes_file"), meeting.minutes_file
            for number, handout in enumerate(meeting.handouts):
                if handout.file:
                    yield ("events", place, "handouts", number, "file"), handout.file


def _texts(value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, str):
            if key not in _NO_PROSE and (" " in inner or not inner.isascii()):
                yield (*loc, key), inner
        elif inner and key not in _NO_PROSE:
            yield from _texts(inner, (*loc, key))


def _at(value: Any, loc: Loc) -> Any:
    for part in loc:
        if isinstance(value, dict):
            value = value.get(str(part), "")
        else:
            inside = isinstance(value, list) and isinstance(part, int) and part < len(value)
            value = value[part] if inside else ""
    return value


def _leaves(value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, str):
        yield loc, value
        return
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _leaves(inner, (*loc, key))
