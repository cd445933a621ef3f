"""Records in which dates, steps of the procedure, outcomes or entries that were added later are wrong."""

from __future__ import annotations

from tests.record_edits import CHANGE, GOOD, Bad, good, in_prose, issued

DATES = (
    good("closes: 2026-11-30", "closes: 2026-10-30", "closes-before-opens"),
    good(
        "opens: 2026-11-02\n    closes: 2026-11-30",
        "opens: 2026-11-30 08:00\n    closes: 2026-11-30 08:00",
        "closes-before-opens",
        "closes: 2026-11-30 08:00",
    ),
    good("    closes: 2026-11-30\n", "", "round-incomplete", "- of: draft"),
    good("    opens: 2026-11-02\n", "", "round-incomplete", "- of: draft"),
    good("of: draft", "unknown: true", "round-unknown-dated"),
    good("closes: 2026-12-10", "closes: 2026-11-30", "deadline-unchanged", "- closes: 2026-11-30"),
    good("closes: 2026-12-10", "closes: 2026-11-15", "deadline-in-the-past"),
    good(
        "published: 2026-11-16T09:00+07:00",
        "published: 2026-12-11T00:00+07:00",
        "deadline-in-the-past",
        "- closes: 2026-12-10",
    ),
    good("answer_due: 2027-01-10", "answer_due: 2026-12-09", "answer-due-before-closing"),
    good("ends: 2026-11-26T16:00+07:00", "ends: 2026-11-26T06:59Z", "ends-before-start"),
    good("ends: 2026-11-26T16:00+07:00", "ends: 2026-11-25", "ends-before-start"),
    issued(
        "opens: 2026-01-05\n    closes: 2026-02-06",
        "opens: 2026-03-05\n    closes: 2026-03-20",
        "rounds-out-of-order",
        "opens: 2026-03-02",
    ),
    issued(
        "summarised: {at: 2026-04-15}", "summarised: {at: 2026-01-10}", "outcome-before-closing"
    ),
    issued("effective: 2026-07-01", "effective: 2026-06-09", "effect-before-issue"),
)

POSTING = (
    Bad(
        "chairman",
        (("date: 2026-11-02\nstages", "date: 2026-12-01\nstages"),),
        "posting-too-short",
        "- closes: 2026-12-10",
    ),
    Bad(
        "chairman",
        (("date: 2026-11-02\nstages", "date: 2026-12-10\nstages"),),
        "posting-too-short",
        "- closes: 2026-12-10",
    ),
    Bad(
        "chairman",
        (
            ("closes: 2026-12-10", "closes: 2026-12-10 17:00"),
            ("date: 2026-11-02\nstages", "date: 2026-11-30\nstages"),
        ),
        "posting-too-short",
        "- closes: 2026-12-10",
    ),
    Bad(
        "chairman",
        ((f"    deadline_changes:\n{CHANGE}", ""), ("closes: 2026-11-30", "closes: 2026-11-11")),
        "posting-too-short",
    ),
    good("date: 2026-11-02\nstages", "date: 2026-12-11\nstages", "posting-after-closing"),
    Bad("ministry", (("date: 2023-07-27", "date: 2023-10-01"),), "posting-after-closing"),
)

PROCEDURE = (
    good(
        "stage: registration",
        "stage: policy_consultation",
        "stage-not-in-chain",
        "policy_consultation",
    ),
    issued("stage: submission", "stage: examination", "stage-not-in-chain", "examination"),
    Bad(
        "chairman",
        (("stage: registration", "stage: examination"),),
        "stage-not-in-chain",
        "examination",
    ),
    Bad(
        "chairman", (("stage: registration", "stage: adoption"),), "stage-not-in-chain", "adoption"
    ),
    good(
        "stage: registration, at: 2026-08-03",
        "stage: registration, at: 2026-09-08",
        "stages-out-of-order",
        "stage: drafting",
    ),
    good("drafting, at: 2026-09-07", "drafting, at: 2026-08-02", "stages-out-of-order"),
    issued("adoption, at: 2026-06-01", "adoption, at: 2026-05-17", "stages-out-of-order"),
    Bad(
        "issued",
        (
            ("appraisal, at: 2026-05-04", "appraisal, at: 2026-05-18 14:00"),
            ("submission, at: 2026-05-18", "submission, at: 2026-05-18 09:00"),
        ),
        "stages-out-of-order",
    ),
    issued("effect, at: 2026-07-01", "effect, at: 2026-06-09", "stages-out-of-order"),
    Bad(
        "issued",
        (
            ("  - {stage: promulgation, at: 2026-06-10, published: 2026-06-11}\n", ""),
            ("  date: 2026-06-10", "  date: 2026-05-30"),
        ),
        "stages-out-of-order",
    ),
    good(
        "demo: true",
        "withdrawn: {reason: Gộp., at: 2026-10-01}\ndemo: true",
        "after-the-end",
        "    opens: 2026-11-02",
    ),
    good(
        "demo: true",
        "withdrawn: {reason: Gộp., at: 2026-11-10}\ndemo: true",
        "after-the-end",
        "social_criticism",
    ),
    good(
        "- {stage: social_criticism, at: 2026-11-12}",
        "- {stage: stopped, at: 2026-11-12}\n  - {stage: appraisal, at: 2026-11-13}",
        "after-the-end",
        "stage: appraisal",
    ),
    issued(
        "demo: true",
        "withdrawn: {reason: Gộp., at: 2026-08-01}\ndemo: true",
        "ended-twice",
        "withdrawn:",
    ),
    issued(
        "  - {stage: effect, at: 2026-07-01}", "  - {stage: stopped, at: 2026-07-01}", "ended-twice"
    ),
    issued("promulgation, at: 2026-06-10", "promulgation, at: 2026-06-12", "issued-date-differs"),
    issued("effect, at: 2026-07-01", "effect, at: 2026-07-15", "issued-date-differs"),
    good(
        "  - {stage: social_criticism, at: 2026-11-12}",
        "  - {stage: adoption, at: 2026-12-09}",
        "decided-while-open",
    ),
    good(
        "demo: true",
        "issued: {number: 00/2026/NQ-HĐND, date: 2026-11-20}\ndemo: true",
        "decided-while-open",
        "issued:",
    ),
)

DEADLINES = (
    in_prose("Ý kiến góp ý được nhận đến hết ngày 05/12/2026.", "other-deadline-in-text"),
    in_prose("Hạn góp ý: 05/12/2026.", "other-deadline-in-text"),
    in_prose("Mời bà con gửi ý kiến trước ngày 5 tháng 12 năm 2026.", "other-deadline-in-text"),
    in_prose(
        "Thời gian lấy ý kiến kết thúc lúc 17 giờ 00 ngày 10/11/2026.", "other-deadline-in-text"
    ),
    in_prose("Dự thảo được lấy ý kiến từ ngày 01/11/2026.", "other-deadline-in-text"),
    in_prose("Góp ý chậm nhất là ngày 9/12.", "other-deadline-in-text"),
    # The first deadline stands in the record, but it was extended: as prose it is stale.
    in_prose("Góp ý đến hết ngày 30/11/2026.", "other-deadline-in-text"),
    in_prose(
        "Đến hết ngày 05/12/2026, người dân có thể gửi ý kiến tới xã.", "other-deadline-in-text"
    ),
    good(
        "Mỗi hộ được hỗ trợ giống và thùng nuôi.",
        "Hạn góp ý là hết ngày 01/12/2026.",
        "other-deadline-in-text",
        "summary:",
    ),
    good(
        "short_title: Hỗ trợ hộ nuôi ong",
        "short_title: Góp ý đến 01/12/2026 về nuôi ong",
        "other-deadline-in-text",
    ),
    good(
        "| 300.000 đồng/đàn |",
        "| 300.000 đồng/đàn, góp ý đến ngày 01/12/2026 |",
        "other-deadline-in-text",
        "đồng/đàn, góp ý",
    ),
    good(
        "## Câu hỏi xin ý kiến\n\n1. Mức hỗ trợ đã phù hợp chưa?",
        "## Bài phát thanh\n\nThời hạn góp ý là hết ngày 01/12/2026.",
        "other-deadline-in-text",
        "Thời hạn góp ý",
    ),
)

OUTCOMES = (
    # Within the second round, after the first has closed.
    issued("adoption, at: 2026-06-01", "adoption, at: 2026-03-20", "decided-while-open"),
    issued("adoption, at: 2026-06-01", "adoption, at: 2026-03-31", "decided-while-open"),
    issued(
        "answered: {at: 2026-04-27, published: 2026-04-28}",
        "answered: {at: 2026-03-20}",
        "outcome-before-closing",
    ),
    issued(
        "summarised: {at: 2026-04-15}", "summarised: {at: 2026-03-31}", "outcome-before-closing"
    ),
    # After the first closing, before that of the extension.
    good(
        "    answer_due: 2027-01-10",
        "    outcome: {answered: {at: 2026-12-05}}\n    answer_due: 2027-01-10",
        "outcome-before-closing",
        "outcome: {answered",
    ),
    issued("received: 12", "received: 11", "counts-over-received"),
    issued("kept: 3", "kept: 30", "counts-over-received", "received: 12"),
    issued("kept: 3", "kept: 3\n      noted: 1", "counts-over-received", "received: 12"),
    issued("      received: 12\n", "", "received-missing", "outcome:"),
    issued("agreed: 8", "agreed: 41", "answers-unequal-asked", "asked: 40"),
    issued("agreed: 8", "agreed: 8\n      opined: 33", "answers-unequal-asked", "asked: 40"),
    issued(
        "agreed: 8",
        "agreed: 8\n      opined: 12\n      silent: 19",
        "answers-unequal-asked",
        "asked: 40",
    ),
    issued("agreed: 8", "agreed: 8\n      opined: 13", "opinions-too-few", "opined: 13"),
    issued(
        "received: 12", "documents: 13\n      received: 12", "opinions-too-few", "documents: 13"
    ),
    issued(
        "agreed: 8",
        "agreed: 1\n      agreed_bodies: [{agency: so-xay-dung}, {agency: ubnd-tinh}]",
        "agreed-bodies-over",
        "agreed_bodies",
    ),
    issued(
        "agreed: 8",
        "agreed: 8\n      agreed_bodies: [{agency: so-xay}]",
        "unknown-reference",
        "agreed_bodies",
    ),
    issued("kept: 3", "explained: 3", "unknown-key"),
    issued("issued:\n", "outcome: {received: 3}\nissued:\n", "unknown-key", "outcome: {received"),
    issued(
        "issued:\n",
        "answer_due: 2026-05-01\nissued:\n",
        "unknown-key",
        "answer_due: 2026-05-01\nissued",
    ),
    issued(
        "      answered: {at: 2026-04-27, published: 2026-04-28}",
        "      answered: {at: 2026-04-27}\n      no_report: {reason: Không có., at: 2026-04-28}",
        "answered-and-not",
        "no_report",
    ),
    issued("answered: {at: 2026-04-27", "answered: {at: 2026-04-14", "answered-before-summary"),
)

CHANGES = (
    good(
        "published: 2026-11-16T09:00+07:00",
        "published: 2026-11-15T09:00+07:00",
        "decided-after-published",
    ),
    good(
        "        published: 2026-11-16T09:00+07:00\n",
        "      - {closes: 2026-12-20, reason: Lũ., decided: 2026-11-15, published: 2026-11-20}\n",
        "changes-out-of-order",
        "- {closes: 2026-12-20",
    ),
    good(
        "    date: 2026-11-02\nscope", "    closes: 2026-12-11\nscope", "document-deadline-outside"
    ),
    good(
        "    date: 2026-11-02\nscope", "    closes: 2026-11-01\nscope", "document-deadline-outside"
    ),
    Bad(
        "issued",
        (
            (
                "    closes: 2026-02-06\n",
                '    closes: 2026-02-06\n    documents: [{kind: de-nghi-xay-dung, title: Đề nghị, url: "https://hatinh.example/a", closes: 2026-03-10}]\n',
            ),
        ),
        "document-deadline-outside",
        "documents:",
    ),
)

RELEASED = (
    Bad("released", (("closes: 2026-11-30", "closes: 2026-12-01"),), "deadline-edited"),
    Bad("released", (("opens: 2026-11-02", "opens: 2026-11-03"),), "deadline-edited"),
    Bad("released", (("closes: 2026-11-30", "closes: 2026-11-30 17:00"),), "deadline-edited"),
    Bad("released", ((f"    deadline_changes:\n{CHANGE}", ""),), "entry-edited", "rounds:"),
    Bad(
        "released",
        (("closes: 2026-12-10", "closes: 2026-12-11"),),
        "entry-edited",
        "- closes: 2026-12-11",
    ),
    Bad(
        "released",
        (("reason: Nhiều xã", "reason: Một số xã"),),
        "entry-edited",
        "- closes: 2026-12-10",
    ),
    Bad("released", (("Điều 3", "Điều 4"),), "entry-edited"),
    Bad("released", (("at: 2026-11-09", "at: 2026-11-10"),), "entry-edited", "kind: correction"),
    Bad(
        "released",
        ((GOOD[GOOD.index("changes:\n  - {kind") : GOOD.index("events:")], ""),),
        "entry-edited",
        "---",
    ),
    Bad(
        "released",
        (("  - {stage: social_criticism, at: 2026-11-12}\n", ""),),
        "stage-removed",
        "stages:",
    ),
    Bad("released", (("drafting, at: 2026-09-07", "drafting, at: 2026-09-08"),), "stage-removed"),
)
