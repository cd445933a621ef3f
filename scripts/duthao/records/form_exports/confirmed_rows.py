"""Confirmed rows of the work table as rows of the table of responses, held against all that may not enter it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from duthao.domain import responses
from duthao.domain.registers import Registers
from duthao.errors import Finding, Say
from duthao.records import csv_cells, responses_reader, sensitive_data
from duthao.records.form_exports.private_details import ADDRESS, NAME, details, known_phrase
from duthao.records.form_exports.work_table import ADDED, NAMES_SEEN, WorkRow, WorkTable

_PRIVATE = "response-personal-data"
ANSWERS = ("verdict", "answer", "changed")  # what is written once a row is in the table
_TEXTS = ("group", "body", "place", "gist", "answer", "changed")
_KEYS = ("body", "place")  # of these no letter is shown
_NUMBER = re.compile(r"[0-9]{1,7}")


def to_be_added(
    table: WorkTable, taken: Iterable[int], where: str
) -> tuple[list[WorkRow], list[Finding]]:
    """The confirmed rows that are not in the table of responses yet, with a number each; and every number that is another row's.

    `taken` are the numbers in use there, `where` is the file that findings name.
    """
    used = set(taken)
    waiting = [row for row in table.rows if row.confirmed and not row.added]
    following = max(used, default=0)
    added: list[WorkRow] = []
    findings: list[Finding] = []
    for row in waiting:
        number = row.cells.get("no", "")
        if _NUMBER.fullmatch(number):
            if int(number) in used:
                findings.append(_clash(row, number, where))
                continue
            used.add(int(number))
            following = max(following, int(number))
    for row in waiting:
        number = row.cells.get("no", "")
        if _NUMBER.fullmatch(number):
            if any(f.line == row.number for f in findings):
                continue
        elif not number:
            following += 1
            number = str(following)
        added.append(
            row._replace(cells={**row.cells, "no": number}, beside={**row.beside, ADDED: number})
        )
    return added, findings


def known_again(
    new: Sequence[responses.Response], rows: Sequence[responses.Response], claimed: Iterable[int]
) -> dict[int, int]:
    """Of rows that are to be added those that stand in the table already, answers aside: number given → number there.

    So does a workbook look that was open while its rows were brought over and was saved again without their numbers.
    `claimed` are numbers that rows of the work table bear.
    """
    there: dict[responses.Response, list[int]] = defaultdict(list)
    taken = set(claimed)
    for row in rows:
        if row.no not in taken:
            there[_opinion(row)].append(row.no)
    return {row.no: there[_opinion(row)].pop(0) for row in new if there.get(_opinion(row))}


def _opinion(row: responses.Response) -> responses.Response:
    """The row without its number and its answer."""
    return replace(row, no=0, verdict="", answer="", changed="")


def gone(table: WorkTable, taken: Iterable[int]) -> list[int]:
    """The numbers of rows that were brought to the table of responses and stand there no more: nobody brings them again."""
    used = set(taken)
    return [
        row.added for row in table.rows if row.confirmed and row.added and row.added not in used
    ]


def answered_since(table: WorkTable, taken: Iterable[int]) -> list[WorkRow]:
    """The rows that are in the table of responses already, of whose numbers `taken` are, and that have something of an answer."""
    used = set(taken)
    return [
        row._replace(cells={**row.cells, "no": str(row.added)})
        for row in table.rows
        if row.added in used and any(row.cells.get(key) for key in ANSWERS)
    ]


class Filled(NamedTuple):
    """Rows of the table of responses with answers filled in: the numbers of these, and those of rows that stay as they are, with
    the column that says something else than the work table ("gist": the number is another opinion's by now).
    """

    rows: tuple[responses.Response, ...]
    numbers: tuple[int, ...]
    different: tuple[tuple[int, str], ...]


def filled_in(
    rows: Sequence[responses.Response],
    answered: Sequence[responses.Response],
    published: Container[int] = (),
) -> Filled:
    """The rows with what `answered` (see `answered_since`) says where they are blank; nothing that stands there is replaced.

    Verdict, answer and change belong together: where one of them differs none is filled. In rounds that are `published`
    nothing is.
    """
    written = {row.no: row for row in answered}
    filled: list[responses.Response] = []
    numbers: list[int] = []
    different: list[tuple[int, str]] = []
    for row in rows:
        new = written.get(row.no, row)
        if (new.gist, new.round) != (row.gist, row.round):
            differs, blank = ["gist"], {}
        else:
            said = {key: getattr(new, key) for key in ANSWERS}
            differs = [
                key
                for key, value in said.items()
                if value != (held := getattr(row, key))
                and ((held and (value or key == "verdict")) or (value and row.round in published))
            ]
            blank = {key: value for key, value in said.items() if value and not getattr(row, key)}
        if differs:
            blank = {}
        different += [(row.no, key) for key in differs]
        numbers += [row.no] if blank else []
        filled.append(replace(row, **blank))
    return Filled(tuple(filled), tuple(numbers), tuple(different))


def _clash(row: WorkRow, number: str, where: str) -> Finding:
    return Finding(
        where,
        row.number,
        responses_reader.KIND.value.id,
        Say(
            f"Cột «{responses.heading('no')}»: số {number} đã là của một dòng khác.",
            f"Column `no`: {number} is the number of another row.",
        ),
        Say(
            "Xóa số trong ô này; máy đánh số tiếp theo.",
            "Empty the cell; the next number is given.",
        ),
    )


def responses_of(
    rows: Sequence[WorkRow], private: frozenset[str], registers: Registers, where: str
) -> tuple[tuple[responses.Response, ...], list[Finding]]:
    """The rows as responses, and every fault in them: what the reader of the table says, and what is a person's own.

    `where` is the file that findings name; they give rows of the work table.
    """
    raw = csv_cells.write(
        [
            [column.heading for column in responses.COLUMNS],
            *([_line(row.cells.get(key, "")) for key in responses.KEYS] for row in rows),
        ]
    )
    table, findings = responses_reader.parse(raw, responses_reader.NAMES[0])
    findings = [
        replace(
            f,
            path=where,
            line=rows[f.line - 2].number if 2 <= f.line < len(rows) + 2 else 0,
            column=0,
            width=0,
        )
        for f in findings
    ]
    for row in rows:
        findings += _private(row, private, where)
        findings += _unregistered(row, registers, where)
    return (table.rows if table else ()), findings


def _line(text: str) -> str:
    return " ".join(text.split())


def _private(row: WorkRow, private: frozenset[str], where: str) -> Iterator[Finding]:
    """What stands in a row of whoever commented: a number, an address, what they wrote into the form's own fields."""
    for key in _TEXTS:
        text = row.cells.get(key, "")
        if not text:
            continue
        column = responses.heading(key)
        hits = [hit.masked for hit in sensitive_data.personal(text)]
        if hits or known_phrase(text, private):
            shown = f" ({', '.join(hits)})" if hits and key not in _KEYS else ""
            yield Finding(
                where,
                row.number,
                _PRIVATE,
                Say(
                    f"Cột «{column}» có thông tin riêng của người góp ý{shown}.",
                    f"Column `{key}` holds private details of who commented{shown}.",
                ),
                Say("Xóa phần ấy trong ô rồi lưu lại.", "Delete it in the cell and save."),
            )
        elif not row.names_seen and (found := _doubtful(text)):
            seen = "" if key in _KEYS else f": {found}"
            yield Finding(
                where,
                row.number,
                _PRIVATE,
                Say(
                    f"Cột «{column}» có chỗ giống tên người hoặc chỗ ở{seen}.",
                    f"Column `{key}` has what looks like a name or a home{seen}.",
                ),
                Say(
                    f"Xóa; nếu không phải của người góp ý thì ghi x vào cột «{NAMES_SEEN}».",
                    f"Delete it; where it is nobody's who commented, write x into `{NAMES_SEEN}`.",
                ),
            )


def _unregistered(row: WorkRow, registers: Registers, where: str) -> Iterator[Finding]:
    """Bodies and places that are no keys of the registers, and a body of whoever is told by kind alone. Says no value."""
    bodies = responses_reader.bodies(row.cells.get("body", ""))
    place = row.cells.get("place", "")
    who = responses.value_key("who", row.cells.get("who", ""))
    if bodies and who not in responses.PUBLIC_BODIES:
        yield Finding(
            where,
            row.number,
            "response-body-private",
            Say(
                f"Cột «{responses.heading('body')}»: chỉ ghi với cơ quan, đoàn thể; người dân, doanh nghiệp không ghi tên.",
                "Column `body`: only a public body is named; whoever else comments never is.",
            ),
            Say(
                f"Xóa ô này, hoặc sửa cột «{responses.heading('who')}» nếu là cơ quan, đoàn thể.",
                "Empty the cell, or mend `who` where it is a public body.",
            ),
        )
    elif any(body not in registers.agencies for body in bodies):
        yield _no_key(row, "body", "agencies.yml", where)
    if place and place not in registers.places:
        yield _no_key(row, "place", "places.yml", where)


def _no_key(row: WorkRow, key: str, file: str, where: str) -> Finding:
    return Finding(
        where,
        row.number,
        f"response-{key}-unknown",
        Say(
            f"Cột «{responses.heading(key)}»: không có khóa này trong {file}.",
            f"Column `{key}`: there is no such key in {file}.",
        ),
        Say(f"Ghi khóa có trong {file}, hoặc xóa ô.", f"Write a key of {file}, or empty the cell."),
    )


def _doubtful(text: str) -> str:
    """The first letters of what looks like a name or an address, enough to find it; "" where there is nothing."""
    found = [d for d in details(text) if d.kind in (NAME, ADDRESS)]
    return ", ".join(f"{text[d.start : d.start + 2]}…{text[d.end - 1 : d.end]}" for d in found)
