"""Files that go along with a form: those that lie beside it and that a row of it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from duthao.domain.record_questions import questions
from duthao.domain.record_questions.questions import LIST
from duthao.errors import FieldPath
from duthao.records.strict_yaml import Value
from duthao.records.word_forms.merged_record import RowChange
from duthao.records.word_forms.record_at import RecordText

_PLAIN_NAME = re.compile(r"[^\s/\\.][^/\\]*")
_OF_FILE = ("version",)  # beside the name: a row that says that the file is another


class FilesBeside(NamedTuple):
    """`taken`, by name; of them `replaced` are those that the record has with other content. `left` lie beside the form with
    other content than the record's, but no row says that they replace it: another draft's file may have the same name.
    """

    taken: Mapping[str, Path]
    replaced: frozenset[str]
    left: tuple[str, ...]


def files_beside(
    beside: Path,
    data: Mapping[str, Value],
    known: RecordText | None,
    changes: Sequence[RowChange],
) -> FilesBeside:
    """Of the files that the record names. One that the record has is replaced only where the row of its name or version changed."""
    changed = {change.path for change in changes}
    told: dict[str, bool] = {}  # name → whether a row about it changed
    for at, name in _named(dict(data), ()):
        rows = {at, *((*at[:-1], other) for other in _OF_FILE)}
        told[name] = told.get(name, False) or not changed.isdisjoint(rows)
    taken: dict[str, Path] = {}
    replaced: set[str] = set()
    left: list[str] = []
    for name, is_told in sorted(told.items()):
        path, own = beside / name, known.folder / name if known else None
        if not _PLAIN_NAME.fullmatch(name) or not path.is_file() or path.is_symlink():
            continue
        if own and own.is_file():
            if own.read_bytes() == path.read_bytes():
                continue
            if not is_told:
                left.append(name)
                continue
            replaced.add(name)
        taken[name] = path
    return FilesBeside(taken, frozenset(replaced), tuple(left))


def _named(value: Value, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """Every name of a file in the record, with its path."""
    if isinstance(value, str):
        asked = questions.by_path().get(
            ".".join(LIST if isinstance(p, int) else str(p) for p in path)
        )
        if asked and asked.kind == "file":
            yield path, value
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _named(inner, (*path, place))
    else:
        for key, inner in value.items():
            yield from _named(inner, (*path, key))
