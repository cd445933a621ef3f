"""What pages, feeds and scripts have in common to say of a record: its events, state, deadlines, way and channels.

Of every state in `tests/states/` and every record of the test province. A change that is meant is accepted with
`DUTHAO_ACCEPT=1 make test TESTS=…/test_golden_words.py` and read in the diff.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from duthao.clock import iso
from duthao.domain.events import Event
from duthao.domain.lifecycle import lasting_facts, lists
from duthao.domain.registers import PublicPosting
from duthao.outputs.shared import comment_channels, minimum_days, status, timeline
from duthao.outputs.site import Site
from duthao.records import record_reader
from duthao.records.record import Record
from tests import states
from tests.conftest import PROVINCE, ROOT
from tests.outputs.paper.test_sheets import record_of, site_at
from tests.snapshots import compare, lines

GOLDEN = ROOT / "tests" / "golden" / "words"
EMPTY = re.compile(r": $")


def told(event: Event) -> str:
    return " | ".join((event.name, event.label, event.at.text, iso(event.when), event.text))


def words(site: Site, record: Record) -> Iterator[tuple[str, Any]]:
    """Names and what is said."""
    draft, seen = record.draft, site.view(record)
    yield "events", [told(event) for event in site.events(record)]
    yield "view", {name: str(value) for name, value in seen._asdict().items() if value}
    yield "lists", sorted(lists(draft, site.now, site.terms))
    yield "facts", sorted(lasting_facts(draft, site.now))
    yield "status", status.status(site, record)
    if out := status.outcome(site, record):
        steps = [f"{label}: {step.at.text}" for label, step in out["steps"]]
        yield "outcome", {**out, "steps": steps}
    yield "timeline", timeline.timeline(site, record)
    yield "minimum", minimum_days.minimum(site, record)
    if not record.id.startswith("tt-"):  # a state has those of all
        yield "channels", comment_channels.channels(site, record)
        yield "contact", comment_channels.contact(site, record)


def golden(name: str, site: Site, record: Record) -> None:
    said = [line for key, value in words(site, record) for line in lines(value, key)]
    compare(GOLDEN / f"{name}.txt", "".join(f"{line}\n" for line in said if not EMPTY.search(line)))


@pytest.mark.parametrize("state", states.names())
def test_words_of_a_state(state: str) -> None:
    golden(state, site_at(), states.record(state))


@pytest.mark.parametrize("record_id", record_reader.ids(PROVINCE))
def test_words_of_a_record_of_the_province(record_id: str) -> None:
    golden(record_id, site_at(), record_of(record_id))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"certainty": "verified", "source": "Luật A"}, "20 ngày (Luật A)"),
        ({"certainty": "unverified", "source": "Luật A"}, "20 ngày (Luật A; chưa xác minh)"),
        (
            {"certainty": "second_hand", "source": "Luật A"},
            "20 ngày (Luật A; nguồn thứ cấp, chưa xác minh)",
        ),
        ({"certainty": "verified", "source": None}, "20 ngày (chưa rõ nguồn)"),
        ({"days": None}, ""),
    ],
)
def test_a_figure_of_law_says_its_source_and_how_sure_it_is(
    change: dict[str, Any], words: str
) -> None:
    site, record = site_at(), record_of("ht-2026-002")
    types = dict(site.registers.document_types)
    kind = types[record.draft.document_type]
    days = tuple(m.model_copy(update={"days": 20, **change}) for m in kind.minimum_days)
    types[record.draft.document_type] = kind.model_copy(update={"minimum_days": days})
    known = site.registers.model_copy(update={"document_types": types})
    assert minimum_days.minimum(replace(site, registers=known), record) == words


@pytest.mark.parametrize(
    ("days", "certainty", "posted", "aired"),
    [
        (
            (30, 3),
            "unverified",
            "Niêm yết ít nhất 30 ngày liên tục, phát loa ít nhất 3 ngày liên tục (Luật A; chưa xác minh).",
            "phát ít nhất 3 ngày liên tục (Luật A; chưa xác minh)",
        ),
        ((30, None), "verified", "Niêm yết ít nhất 30 ngày liên tục (Luật A).", ""),
        (
            (None, 2),
            "second_hand",
            "Phát loa ít nhất 2 ngày liên tục (Luật A; nguồn thứ cấp, chưa xác minh).",
            "phát ít nhất 2 ngày liên tục (Luật A; nguồn thứ cấp, chưa xác minh)",
        ),
        ((None, None), "verified", "", ""),
        (None, "verified", "", ""),
    ],
)
def test_how_long_a_result_is_posted_and_aired(
    days: tuple[int | None, int | None] | None, certainty: Any, posted: str, aired: str
) -> None:
    site, record = site_at(), record_of("ht-2026-002")
    types = dict(site.registers.document_types)
    kind = types[record.draft.document_type]
    duty = days and PublicPosting(
        board_days=days[0], air_days=days[1], source="Luật A", certainty=certainty
    )
    types[record.draft.document_type] = kind.model_copy(update={"public_posting": duty})
    known = site.registers.model_copy(update={"document_types": types})
    changed = replace(site, registers=known)
    assert minimum_days.public_posting(changed, record) == posted
    assert minimum_days.airing_days(changed, record) == aired
