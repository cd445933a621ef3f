"""The tables that lie beside a record: of opinions and answers, and the log; of two of a kind nobody could say which holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from duthao.domain.communication_log import is_address
from duthao.errors import Finding, Say
from duthao.records import responses_reader
from duthao.records.record_tables import log_reader
from duthao.records.record_tables.log_table import LogTable
from duthao.records.response_table import ResponseTable


def responses(
    folder: Path, where: str, names: Collection[str]
) -> tuple[ResponseTable | None, list[Finding]]:
    """The table of responses; None where there is none. `names` are those of the files in the folder, `where` its path."""
    found = sorted({*names} & set(responses_reader.NAMES))
    if len(found) > 1:
        return None, [
            Finding(
                f"{where}/{found[1]}",
                0,
                "responses-twice",
                Say("Có hai bảng tổng hợp ý kiến.", "There are two tables of responses."),
                Say(f"Giữ một trong hai: {' hoặc '.join(found)}.", "Keep one."),
            )
        ]
    if not found:
        return None, []
    return responses_reader.read(folder / found[0], f"{where}/{found[0]}")


def log(
    folder: Path, where: str, names: Collection[str], files: Callable[[], Iterable[str]]
) -> tuple[LogTable | None, list[Finding]]:
    """The log, with the evidence that is missing; None where there is none. `files` gives the paths of all files in the folder."""
    found = sorted({*names} & set(log_reader.NAMES))
    if len(found) > 1:
        return None, [
            Finding(
                f"{where}/{found[1]}",
                0,
                "log-twice",
                Say("Có hai nhật ký truyền thông.", "There are two logs."),
                Say(f"Giữ một trong hai: {' hoặc '.join(found)}.", "Keep one."),
            )
        ]
    if not found:
        return None, []
    table, findings = log_reader.read(folder / found[0], f"{where}/{found[0]}")
    if table and (named := frozenset(evidence_files(table))):
        table = replace(table, missing=named - set(files()))
    return table, findings


def evidence_files(table: LogTable | None) -> Iterator[str]:
    """Every file that a log names as evidence, by its path in the record's folder."""
    for row in table.entries if table else ():
        yield from (name for name in row.evidence if not is_address(name))
