"""The rows of an office's list into `plan-<year>.yml`: numbers stay, what a person wrote stays, what differs is told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from duthao.domain.plans import PlanRow, YearPlan
from duthao.errors import DuthaoError, Say
from duthao.records import strict_yaml
from duthao.records.plan_files.office_list import INTERNAL, Doubt, Fields, OfficeListRow, cell_name
from duthao.records.plan_files.plan_reader import ROWS, plan_path
from duthao.records.plan_files.row_match import matched_rows
from duthao.records.record_writer.scalars import scalar
from duthao.records.strict_yaml import Value

_ORDER = (
    "title", "agency", "agency_words", "cooperating", "cooperating_words", "document_type", "form", "expected",
    "expected_words", "audiences", "places", "channels", "products",
)  # fmt: skip
_HEAD = """\
# Kế hoạch năm {year}, lập từ danh mục của cơ quan bằng «duthao plan import». Sửa tay được; nhập lại thì mã dòng không đổi.
# Chưa ghi «published» thì chưa trang nào có kế hoạch này. Mục «internal» không bao giờ công bố.
agency: {agency}
rows:
"""
_ROW = re.compile(r"  (\d{4}-\d{3,}):[ \t]*(#.*)?")
_FIELD = re.compile(r"    ([a-z_]+):")
_TIME = ("expected", "expected_words")
_NOTHING = "(trống)"
_BLOCK = re.compile(
    r"rows:[ \t]*(?:\{\})?[ \t]*(#.*)?"
)  # where rows begin; `{}`: there are none yet
# The value of a line in quotes, in which `#` is no comment; of others a comment stands after a blank.
_QUOTED = re.compile(r"""\s*(?:[a-z_]+:|-)?\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""")
_COMMENT = re.compile(r"(?:^|\s)(#.*)$")
_TEXT_BLOCK = re.compile(r"    [a-z_]+:\s*[|>]")
Changes = dict[str, str | list[str] | None]  # field → what it becomes; None: it is taken away


class Update(NamedTuple):
    """The new text of the file, rows that are new and changed, those that the list no longer has, and doubts."""

    text: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def updated(
    text: str,
    plan: YearPlan | None,
    rows: Sequence[OfficeListRow],
    year: int,
    agency: str,
    named: Collection[str] = (),
) -> Update:
    """The plan with what the list says. `text` and `plan` are what is there, "" and None where nothing is; then `agency` signs.
    `named` are the rows that records name.

    A row is known by its title, else by one that is nearly the same of the same agency (`row_match`). What the list leaves
    blank, and rows that it does not have, stay. Raises DuthaoError where the file is laid out so that what it would become is
    not what is meant: then nothing may be written.
    """
    text = text or _HEAD.format(year=year, agency=agency)
    lines = text.splitlines()
    known = dict(plan.rows) if plan else {}
    matches = matched_rows(known, rows, named)
    doubts = list(matches.doubts)
    numbers = [int(key.partition("-")[2]) for key in known]
    last = max(numbers, default=0)
    added: dict[str, Fields] = {}
    changed: dict[str, Changes] = {}
    for listed in rows:
        key = matches.keys.get(listed.line)
        if key is None:
            last += 1
            added[f"{year}-{last:03d}"] = listed.fields
        elif differing := _differing(known[key], listed, doubts):
            if _edited(lines, key, differing):
                changed[key] = differing
            else:
                doubts.append(_not_edited(listed.line, key))
    _add(lines, [line for key, fields in added.items() for line in _written(key, fields)])
    new = "\n".join(lines) + "\n"
    if not _as_meant(text, new, added, changed):
        raise DuthaoError(_laid_out_otherwise(year))
    found = set(matches.keys.values())
    missing = tuple(key for key in known if key not in found and not known[key].dropped)
    return Update(new, tuple(added), tuple(changed), missing, tuple(doubts))


def _as_meant(
    before: str, after: str, added: Mapping[str, Fields], changed: Mapping[str, Changes]
) -> bool:
    """Whether the new text has the head as it was, every row as it was or as it should be now, and no others."""
    old, faults = strict_yaml.parse(before, "")
    new, more = strict_yaml.parse(after, "")
    if old is None or new is None or faults or more:
        return False
    rows, wanted = new.data.pop(ROWS, {}), old.data.pop(ROWS, {})
    if old.data != new.data or not isinstance(rows, dict) or not isinstance(wanted, dict):
        return False
    changes: dict[str, Mapping[str, str | Sequence[str] | None]] = {**changed, **added}
    for key, fields in changes.items():
        row = wanted.get(key, {})
        there = {**row} if isinstance(row, dict) else {}
        wanted[key] = {
            field: value
            for field, value in {**there, **dict(_values(fields))}.items()
            if field not in fields or fields[field] is not None
        }
    return list(rows.items()) == list(wanted.items())


def _values(changes: Mapping[str, str | Sequence[str] | None]) -> Iterator[tuple[str, Value]]:
    """The fields that a row is given, as the file has them once it is read."""
    for field, value in changes.items():
        if value is not None:
            told: Value = value if isinstance(value, str) else list(value)
            yield field, {"note": told} if field == INTERNAL else told


# ---- what differs


def _differing(row: PlanRow, listed: OfficeListRow, doubts: list[Doubt]) -> Changes:
    """What the list says that the plan says otherwise; notes for the office are not replaced."""
    there: dict[str, object] = dict(row)
    differing = _time_differing(row, listed, doubts)
    for field, value in listed.fields.items():
        if field in _TIME:
            continue
        if field == INTERNAL:
            if row.internal is None:
                differing[INTERNAL] = value
            elif value != row.internal.note:
                doubts.append(_note_stays(listed.line, str(value)))
            continue
        before = there.get(field)
        now = list(before) if isinstance(before, tuple) else before
        if now != value:
            differing[field] = value
            if now:
                doubts.append(_replaced(listed.line, field, now, value))
    return differing


def _time_differing(row: PlanRow, listed: OfficeListRow, doubts: list[Doubt]) -> Changes:
    """A time and its words change together: words that cannot be read leave no time that was read before, nor a time old words."""
    before: Changes = {
        "expected": row.expected.text if row.expected else None,
        "expected_words": row.expected_words,
    }
    time, words = (listed.fields.get(field) for field in _TIME)
    if (time is None and words is None) or (time, words) == tuple(before.values()):
        return {}
    if time is None and words == row.expected_words:
        return {}  # a person read the words that the program could not
    if words is None and time == before["expected"]:
        return {}  # what the office says besides
    differing: Changes = {}
    for field, value in (("expected", time), ("expected_words", words)):
        was = before[field]
        if was == value:
            continue
        differing[field] = value
        if was:
            doubts.append(_replaced(listed.line, field, was, value or _NOTHING))
    return differing


# ---- writing


def _add(lines: list[str], new: Sequence[str]) -> None:
    """Put rows at the end of those that are there, before whatever field follows them."""
    if not new:
        return
    starts = [n for n, line in enumerate(lines) if _BLOCK.fullmatch(line)]
    if not starts:
        lines += ["rows:", *new]
        return
    start = starts[0]
    lines[start] = lines[start].replace("{}", "", 1).rstrip()
    after = (n for n in range(start + 1, len(lines)) if lines[n][:1] not in ("", " ", "\t", "#"))
    end = stop = next(after, len(lines))
    while end > start + 1 and (
        not lines[end - 1].strip() or (stop < len(lines) and lines[end - 1].startswith("#"))
    ):
        end -= 1  # blank lines and comments before what follows belong to it
    lines[end:end] = new


def _written(key: str, fields: Fields) -> list[str]:
    lines = [f"  {key}:"]
    for field in (*_ORDER, INTERNAL):
        if field in fields:
            lines += _field(field, fields[field])
    return lines


def _field(field: str, value: str | list[str]) -> list[str]:
    if isinstance(value, list):
        return [f"    {field}: [{', '.join(value)}]"]
    if field == INTERNAL:
        return [f"    {INTERNAL}:", f"      note: {scalar(value)}"]
    # a time is plain as it is: `2027-05`, `2027-Q2`, `../2027-06-30`
    return [f"    {field}: {value if field == 'expected' else scalar(value)}"]


def _edited(lines: list[str], key: str, changes: Changes) -> bool:
    """Put the fields into the lines of a row, every other line as it was; False where the row is laid out otherwise."""
    starts = [n for n, line in enumerate(lines) if (row := _ROW.fullmatch(line)) and row[1] == key]
    if len(starts) != 1:
        return False
    start = starts[0] + 1
    end = next(
        (
            n
            for n in range(start, len(lines))
            if lines[n].strip() and not lines[n].startswith("    ")
        ),
        len(lines),
    )
    while end > start and not lines[end - 1].strip():
        end -= 1  # blank lines before what follows belong to it
    own = lines[start:end]
    for field, value in changes.items():
        _put(own, field, value)
    lines[start:end] = own
    return True


def _put(own: list[str], field: str, value: str | list[str] | None) -> None:
    """A field of a row as it is to be; comments on the lines that go stay, above it."""
    new = [] if value is None else _field(field, value)
    there = [n for n, line in enumerate(own) if (m := _FIELD.match(line)) and m[1] == field]
    if not there:
        after = [n for n, line in enumerate(own) if _FIELD.match(line) and _before(line, field)]
        place = _end(own, after[-1]) if after else 0
        own[place:place] = new
        return
    start, end = there[0], _end(own, there[0])
    lines = own[start : start + 1] if _TEXT_BLOCK.match(own[start]) else own[start:end]
    comments = [comment for line in lines if (comment := _comment(line))]
    own[start:end] = [*(f"    {comment}" for comment in comments), *new]


def _end(own: Sequence[str], start: int) -> int:
    """Where the lines of a field end: before the next field, and the comments and blank lines above that."""
    end = next((n for n in range(start + 1, len(own)) if _FIELD.match(own[n])), len(own))
    while end > start + 1 and (not own[end - 1].strip() or own[end - 1].startswith("    #")):
        end -= 1
    return end


def _comment(line: str) -> str:
    """The comment at the end of a line, or that it is as a whole; "" where there is none."""
    quoted = _QUOTED.match(line)
    found = _COMMENT.search(line, quoted.end() if quoted else 0)
    return found[1] if found else ""


def _before(line: str, field: str) -> bool:
    """Whether the field of this line stands before another in the order of rows."""
    match = _FIELD.match(line)
    if not match or match[1] not in _ORDER:
        return False
    return field not in _ORDER or _ORDER.index(match[1]) < _ORDER.index(field)


# ---- what is said


def differences(missing: Sequence[str], plan: YearPlan | None) -> Iterator[Say]:
    """That rows of the plan are not in the list."""
    for key in missing:
        title = plan.rows[key].title if plan else ""
        yield Say(
            f"{key} «{title}» không có trong danh mục: giữ nguyên; nếu đã bỏ thì ghi «dropped» kèm lý do.",
            f"{key} `{title}` is not in the list: it stays; if it was dropped, give `dropped` with the reason.",
        )


def _replaced(line: int, field: str, before: object, value: object) -> Doubt:
    shown = (", ".join(v) if isinstance(v, list) else v for v in (before, value))
    was, now = map(str, shown)
    return Doubt(
        cell_name(line, 0),
        Say(f"{field}: «{was}» thành «{now}».", f"{field}: `{was}` becomes `{now}`."),
    )


def _note_stays(line: int, note: str) -> Doubt:
    return Doubt(
        cell_name(line, 0),
        Say(
            f"mục «internal» của dòng đã có, không thay; cần thì ghi thêm vào đó bằng tay: «{note}».",
            f"the row has `internal` already, which stays; add this by hand where it is wanted: `{note}`.",
        ),
    )


def _not_edited(line: int, key: str) -> Doubt:
    return Doubt(
        cell_name(line, 0),
        Say(
            f"{key} viết theo cách lạ, không sửa được: mỗi trường ghi một dòng rồi nhập lại.",
            f"{key} is laid out so that it cannot be edited: give each field a line and import again.",
        ),
    )


def _laid_out_otherwise(year: int) -> Say:
    name = plan_path(year).rpartition("/")[2]
    return Say(
        f"{name} viết theo cách lạ nên không ghi thêm được, chưa ghi gì: các dòng phải nằm dưới «rows:», mỗi trường một dòng.",
        f"{name} is laid out so that nothing can be added, and nothing was: rows stand under `rows:`, a field a line.",
    )
