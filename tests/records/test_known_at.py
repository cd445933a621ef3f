"""What of a record was known at an instant: by what it says itself, by its releases, and where a release is awaited."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from duthao.domain import entry_keys
from duthao.domain.draft import Draft
from duthao.domain.draft_parts.dossier_documents import Document
from duthao.domain.events import events
from duthao.domain.rounds import TimeLimits
from duthao.records import released
from duthao.records.attachments import Attachment
from duthao.records.known_at import KnownRecord
from duthao.records.record import Record
from duthao.records.released import Dates, History, MeetingNotice, Release, ReleasedFile
from tests.domain.test_lifecycle import BASE, at
from tests.outputs.paper.test_sheets import record_of

BEFORE, FIRST, SECOND = "2026-11-01 08:00", "2026-11-10 08:00", "2026-11-20 08:00"
A, B = "a" * 64, "b" * 64
DRAFT = Draft.model_validate(
    {
        **BASE,
        "rounds": [
            {
                "opens": "2026-11-10",
                "closes": "2026-11-30",
                "deadline_changes": [
                    {"closes": "2026-12-05", "reason": "Mưa.", "decided": "2026-11-15"}
                ],
                "outcome": {
                    "asked": 3,
                    "received": 9,
                    "accepted": 4,
                    "summarised": {"at": "2026-12-10"},
                    "answered": {"at": "2026-12-20"},
                },
            },
            {"opens": "2027-01-05", "closes": "2027-01-25"},
        ],
        "stages": [{"stage": "drafting", "at": "2026-10-01"}, {"stage": "appraisal", "at": "2026-12-22"}],
        "issued": {"number": "1/2027/NQ-HĐND", "date": "2027-03-01"},
        "withdrawn": {
            "at": "2027-02-01",
            "reason": "Sót.",
            "reinstated": {"at": "2027-02-10", "reason": "Đã bổ sung."},
        },
        "events": [
            {"kind": "hoi-nghi", "title": "Hội nghị", "at": "2026-11-25 14:00", "place": "Nhà B", "published": "2026-11-12"}
        ],
    }
)  # fmt: skip
(MEETING,) = entry_keys.names(DRAFT.events[0])


def names(entry: entry_keys.KeyedEntry) -> tuple[str, ...]:
    return entry_keys.names(entry)


def recall(*releases: tuple[str, Release], released: bool = False, **record: Any) -> KnownRecord:
    """A record with these releases."""
    history = (
        History(tuple((at(when), release) for when, release in releases)) if releases else None
    )
    base: Record = record_of("ht-2026-002")
    return KnownRecord(
        replace(base, **{"draft": DRAFT, "files": {}, "history": history, **record}), released
    )


def known(recalled: KnownRecord, when: str) -> dict[str, Any]:
    """What is left of the front matter, in short."""
    front = recalled.draft(at(when))
    rounds = [
        (
            r.closes.text if r.closes else None,
            len(r.deadline_changes),
            r.outcome and [n for n in ("summarised", "answered") if getattr(r.outcome, n)],
        )
        for r in front.rounds
    ]
    gone = front.withdrawn
    return {
        "rounds": rounds,
        "stages": [entry.stage for entry in front.stages],
        "issued": front.issued is not None,
        "gone": gone and ("back" if gone.reinstated else "gone"),
    }


def test_without_a_register_what_says_that_it_is_out_is_out() -> None:
    """At its instant, not before."""
    second = ("2027-01-25", 0, None)
    for when, expected in {
        "2026-11-14 23:59": ([("2026-11-30", 0, []), second], ["drafting"], False, None),
        "2026-11-15": ([("2026-11-30", 1, []), second], ["drafting"], False, None),
        "2026-12-10": ([("2026-11-30", 1, ["summarised"]), second], ["drafting"], False, None),
        "2026-12-20": ([("2026-11-30", 1, ["summarised", "answered"]), second], ["drafting"], False, None),
        "2027-02-01": ([("2026-11-30", 1, ["summarised", "answered"]), second], ["drafting", "appraisal"], False, "gone"),
        "2027-03-01": ([("2026-11-30", 1, ["summarised", "answered"]), second], ["drafting", "appraisal"], True, "back"),
    }.items():  # fmt: skip
        said = known(recall(), when)
        assert tuple(said.values()) == expected, when


def test_the_dates_of_a_round_are_those_that_were_announced() -> None:
    dates = {1: Dates.model_validate({"opens": "2026-11-11", "closes": "2026-11-28"})}
    (round_, *_) = recall((FIRST, Release(rounds=dates))).draft(at(SECOND)).rounds
    assert [str(round_.opens), str(round_.closes)] == ["2026-11-11", "2026-11-28"]


def test_with_a_register_a_late_entry_counts_from_the_next_release() -> None:
    """What no release names is out with the build, but not before what is out already."""
    (change,) = DRAFT.rounds[0].deadline_changes
    late = recall((SECOND, Release(events=("opened/1",))))
    assert known(late, "2026-11-16")["rounds"][0][1] == 0
    assert known(late, SECOND)["rounds"][0][1] == 1
    named = recall((FIRST, Release(events=(names(change)[0],))), (SECOND, Release()))
    assert known(named, "2026-11-09")["rounds"][0][1] == 0
    assert known(named, FIRST)["rounds"][0][1] == 1
    shortened = recall((FIRST, Release(events=(names(change)[1],))))
    assert known(shortened, FIRST)["rounds"][0][1] == 1, "whatever its kind was called"


def test_what_a_release_must_let_out_is_not_out_without() -> None:
    awaiting = recall(released=True)
    assert known(awaiting, "2027-06-01") == {
        "rounds": [],
        "stages": [],
        "issued": False,
        "gone": None,
    }
    dates = {1: Dates.model_validate({"opens": "2026-11-10", "closes": "2026-11-28"})}
    first = recall(
        (FIRST, Release(rounds=dates, events=(*names(DRAFT.stages[0]), "summarised/1"))),
        released=True,
    )
    said = known(first, "2027-06-01")
    assert said == {
        "rounds": [("2026-11-28", 0, ["summarised"])],
        "stages": ["drafting"],
        "issued": False,
        "gone": None,
    }
    undated = replace(
        first.record,
        draft=DRAFT.model_copy(
            update={"rounds": (DRAFT.rounds[0].model_copy(update={"opens": None}),)}
        ),
    )
    assert len(KnownRecord(replace(undated, history=None), True).draft(at(FIRST)).rounds) == 1


def test_a_withdrawal_and_its_end_are_let_out_each_by_itself() -> None:
    gone = DRAFT.withdrawn
    assert gone and gone.reinstated
    out = recall(
        (FIRST, Release(events=names(gone))),
        (SECOND, Release(events=names(gone.reinstated))),
        released=True,
    )
    assert [known(out, when)["gone"] for when in (BEFORE, FIRST, SECOND)] == [None, "gone", "back"]


def test_dates_and_figures_are_those_that_were_told_then() -> None:
    dates = [
        Dates.model_validate({"opens": "2026-11-10", "closes": day})
        for day in ("2026-11-28", "2026-11-30")
    ]
    told = recall(
        (FIRST, Release(rounds={1: dates[0]}, outcomes={1: {"received": "7", "asked": "2"}})),
        (SECOND, Release(rounds={1: dates[1]}, outcomes={1: {"received": "8"}})),
    )
    for when, closes, figures in (
        (FIRST, "2026-11-28", (2, 7, None)),
        (SECOND, "2026-11-30", (2, 8, None)),
    ):
        round_ = told.draft(at(when)).rounds[0]
        assert round_.closes and round_.closes.text == closes and round_.outcome
        assert (round_.outcome.asked, round_.outcome.received, round_.outcome.accepted) == figures
    (before, *_) = told.draft(at(BEFORE)).rounds
    assert before.outcome and before.outcome.received == 9, "no release had said anything of it"


def test_a_meeting_stands_where_it_was_called_for_then() -> None:
    moved = {MEETING: MeetingNotice.model_validate({"at": "2026-11-24 08:00", "place": "Nhà A"})}
    for when, said in (
        (BEFORE, ("2026-11-25 14:00", "Nhà B")),
        (FIRST, ("2026-11-24 08:00", "Nhà A")),
    ):
        (meeting,) = recall((FIRST, Release(meetings=moved))).draft(at(when)).events
        assert (meeting.at.text, meeting.place) == said
    (meeting,) = recall().draft(at(BEFORE)).events
    assert meeting == DRAFT.events[0]


def test_news_bear_the_date_of_their_release_and_stand_in_its_order() -> None:
    terms = TimeLimits(7, None)
    made = events("ht-2026-002", DRAFT, "vanban.example", terms)
    told = [d.event.name for d in recall().news(made, at("2026-11-30"))]
    assert told == [e.name for e in made if e.when <= at("2026-11-30")]
    late = recall((FIRST, Release(events=("opened/1",))), (SECOND, Release()))
    dated = {d.event.kind: d.when for d in late.news(made, at("2026-11-30"))}
    assert dated["opened"] == at(FIRST)
    assert dated["announced"] == at(SECOND), "known late"
    assert dated["closing_soon"] == at("2026-11-29")
    order = [(d.when, d.event.when) for d in late.news(made, at("2026-11-30"))]
    assert order == sorted(order) and len(order) > 2
    assert [d.event.kind for d in late.news(made, at(FIRST))] == ["opened"]
    assert late.news(made, at("2026-11-10 07:59")) == []
    early = recall((BEFORE, Release(events=("closed/2026-12-05",))))
    assert "closed" not in {d.event.kind for d in early.news(made, at("2026-12-05 23:59"))}
    assert "closed" in {d.event.kind for d in early.news(made, at("2026-12-06"))}
    awaiting = recall((FIRST, Release(events=("opened/1",))), released=True)
    assert [d.event.kind for d in awaiting.news(made, at("2027-06-01"))] == ["opened"]


FILES = {"a.pdf": Attachment("a.pdf", 9, A, "PDF")}


def document(**fields: Any) -> Document:
    said = {"kind": "du-thao", "title": "Dự thảo", "file": "a.pdf", **fields}
    return Document.model_validate(said)


@pytest.mark.parametrize(
    ("releases", "when", "offered", "listed"),
    [
        ([(FIRST, A)], BEFORE, False, False),
        ([(FIRST, A)], FIRST, True, True),
        ([(FIRST, B)], SECOND, False, True),  # another one stood there
        ([(FIRST, B), (SECOND, A)], FIRST, False, True),
        ([(FIRST, B), (SECOND, A)], SECOND, True, True),
    ],
)
@pytest.mark.parametrize("released", [False, True])
def test_a_file_is_offered_as_it_was_put_out(
    releases: list[tuple[str, str]], when: str, offered: bool, listed: bool, released: bool
) -> None:
    out = [
        (day, Release(files={"a.pdf": ReleasedFile(version=1, sha256=sha)}))
        for day, sha in releases
    ]
    recalled = recall(*out, files=FILES, released=released)
    assert recalled.offered(document(), at(when)) is offered
    assert recalled.listed(document(), at(when)) is listed


def test_a_file_that_no_release_names() -> None:
    """It is out from its date on, a later version from the latest change on; where a release is awaited it is not."""
    changes = [
        {"at": day, "kind": "change", "note": "Bản hai."} for day in ("2026-11-13", "2026-11-15")
    ]
    draft = Draft.model_validate({**BASE, "changes": changes})
    for history in ((), ((FIRST, Release()),)):
        own = recall(*history, files=FILES, draft=draft)
        assert own.offered(document(), at(BEFORE)) and own.listed(document(), at(BEFORE))
        dated = document(date="2026-11-12")
        assert [own.offered(dated, at(f"2026-11-{day}")) for day in (11, 12)] == [False, True]
        second = document(version="2")
        assert [own.offered(second, at(f"2026-11-{day}")) for day in (14, 15)] == [False, True]
        awaiting = recall(*history, files=FILES, draft=draft, released=True)
        assert not awaiting.offered(document(), at(SECOND))
        assert not awaiting.listed(document(), at(SECOND))
    plain = recall(files=FILES, draft=Draft.model_validate(BASE))
    assert plain.offered(document(version="2"), at(BEFORE)), "no change says when it came"
    assert not plain.offered(document(file="b.pdf"), at(SECOND)), "it is not there"
    assert not plain.offered(
        Document.model_validate({"kind": "du-thao", "title": "x", "url": "https://a.example/x"}),
        at(SECOND),
    )


@pytest.mark.parametrize("title", ["Nghị quyết: về “ong”", 'Về "ong" \\ mật'])
def test_what_a_release_let_out_reads_back_the_same(tmp_path: Path, title: str) -> None:
    written = released.with_release("", at("2026-11-30T08:00+07:00"), Release(title=title))
    (tmp_path / released.NAME).write_bytes(written.encode())
    history, faults = released.read(tmp_path, "x")
    assert history and not faults
    assert [release.title for _, release in history.releases] == [title]
