"""Minimum periods as data, and the chains of the procedure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from duthao import clock
from duthao.domain import registers
from duthao.domain.draft import Draft
from duthao.domain.lifecycle import view
from duthao.errors import Finding
from duthao.rules import posting_period
from tests.conftest import PROVINCE, ROOT
from tests.judged_records import KNOWN, _known, judged
from tests.record_edits import ISSUED


def test_whole_days_without_the_first() -> None:
    assert [
        posting_period.counted(date(2026, 11, 16), clock.parse(closes))
        for closes in ("2026-11-26", "2026-11-26 17:00", "2026-11-16", "2026-12-16")
    ] == [10, 9, 0, 30]
    assert posting_period.counted(date(2027, 1, 25), clock.parse("2027-02-14")) == 20  # Tết counts
    assert posting_period.counted(date(2028, 2, 9), clock.parse("2028-02-29")) == 20


def short(kind: str, issuer: str, opens: str, closes: str, root: Path) -> list[Finding]:
    text = (
        ISSUED[: ISSUED.index("rounds:")]
        .replace("qd-ubnd-tinh", kind)
        .replace("issuer: ubnd-tinh", f"issuer: {issuer}")
    )
    text += (
        f"rounds: [{{opens: {opens}, closes: {closes}}}]\n---\n" + ISSUED[ISSUED.index("\n## ") :]
    )
    return [f for f in judged(root, text, now="2030-01-01") if f.rule in posting_period.RULES]


@pytest.mark.parametrize(
    "kind,issuer,opens,closes,expected",
    [
        (
            "qd-ubnd-tinh",
            "ubnd-tinh",
            "2025-03-31",
            "2025-04-29",
            "posting-maybe-too-short",
        ),  # the law before: 30
        ("qd-ubnd-tinh", "ubnd-tinh", "2025-04-01", "2025-04-29", None),  # since that day: 20
        ("qd-ubnd-tinh", "ubnd-tinh", "2016-06-30", "2016-07-29", "minimum-unknown"),
        ("qd-ct-ubnd-tinh", "chu-tich-ubnd-tinh", "2025-06-30", "2025-08-29", "minimum-unknown"),
        ("qd-ct-ubnd-tinh", "chu-tich-ubnd-tinh", "2025-07-01", "2025-07-11", None),
        ("qd-ct-ubnd-tinh", "chu-tich-ubnd-tinh", "2025-07-01", "2025-07-10", "posting-too-short"),
        ("thong-tu", "bo-xay-dung", "2025-03-31", "2025-05-29", None),
        ("thong-tu", "bo-xay-dung", "2025-04-01", "2025-04-20", None),
    ],
)
def test_the_law_in_force_on_the_day_of_posting(
    kind: str, issuer: str, opens: str, closes: str, expected: str | None, tmp_path: Path
) -> None:
    assert [f.rule for f in short(kind, issuer, opens, closes, tmp_path)] == (
        [expected] if expected else []
    )


def test_what_is_not_verified_is_never_called_law(tmp_path: Path) -> None:
    """Of every type and regime of both provinces, a round that is too short: an error only where the figure is verified."""
    law = re.compile(
        r"\b(luật|nghị định|thông tư|theo quy định|pháp luật|law|legal|decree)\b", re.IGNORECASE
    )
    for root in (PROVINCE, ROOT):
        for kind in _known(root).document_types.values():
            for regime in kind.minimum_days:
                unverified = KNOWN.model_copy(
                    update={
                        "document_types": {
                            "qd-ubnd-tinh": kind.model_copy(
                                update={"level": "province", "symbol": "QĐ"}
                            )
                        }
                    }
                )
                opens = regime.since.isoformat()
                text = (
                    ISSUED[: ISSUED.index("rounds:")]
                    + f"rounds: [{{opens: {opens}, closes: {opens}}}]\n---\n"
                    + ISSUED[ISSUED.index("\n## ") :]
                )
                findings = [
                    f
                    for f in judged(tmp_path, text, known=unverified, now="2030-01-01")
                    if f.rule in posting_period.RULES
                ]
                assert len(findings) == 1
                words = f"{findings[0].message.vi} {findings[0].message.en} {findings[0].remedy.vi} {findings[0].remedy.en}"
                if regime.certainty == "verified":
                    assert (
                        findings[0].severity == "error"
                        and regime.source
                        and regime.source in findings[0].message.vi
                    )
                else:
                    assert findings[0].severity == "warning" and not law.search(
                        words.replace(kind.name, "")
                    ), words
                    assert regime.days is None or "chưa xác minh" in findings[0].message.vi


def step_by_step(chain: tuple[str, ...], start: date) -> dict[str, date]:
    return {stage: start + timedelta(days=30 * n) for n, stage in enumerate(chain)}


@pytest.mark.parametrize("root", [PROVINCE, ROOT], ids=["ha-tinh", "lao-cai"])
@pytest.mark.parametrize(
    "start", [date(2019, 1, 7), date(2026, 1, 5)], ids=["law-before", "law-now"]
)
def test_every_chain_can_be_walked_in_its_order_only(
    root: Path, start: date, tmp_path: Path
) -> None:
    registers_read = _known(root)
    assert {kind.level for kind in registers_read.document_types.values()} == {
        "central",
        "province",
        "commune",
    }
    for key, kind in registers_read.document_types.items():
        chain = kind.chain(start)
        assert ("policy_consultation" in chain) == (kind.level == "central"), key
        days = step_by_step(chain, start)
        assert walked(days, key, kind, tmp_path) == set()
        for earlier, later in pairwise([s for s in chain if s != "social_criticism"]):
            swapped = {**days, earlier: days[later], later: days[earlier]}
            assert "stages-out-of-order" in walked(swapped, key, kind, tmp_path), (
                key,
                earlier,
                later,
            )
        assert walked({**days, "social_criticism": start}, key, kind, tmp_path) == set()


def test_since_the_law_of_2025_a_local_text_begins_with_a_registration() -> None:
    for key, kind in KNOWN.document_types.items():
        if kind.level == "central":
            continue
        before, now = kind.chain(date(2025, 3, 31)), kind.chain(date(2025, 4, 1))
        assert now[:2] == ("registration", "acceptance"), key
        assert "proposal" not in now, key
        assert (before[0] == "proposal") == (kind.level == "province"), key
    local = [k for k, kind in KNOWN.document_types.items() if kind.level != "central"]
    assert len(local) == 6


def walked(
    days: Mapping[str, date], key: str, kind: registers.DocumentType, root: Path
) -> set[str]:
    changed = KNOWN.model_copy(update={"document_types": {key: kind}})
    stages = "".join(f"  - {{stage: {stage}, at: {day}}}\n" for stage, day in days.items())
    text = (
        ISSUED[: ISSUED.index("rounds:")].replace("qd-ubnd-tinh", key)
        + f"rounds: [{{unknown: true}}]\nstages:\n{stages}---\n"
    )
    return {f.rule for f in judged(root, text, known=changed)} & {
        "stage-not-in-chain",
        "stages-out-of-order",
        "after-the-end",
    }


def test_a_draft_passes_through_its_states_along_its_chain() -> None:
    """With a round between drafting and appraisal, each state comes once and in the order of the law."""
    for key, kind in KNOWN.document_types.items():
        days = step_by_step(kind.chain(date(2026, 1, 5)), date(2026, 1, 5))
        opens, closes = days["drafting"] + timedelta(days=1), days["appraisal"] - timedelta(days=12)
        draft = Draft.model_validate(
            {
                "title": "T",
                "short_title": "T",
                "summary": "T",
                "document_type": key,
                "agency": "a",
                "issuer": "b",
                "topics": ["c"],
                "places": ["d"],
                "rounds": [
                    {
                        "opens": str(opens),
                        "closes": str(closes),
                        "outcome": {
                            "summarised": {"at": str(closes + timedelta(days=5))},
                            "answered": {"at": str(closes + timedelta(days=9))},
                        },
                    }
                ],
                "stages": [{"stage": s, "at": str(d)} for s, d in days.items()],
            }
        )
        seen = [
            view(draft, clock.parse(str(date(2026, 1, 1) + timedelta(days=n))).start).state
            for n in range(400)
        ]
        order = [state for n, state in enumerate(seen) if n == 0 or state != seen[n - 1]]
        adopted = ["adopted"] if "adoption" in days else []
        assert order == [
            "upcoming",
            "open",
            "analysing",
            "summarised",
            "answered",
            "appraising",
            "submitted",
            *adopted,
            "issued",
        ], key
