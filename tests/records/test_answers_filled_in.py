"""Answers written into the work table, held against the table of responses: as one, and only for the same opinion."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from duthao.domain.responses import Response
from duthao.errors import Finding
from duthao.records.form_exports.confirmed_rows import filled_in
from duthao.rules import responses_reasons, responses_wording
from tests.judged_records import judged
from tests.responses import ANSWERED, edited

BARE = Response(
    1, 1, "du-thao", "", "", "cong-dan", (), 1, "", "", "Nâng mức hỗ trợ.", "", "", ""
)  # fmt: skip
ANSWER = {"verdict": "kept", "answer": "Ngân sách tỉnh chưa cân đối đủ.", "changed": ""}


@pytest.mark.parametrize(
    ("there", "written", "filled", "told"),
    [
        ({}, ANSWER, ANSWER, []),
        ({"verdict": "kept"}, ANSWER, ANSWER, []),
        # The reason of one verdict never stands under another.
        ({"verdict": "accepted"}, ANSWER, {"verdict": "accepted", "answer": ""}, ["verdict"]),
        ({"verdict": "accepted"}, {**ANSWER, "verdict": ""}, {"answer": ""}, ["verdict"]),
        ({"answer": "Lời khác."}, ANSWER, {"verdict": "", "answer": "Lời khác."}, ["answer"]),
        (ANSWER, ANSWER, ANSWER, []),
        # The number is another opinion's by now.
        ({"gist": "Hạ điều kiện."}, ANSWER, {"verdict": "", "answer": ""}, ["gist"]),
    ],
)
def test_an_answer_is_taken_as_one(
    there: dict[str, str], written: dict[str, str], filled: dict[str, str], told: list[str]
) -> None:
    made = filled_in([replace(BARE, **there)], [replace(BARE, **written)])
    (row,) = made.rows
    assert {key: getattr(row, key) for key in filled} == filled
    assert made.different == tuple((1, key) for key in told)
    assert bool(made.numbers) == (row != replace(BARE, **there))


def test_what_is_published_is_not_filled() -> None:
    made = filled_in([BARE], [replace(BARE, **ANSWER)], {1})
    assert made.rows == (BARE,) and not made.numbers
    assert made.different == ((1, "verdict"), (1, "answer"))


def _of(found: list[Finding]) -> dict[str, str]:
    rules = {*responses_reasons.RULES, *responses_wording.RULES}
    return {finding.rule: finding.severity for finding in found if finding.rule in rules}


def test_what_nobody_reads_yet_stops_no_site(tmp_path: Path) -> None:
    """A verdict is chosen before its reason is written: an error once the answer is out, until then a warning."""
    outcome = "    outcome:\n      answered:\n        at: 2026-09-25\n"
    table = edited("Hộ dưới 20 đàn đã được hỗ trợ theo chương trình giảm nghèo.", "")
    for text, severity in ((ANSWERED, "error"), (ANSWERED.replace(outcome, ""), "warning")):
        folder = tmp_path / severity
        (folder / "drafts" / "ht-2026-900").mkdir(parents=True)
        (folder / "drafts" / "ht-2026-900" / "responses.csv").write_text(table, encoding="utf-8")
        assert _of(judged(folder, text))["reason-missing"] == severity
