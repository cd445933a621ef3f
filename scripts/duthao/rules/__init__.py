"""What may be wrong with a well-formed record: one subject a file, found by discovery, here or in a folder; each rule has a public id.

Comes in: a record and a `Context` (registers, settings, the instant, all ids), or a `Library` of all records.
Goes out: findings, each with the line, what is wrong, and what to do.

A module offers `RULES` (id → entry in the handbook) and `check(record, context)`; a subject that shows only across
records offers `check_all(library)`. This file holds what all of them share: `Rule`, `Context`, `judge`, and `validity`,
which says for how long a judgement may be remembered. `reported_elsewhere` has the entries of rules that reading,
registers, sheets and scripts judge by themselves. See docs/adding-a-rule.md.

May not: import another rule, read a file, ask the clock, or rename an id.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from types import CodeType, FunctionType, ModuleType
from typing import NamedTuple

from duthao.clock import Point, midnight
from duthao.domain.lifecycle import done_dates, moments, reference_day
from duthao.domain.registers import Registers
from duthao.domain.rounds import time_limits
from duthao.domain.settings import Settings
from duthao.errors import DuthaoError, Finding, Say, Severity
from duthao.records.faulty_fields.noted_reads import Reads, noted
from duthao.records.record import ALREADY_REPORTED, Record

# All that must be here, since what is not there finds no fault; tests hold the list against the folder.
MODULES = [
    "acceptance.accepted_products",
    "agencies",
    "attachments",
    "campaigns.campaign_dates",
    "campaigns.campaign_members",
    "changes",
    "communes",
    "communication",
    "communication_log.log_dates",
    "communication_log.log_entries",
    "comparison.affected_audiences",
    "content",
    "contradictions.stated_amounts",
    "contradictions.stated_articles",
    "contradictions.stated_deadlines",
    "contradictions.stated_effect",
    "contradictions.stated_titles",
    "dates",
    "file_traces.active_content",
    "file_traces.review_traces",
    "links_in_text",
    "meeting_rules.meeting_details",
    "meeting_rules.meeting_outcomes",
    "meeting_rules.meeting_privacy",
    "meeting_rules.meeting_releases",
    "meeting_rules.meeting_times",
    "outcome",
    "permanence",
    "plain_faults.empty_outcomes",
    "plain_faults.garbled_text",
    "plain_faults.improbable_contacts",
    "plain_faults.improbable_dates",
    "plain_faults.text_against_facts",
    "plain_faults.unfinished_text",
    "plain_language",
    "posting_period",
    "procedure",
    "references",
    "repeated_dates",
    "reported_elsewhere",
    "reserved_names",
    "responses_counts",
    "responses_personal_data",
    "responses_reasons",
    "responses_references",
    "responses_released",
    "responses_wording",
    "retractions",
    "secrecy",
    "spoken",
    "tables",
    "titles",
    "translated",
    "ways_to_comment",
]
_NAMED = 5  # of those that are missing


class Rule(NamedTuple):
    """What the handbook says of a rule: what is wrong, what to do about it, and how grave each of its findings is."""

    title: str
    remedy: str
    severity: Severity = "error"


class Context(NamedTuple):
    """What a record is judged against. `ids` are those of all records, judged or not."""

    registers: Registers
    settings: Settings
    now: datetime
    ids: frozenset[str]


class Library(NamedTuple):
    """What is judged across records: all ids; of the records that could be read their titles, and the rows of plans that
    they name ("": none).

    `read` reads a record anew, to say on which line a fault stands. `now` is asked by what judges meetings of the site.
    """

    ids: frozenset[str]
    titles: Mapping[str, str]
    plans: Mapping[str, str]
    registers: Registers
    settings: Settings
    now: datetime
    read: Callable[[str], Record | None]


@cache
def modules() -> tuple[ModuleType, ...]:
    """All rule modules, by name, those in folders here included."""
    found = pkgutil.walk_packages(__path__, f"{__name__}.")
    return tuple(import_module(m.name) for m in sorted(found, key=lambda m: m.name) if not m.ispkg)


def require() -> None:
    """Raise DuthaoError where a module of rules is missing: a package that was copied in part would find too little."""
    there = {module.__name__.removeprefix(f"{__name__}.") for module in modules()}
    if missing := sorted(set(MODULES) - there):
        named = ", ".join(missing[:_NAMED]) + (", …" if missing[_NAMED:] else "")
        raise DuthaoError(
            Say(
                f"Phần mềm thiếu {len(missing)} trong {len(MODULES)} phần quy tắc kiểm tra ({named}), nên không hồ sơ nào được kiểm tra: cài lại phần mềm.",
                f"{len(missing)} of {len(MODULES)} modules of rules are missing ({named}), so that no record can be judged: install again.",
            )
        )


def catalogue() -> dict[str, Rule]:
    """Every public rule by its id, those of other rooms included."""
    return dict(
        sorted((rule_id, rule) for module in modules() for rule_id, rule in module.RULES.items())
    )


@cache
def _checks(function: str) -> tuple[Callable[..., Generator[Finding, None, None]], ...]:
    return tuple(getattr(module, function) for module in modules() if hasattr(module, function))


@cache
def _told_by() -> frozenset[CodeType]:
    """The code of all functions of rules that tell findings, one after the other."""
    return frozenset(
        function.__code__
        for module in modules()
        for function in vars(module).values()
        if isinstance(function, FunctionType)
        and function.__annotations__.get("return") == "Iterator[Finding]"
    )


@cache
def _warnings() -> frozenset[str]:
    return frozenset(rule_id for rule_id, rule in catalogue().items() if rule.severity == "warning")


def _graded(finding: Finding) -> Finding:
    return replace(finding, severity="warning") if finding.rule in _warnings() else finding


def judge(record: Record, context: Context) -> Iterator[Finding]:
    """Every fault of one record by every rule; never graver than the handbook says.

    What may rest on a field that could not be read is left out: see `records.faulty_fields`.
    """
    reads = Reads(record.faulty_fields, _told_by())
    if record.faulty_fields:
        record = replace(record, draft=noted(record.draft, reads))
    for check in _checks("check"):
        reads.begin()
        told = check(record, context)
        for finding in told:
            if finding.line != ALREADY_REPORTED and not reads.doubtful(told):
                yield _graded(finding)


def validity(record: Record, context: Context) -> tuple[int, int | None]:
    """The span of time for which the record's judgement is this one: epoch seconds, from the first to before the second.

    Rules ask the clock four things only: whether opinions are still asked, which days are still to come, which meetings have
    begun, and, of a record without any date, what day it is (see `lifecycle.reference_day`).
    """
    instants = set(moments(record.draft, time_limits(context.settings)))
    instants |= {
        midnight(claim.day if isinstance(claim, Point) else claim)
        for _, claim in done_dates(record.draft)
    }
    if record.log:
        instants |= {midnight(e.at.day) for e in record.log.entries}
        instants |= {midnight(e.until) for e in record.log.entries if e.until}
    if reference_day(record.draft, context.now) == context.now:
        instants |= {midnight(context.now.date() + timedelta(days=n)) for n in (0, 1)}
    since = max((instant for instant in instants if instant <= context.now), default=None)
    until = min((instant for instant in instants if instant > context.now), default=None)
    return (
        int(since.timestamp()) if since else 0,
        int(until.timestamp()) if until else None,
    )


def judge_all(library: Library) -> Iterator[Finding]:
    """Every fault that shows only when all records are seen together."""
    for check in _checks("check_all"):
        yield from map(_graded, check(library))


def in_body(
    record: Record, start: int, width: int, rule: str, message: Say, remedy: Say
) -> Finding:
    """A fault in the Markdown of the record: `start` counts the characters of `record.source.body` from 0."""
    line, column = record.place_in_body(start)
    where = record.field_at(line)
    return Finding(
        record.path, line, rule, message, remedy, column=column, width=width, field=where
    )
