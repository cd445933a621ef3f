"""Dates in their order, each limit at the day and at the instant: what is found, on which line, in which words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from duthao.rules import Context, dates
from duthao.rules.campaigns import campaign_dates
from duthao.rules.meeting_rules import meeting_times
from tests import states
from tests.conftest import PROVINCE
from tests.judged_records import CASES, judged
from tests.outputs.office.test_letters import site_at

GOOD = (CASES / "good.md").read_text(encoding="utf-8")
ROUNDS = re.compile(r"^rounds:\n.*?(?=^official_posting)", re.MULTILINE | re.DOTALL)


def found(root: Path, rounds: str = "", *, more: str = "", now: str = "2027-06-01T08:00+07:00") -> list[tuple[str, str]]:  # fmt: skip
    """(rule, line) of what is wrong with the dates of a good record that has these rounds, `more` at its end."""
    text = ROUNDS.sub(f"rounds:\n{rounds}", GOOD) if rounds else GOOD
    text = text.replace("demo: true\n", f"{more}demo: true\n")
    lines = ["", *text.splitlines()]
    findings = judged(root, text, now=now)
    return [(f.rule, lines[f.line].strip(" -")) for f in findings if f.rule in dates.RULES]


def said(root: Path, rounds: str, now: str = "2027-06-01T08:00+07:00") -> list[str]:
    text = ROUNDS.sub(f"rounds:\n{rounds}", GOOD)
    return [f.message.vi for f in judged(root, text, now=now) if f.rule in dates.RULES]


def test_a_good_record_has_its_dates_in_order(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("round_", "faults"),
    [
        ("{opens: 2026-11-02}", ["round-incomplete"]),
        ("{closes: 2026-11-30}", ["round-incomplete"]),
        ("{unknown: true}", []),
        ("{unknown: true, opens: 2026-11-02}", ["round-unknown-dated"]),
        ("{unknown: true, closes: 2026-11-30}", ["round-unknown-dated"]),
        ("{unknown: true, deadline_changes: [{closes: 2026-12-01, reason: Mưa., decided: 2026-11-16}]}", ["round-unknown-dated"]),
        ("{opens: 2026-11-02, closes: 2026-11-02}", []),
        ("{opens: 2026-11-02, closes: 2026-11-01}", ["closes-before-opens"]),
        ("{opens: '2026-11-02T10:00+07:00', closes: '2026-11-02T10:00+07:00'}", ["closes-before-opens"]),
        ("{opens: '2026-11-02T10:00+07:00', closes: '2026-11-02T10:01+07:00'}", []),
        ("{opens: 2026-11-02, closes: 2026-11-30, answer_due: 2026-11-30}", []),
        ("{opens: 2026-11-02, closes: 2026-11-30, answer_due: 2026-11-29}", ["answer-due-before-closing"]),
    ],
)  # fmt: skip
def test_a_round_by_itself(tmp_path: Path, round_: str, faults: list[str]) -> None:
    assert [rule for rule, _ in found(tmp_path, f"  - {round_}\n")] == faults


def test_what_a_round_lacks_is_named(tmp_path: Path) -> None:
    assert said(tmp_path, "  - opens: 2026-11-02\n") == ["Đợt lấy ý kiến thiếu «closes»."]
    assert said(tmp_path, "  - of: draft\n") == ["Đợt lấy ý kiến thiếu «opens, closes»."]
    turned = said(tmp_path, "  - {opens: 2026-11-02, closes: 2026-11-01}\n")
    assert turned == ["Hạn góp ý 01/11/2026 trước ngày bắt đầu 02/11/2026."]


CHANGED = "  - opens: 2026-11-02\n    closes: 2026-11-30\n    deadline_changes:\n"


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        (["2026-12-10, decided: 2026-11-16"], []),
        (["2026-11-30, decided: 2026-11-16"], ["deadline-unchanged"]),
        (["2026-12-10, decided: 2026-11-16", "2026-12-10, decided: 2026-11-17"], ["deadline-unchanged"]),
        (["2026-12-10, decided: 2026-11-16", "2026-11-30, decided: 2026-11-17"], []),
        # It holds from the second day: the first is compared with what stood before both.
        (["2026-12-10, decided: 2026-11-17", "2026-12-10, decided: 2026-11-16"], ["deadline-unchanged"]),
        (["2026-11-20, decided: 2026-11-20"], []),
        (["2026-11-19, decided: 2026-11-20"], ["deadline-in-the-past"]),
        (["'2026-11-20T10:00+07:00', decided: '2026-11-20T10:00+07:00'"], ["deadline-in-the-past"]),
        (["'2026-11-20T10:01+07:00', decided: '2026-11-20T10:00+07:00'"], []),
        (["2026-11-01, decided: 2026-10-20"], ["deadline-in-the-past"]),
        (["2026-11-02, decided: 2026-10-20"], []),
    ],
)  # fmt: skip
def test_the_change_of_a_deadline(tmp_path: Path, changes: list[str], faults: list[str]) -> None:
    entries = "".join(f"      - {{closes: {change}, reason: Mưa.}}\n" for change in changes)
    assert [rule for rule, _ in found(tmp_path, CHANGED + entries)] == faults


def test_a_new_deadline_that_is_the_old_one_is_named_on_its_line(tmp_path: Path) -> None:
    entry = "      - reason: Mưa.\n        closes: 2026-11-30\n        decided: 2026-11-16\n"
    assert found(tmp_path, CHANGED + entry) == [("deadline-unchanged", "closes: 2026-11-30")]


def test_a_new_deadline_that_was_over_is_named_on_its_line(tmp_path: Path) -> None:
    entry = "      - closes: 2026-11-19\n        reason: Mưa.\n        decided: 2026-11-20\n"
    assert found(tmp_path, CHANGED + entry) == [("deadline-in-the-past", "closes: 2026-11-19")]
    assert said(tmp_path, CHANGED + entry) == ["Hạn mới 19/11/2026 đã qua khi được công bố."]


@pytest.mark.parametrize(
    ("first", "second", "faults"),
    [
        ("opens: 2026-09-01, closes: 2026-09-30", "opens: 2026-10-01, closes: 2026-10-31", []),
        ("opens: 2026-09-01, closes: 2026-09-30", "opens: 2026-09-30, closes: 2026-10-31", ["rounds-overlap"]),
        ("opens: 2026-09-01, closes: '2026-09-30T10:00+07:00'", "opens: '2026-09-30T10:00+07:00', closes: 2026-10-31", []),
        ("opens: 2026-09-01, closes: 2026-09-30", "opens: 2026-09-01, closes: 2026-10-31", ["rounds-out-of-order"]),
        ("opens: 2026-09-01, closes: 2026-09-30", "opens: 2026-08-01, closes: 2026-08-31", ["rounds-out-of-order"]),
        ("of: proposal, opens: 2026-09-01, closes: 2026-09-30", "of: draft, opens: 2026-10-01, closes: 2026-10-31", []),
        ("of: proposal, opens: 2026-09-01, closes: 2026-09-30", "of: proposal, opens: 2026-10-01, closes: 2026-10-31", []),
        ("of: draft, opens: 2026-09-01, closes: 2026-09-30", "of: proposal, opens: 2026-10-01, closes: 2026-10-31", ["proposal-after-draft"]),
    ],
)  # fmt: skip
def test_one_round_after_the_other(
    tmp_path: Path, first: str, second: str, faults: list[str]
) -> None:
    rounds = f"  - {{{first}}}\n  - {{{second}}}\n"
    assert [rule for rule, _ in found(tmp_path, rounds)] == faults


def test_a_round_that_begins_too_early_is_named_with_its_number(tmp_path: Path) -> None:
    rounds = "  - {opens: 2026-09-01, closes: 2026-09-30}\n  - of: draft\n    opens: 2026-09-15\n    closes: 2026-10-31\n"
    assert found(tmp_path, rounds) == [("rounds-overlap", "opens: 2026-09-15")]
    assert said(tmp_path, rounds) == [
        "Đợt 2 mở ngày 15/09/2026, khi đợt trước chưa hết hạn 30/09/2026."
    ]
    rounds = rounds.replace("2026-09-15", "2026-08-15")
    assert found(tmp_path, rounds) == [("rounds-out-of-order", "opens: 2026-08-15")]
    assert said(tmp_path, rounds) == ["Đợt 2 mở ngày 15/08/2026, không sau đợt trước."]
    proposal = rounds.replace("2026-08-15", "2026-10-15").replace("of: draft", "of: proposal")
    assert found(tmp_path, proposal) == [("proposal-after-draft", "of: proposal")]
    assert said(tmp_path, proposal) == [
        "Đợt 2 lấy ý kiến đề nghị xây dựng, sau đợt lấy ý kiến dự thảo."
    ]
    extended = "  - {opens: 2026-09-01, closes: 2026-09-30, deadline_changes: [{closes: 2026-10-20, reason: Mưa., decided: 2026-09-10}]}\n  - {opens: 2026-10-10, closes: 2026-10-31}\n"  # fmt: skip
    assert said(tmp_path, extended) == [
        "Đợt 2 mở ngày 10/10/2026, khi đợt trước chưa hết hạn 20/10/2026."
    ]


@pytest.mark.parametrize(
    ("change", "done", "faults"),
    [
        ("", "2026-11-30", []),  # its day ends as the round does
        ("", "2026-11-29", ["outcome-before-closing"]),
        ("", "'2026-11-30T17:00+07:00'", ["outcome-before-closing"]),
        ("{closes: 2026-12-10, reason: Mưa., decided: 2026-11-16}", "2026-12-05", ["outcome-before-closing"]),
        ("{closes: 2026-12-10, reason: Mưa., decided: 2026-12-07}", "2026-12-05", []),
    ],
)  # fmt: skip
def test_an_answer_comes_after_the_deadline_that_held_then(
    tmp_path: Path, change: str, done: str, faults: list[str]
) -> None:
    changes = f"    deadline_changes: [{change}]\n" if change else ""
    round_ = f"  - opens: 2026-11-02\n    closes: 2026-11-30\n{changes}    outcome:\n      received: 7\n      answered:\n        at: {done}\n"
    assert found(tmp_path, round_) == [(rule, f"at: {done}") for rule in faults]


def test_what_is_said_of_an_answer_before_its_time(tmp_path: Path) -> None:
    round_ = "  - {opens: 2026-11-02, closes: 2026-11-30, answer_due: 2026-11-20, outcome: {answered: {at: 2026-11-29}}}\n"  # fmt: skip
    assert said(tmp_path, round_) == [
        "Ngày phải giải trình trước hạn góp ý 30/11/2026.",
        "Kết quả có ngày trước khi hết hạn góp ý 30/11/2026.",
    ]


@pytest.mark.parametrize(
    ("more", "faults"),
    [
        ("issued: {number: 41/2026/NQ-HĐND, date: 2027-03-20, effective: 2027-03-20}\n", []),
        ("issued: {number: 41/2026/NQ-HĐND, date: 2027-03-20, effective: 2027-03-19}\n", ["effect-before-issue"]),
        ("issued: {number: 41/2026/NQ-HĐND, date: 2027-03-20}\n", []),
    ],
)  # fmt: skip
def test_a_text_is_in_force_when_it_was_issued(
    tmp_path: Path, more: str, faults: list[str]
) -> None:
    assert [rule for rule, _ in found(tmp_path, more=more)] == faults


@pytest.mark.parametrize(("ends", "faults"), [("14:00", ["ends-before-start"]), ("14:01", [])])
def test_a_meeting_ends_after_it_began(tmp_path: Path, ends: str, faults: list[str]) -> None:
    text = GOOD.replace("ends: 2026-11-26T16:00", f"ends: 2026-11-26T{ends}")
    rules = [f.rule for f in judged(tmp_path, text) if f.rule in meeting_times.RULES]
    assert rules == faults


def test_what_is_said_to_be_done_is_not_still_to_come(tmp_path: Path) -> None:
    stage = "  - {stage: social_criticism, at: 2026-11-12}\n"
    text = GOOD.replace(stage, f"{stage}  - stage: appraisal\n    at: 2026-11-23\n")
    for now, expected in (("2026-11-22T23:59+07:00", ["date-ahead"]), ("2026-11-23T00:00+07:00", [])):  # fmt: skip
        findings = [f for f in judged(tmp_path, text, now=now) if f.rule in dates.RULES]
        assert [f.rule for f in findings] == expected
        assert [f.message.vi for f in findings] == [
            "Ghi là đã thực hiện ngày 23/11/2026, nhưng ngày đó chưa đến."
        ][: len(expected)]
        assert [text.splitlines()[f.line - 1].strip() for f in findings] == ["at: 2026-11-23"][: len(expected)]  # fmt: skip


@pytest.mark.parametrize(("state", "told"), [("open", True), ("withdrawn", False)])
def test_no_campaign_ends_too_early_for_what_was_withdrawn(state: str, told: bool) -> None:
    record, site = states.record(state), site_at(root=PROVINCE)
    (key, *_) = site.registers.campaigns
    record = replace(record, draft=record.draft.model_copy(update={"campaigns": (key,)}))
    days = {"opens": date(2026, 11, 1), "closes": date(2026, 11, 30)}
    campaign = site.registers.campaigns[key].model_copy(update=days)
    registers = site.registers.model_copy(update={"campaigns": {key: campaign}})
    context = Context(registers, site.settings, site.now, frozenset({record.id}))
    rules = [finding.rule for finding in campaign_dates.check(record, context)]
    assert ("campaign-ends-early" in rules) == told
