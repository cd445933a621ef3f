"""Reads `plan-<year>.yml`, `sessions.yml`, `unit_prices.yml` and `criteria.yml`, each of which may be missing, or reports every fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from duthao.domain.acceptance import CriteriaSet
from duthao.domain.fields import SLUG, Strict
from duthao.domain.plans import CouncilSession, PlanRow, UnitPrice, YearPlan, year_of
from duthao.errors import Finding, Say
from duthao.records import source_text, strict_yaml, validation
from duthao.records.register_checks import Tables
from duthao.records.strict_yaml import KEY, Loc, Value, Yaml

FOLDER = "drafts/_registers"
SESSIONS, UNIT_PRICES, CRITERIA, ROWS = "sessions", "unit_prices", "criteria", "rows"
_PLAN = re.compile(r"plan-((?:19|20|21)\d\d)\.yml")
_SLUG = re.compile(SLUG)
_ROW = re.compile(r"\d{4}-\d{3,}")
# What a row, a session, a cost points to, and the register of what it names.
_POINTERS = (
    ("agency", "agencies"),
    ("cooperating", "agencies"),
    ("document_type", "document_types"),
    ("audiences", "audiences"),
    ("places", "places"),
)


class PlanRegisters(NamedTuple):
    """Plans by year, sessions, unit prices and sets of criteria by key; empty where there is no such file."""

    plans: Mapping[int, YearPlan]
    sessions: Mapping[str, CouncilSession]
    unit_prices: Mapping[str, UnitPrice]
    criteria: Mapping[str, CriteriaSet]

    @property
    def public(self) -> PlanRegisters:
        """Without anything that is for the office alone: what is made for the public is given no more."""
        plans = {
            year: plan.model_copy(
                update={
                    "rows": {
                        key: row.model_copy(update={"internal": None})
                        for key, row in plan.rows.items()
                    }
                }
            )
            for year, plan in self.plans.items()
        }
        return PlanRegisters(plans, self.sessions, {}, self.criteria)


def is_year(year: int) -> bool:
    """Whether there may be a plan of this year: its file would be read."""
    return _PLAN.fullmatch(f"plan-{year}.yml") is not None


def plan_path(year: int) -> str:
    """The file of the plan of a year, relative to the root."""
    return f"{FOLDER}/plan-{year}.yml"


def load(root: Path, tables: Tables) -> tuple[PlanRegisters, list[Finding]]:
    """All that can be read, and every fault. `tables` are the other registers, by name; what points to them is judged."""
    reader = _Reader(root)
    sessions = reader.entries(SESSIONS, CouncilSession)
    unit_prices = reader.entries(UNIT_PRICES, UnitPrice)
    criteria = reader.entries(CRITERIA, CriteriaSet)
    names = sorted(path.name for path in (root / FOLDER).glob("plan-*.y*ml"))
    reader.findings += [_no_plan(name) for name in names if not _PLAN.fullmatch(name)]
    plans = {int(m[1]): reader.plan(int(m[1])) for name in names if (m := _PLAN.fullmatch(name))}
    read = PlanRegisters({y: p for y, p in plans.items() if p}, sessions, unit_prices, criteria)
    reader.judge(read, tables)
    return read, reader.findings


class _Reader:
    """Reads one file after the other; `findings` are those so far."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.findings: list[Finding] = []
        self.sources: dict[str, Yaml] = {}

    def _read(self, name: str) -> Yaml | None:
        """The file of a register; None where there is none, or it cannot be used."""
        where = f"{FOLDER}/{name}.yml"
        try:
            raw = (self.root / where).read_bytes()
        except OSError:
            return None
        text, faults = source_text.decode(raw, where)
        if not faults and not text.strip():
            return None
        source, more = (None, []) if faults else strict_yaml.parse(text, where)
        self.findings += [*faults, *more]
        if source is None or faults or more:
            return None
        self.sources[name] = source
        return source

    def entries(self, name: str, model: type[Any]) -> dict[str, Any]:
        """A register of key → entry."""
        source = self._read(name)
        if source is None:
            return {}
        entries: dict[str, Any] = {}
        for key in dict.fromkeys(
            [*source.data, *(loc[0] for loc in source.blank if len(loc) == 1)]
        ):
            if not _SLUG.fullmatch(str(key)):
                self._tell(name, (str(key), KEY), "register-key", *_no_slug(str(key)))
            entry = self._entry(name, model, (str(key),), source.data.get(str(key), {}))
            if entry is not None:
                entries[str(key)] = entry
        return entries

    def plan(self, year: int) -> YearPlan | None:
        """The plan of a year, the rows that can be read in it."""
        name = f"plan-{year}"
        source = self._read(name)
        if source is None:
            return None
        values = source.data.get(ROWS, {})
        written = values if isinstance(values, dict) else {}
        if not isinstance(values, dict):
            self._tell(name, (ROWS,), "register-entry", *_no_rows())
        blank = [str(loc[1]) for loc in source.blank if len(loc) == 2 and loc[0] == ROWS]
        rows: dict[str, PlanRow] = {}
        for key in dict.fromkeys([*written, *blank]):
            if not _ROW.fullmatch(key) or year_of(key) != year:
                self._tell(name, (ROWS, key, KEY), "register-key", *_no_row_id(key, year))
            row = self._entry(name, PlanRow, (ROWS, key), written.get(key, {}))
            if row is not None:
                rows[key] = row
        head = {key: value for key, value in source.data.items() if key != ROWS}
        plan = self._entry(name, YearPlan, (), head)
        return plan.model_copy(update={"rows": rows}) if plan is not None else None

    def _entry(self, name: str, model: type[Strict], loc: Loc, value: Value) -> Any:
        """An entry as its model; None where it has faults, which are told."""
        source, named = self.sources[name], str(loc[-1]) if loc else ""
        for blank in source.blank:
            inner = blank[len(loc) :]
            if blank[: len(loc)] != loc or not inner or (not loc and inner[0] == ROWS):
                continue  # of another entry: rows are judged by themselves
            if not validation.knows(model, inner):
                _, message, remedy = validation.unknown(model, inner)
                self._tell(name, (*blank, KEY), "register-entry", _of(named, message), remedy)
        try:
            return model.model_validate(value)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                _, message, remedy = validation.explain(model, fault)
                at = (*loc, *fault["loc"])
                self._tell(name, at, "register-entry", _of(named, message), remedy)
        return None

    def judge(self, read: PlanRegisters, tables: Tables) -> None:
        """What points to other entries points to some that are there; what has two ends has them in order."""
        for year, plan in read.plans.items():
            name = f"plan-{year}"
            self._known(name, ("agency",), plan.agency, "agencies", tables)
            for key, row in plan.rows.items():
                self._row(name, (ROWS, key), row, read, tables)
        for key, session in read.sessions.items():
            if session.council:
                self._known(SESSIONS, (key, "council"), session.council, "agencies", tables)
            if session.when.session:
                self._tell(SESSIONS, (key, "when"), "register-entry", *_session_of_session(key))
        for key, criteria in read.criteria.items():
            most = criteria.maximum
            if criteria.needed is not None and (most is None or criteria.needed > most):
                self._tell(CRITERIA, (key, "needed"), "register-entry", *_too_much(key, most))
            if criteria.since and criteria.until and criteria.until < criteria.since:
                self._tell(CRITERIA, (key, "until"), "register-dates", *_ends_first(key))

    def _row(self, name: str, loc: Loc, row: PlanRow, read: PlanRegisters, tables: Tables) -> None:
        for field, register in _POINTERS:
            value = getattr(row, field)
            if isinstance(value, tuple):
                for place, one in enumerate(value):
                    self._known(name, (*loc, field, place), one, register, tables)
            elif value is not None:
                self._known(name, (*loc, field), value, register, tables)
        if row.expected and row.expected.session:
            known = {SESSIONS: read.sessions}
            self._known(name, (*loc, "expected"), row.expected.session, SESSIONS, known)
        for place, task in enumerate(row.internal.tasks if row.internal else ()):
            at: Loc = (*loc, "internal", "tasks", place)
            if task.begins and task.ends and task.ends < task.begins:
                self._tell(name, (*at, "ends"), "register-dates", *_backwards(str(loc[-1])))
            for number, cost in enumerate(task.costs):
                prices = {UNIT_PRICES: read.unit_prices}
                self._known(name, (*at, "costs", number, "item"), cost.item, UNIT_PRICES, prices)

    def _known(self, name: str, loc: Loc, key: str, register: str, tables: Tables) -> None:
        if key not in tables[register]:
            self._tell(
                name,
                loc,
                "register-reference",
                Say(
                    f"«{key}» không có trong {register}.yml.",
                    f"`{key}` is not in {register}.yml.",
                ),
                Say("Sửa khóa hoặc thêm mục còn thiếu.", "Mend the key or add the entry."),
            )

    def _tell(self, name: str, loc: Loc, rule: str, message: Say, remedy: Say) -> None:
        mark = self.sources[name].nearest(loc)
        self.findings.append(
            Finding(
                f"{FOLDER}/{name}.yml", mark.line, rule, message, remedy,
                column=mark.column, width=mark.width, field=loc,
            )
        )  # fmt: skip


# ---- what is said


def _of(key: str, message: Say) -> Say:
    return Say(f"«{key}»: {message.vi}", f"`{key}`: {message.en}") if key else message


def _no_slug(key: str) -> Iterator[Say]:
    yield Say(
        f"Khóa «{key}» phải là chữ thường không dấu, nối bằng «-».",
        f"Key `{key}` must be a lower-case slug.",
    )
    yield Say(
        "Sửa khóa trước khi dùng; đã dùng thì không đổi.",
        "Mend it before it is used; never after.",
    )


def _no_row_id(key: str, year: int) -> Iterator[Say]:
    yield Say(
        f"«{key}» không phải là mã dòng của kế hoạch năm {year}.",
        f"`{key}` is no id of a row of the plan of {year}.",
    )
    yield Say(
        f"Viết {year}-001, {year}-002, …; mã đã dùng thì không đổi.",
        f"Write {year}-001, {year}-002, …; never change one that is in use.",
    )


def _no_plan(name: str) -> Finding:
    return Finding(
        f"{FOLDER}/{name}",
        0,
        "register-key",
        Say(
            f"«{name}» không phải là tên tệp kế hoạch nên không được đọc.",
            f"`{name}` is no name of a plan's file, and is not read.",
        ),
        Say(
            "Đặt tên plan-2027.yml, với năm đủ bốn chữ số, hoặc chuyển tệp đi nơi khác.",
            "Call it plan-2027.yml, the year in four digits, or move it elsewhere.",
        ),
    )


def _no_rows() -> Iterator[Say]:
    yield Say("«rows» phải gồm các dòng «mã: nội dung».", "`rows` must map ids to rows.")
    yield Say("Xem mẫu trong sổ tay.", "See the handbook.")


def _session_of_session(key: str) -> Iterator[Say]:
    yield Say(
        f"«{key}»: «when» phải là ngày, tháng hoặc quý, không phải tên kỳ họp.",
        f"`{key}`: `when` must be a day, a month or a quarter, no session.",
    )
    yield Say("Viết 2027-07, 2027-Q3 hoặc 2027-07-08/2027-07-10.", "Write 2027-07 or the like.")


def _too_much(key: str, most: int | None) -> Iterator[Say]:
    if most is None:
        yield Say(
            f"«{key}»: có «needed» mà chưa phải tiêu chí nào cũng có điểm tối đa.",
            f"`{key}`: `needed`, while not every criterion has a maximum.",
        )
    else:
        yield Say(
            f"«{key}»: mức đạt lớn hơn tổng điểm tối đa là {most}.",
            f"`{key}`: more marks are needed than the {most} there are.",
        )
    yield Say("Sửa «needed», hoặc «maximum» của các tiêu chí.", "Mend `needed`, or the maximums.")


def _ends_first(key: str) -> Iterator[Say]:
    yield Say(f"«{key}»: ngày cuối trước ngày đầu.", f"`{key}` ends before it begins.")
    yield Say("Sửa «since» hoặc «until».", "Mend `since` or `until`.")


def _backwards(key: str) -> Iterator[Say]:
    yield Say(
        f"«{key}»: việc kết thúc trước khi bắt đầu.", f"`{key}`: a task ends before it begins."
    )
    yield Say("Sửa «begins» hoặc «ends».", "Mend `begins` or `ends`.")
