"""What was released is not taken back, and what was not may still change."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from duthao import clock, rules
from duthao.domain.events import events
from duthao.domain.rounds import time_limits
from duthao.records import record_reader, release_facts, released
from tests.conftest import NOW, PROVINCE
from tests.judged_records import ANSWERED, ID, KNOWN, SETTINGS, judged, release
from tests.record_edits import GOOD


def test_what_is_released_is_read_back(tmp_path: Path) -> None:
    """YAML that says what it is read as; a second release of the same says nothing, and no rule objects."""
    for draft_id in record_reader.ids(PROVINCE):
        text = (PROVINCE / "drafts" / draft_id / "index.md").read_text(encoding="utf-8")
        root = tmp_path / draft_id
        shutil.copytree(PROVINCE / "drafts" / draft_id, root / "drafts" / ID)
        out = release(root, text)
        record, findings = record_reader.read(root, ID)
        assert record and record.history and not findings
        assert [one for _, one in record.history.releases] == [out]
        plain = yaml.safe_load((root / "drafts" / ID / released.NAME).read_text(encoding="utf-8"))
        assert len(plain) == 1
        unreleased = KNOWN.model_copy(update={"published": None})
        context = rules.Context(
            unreleased, SETTINGS, clock.now(NOW), frozenset(record_reader.ids(PROVINCE))
        )
        assert [f for f in rules.judge(record, context) if f.severity == "error"] == []
        record_events = events(ID, record.draft, SETTINGS.tag_authority, time_limits(SETTINGS))
        again = release_facts.not_yet_released(
            release_facts.at(record, record_events, clock.now("2026-11-22")), record.history
        )
        assert again == released.Release()


def test_a_round_to_come_may_still_move_its_opening(tmp_path: Path) -> None:
    coming = GOOD.replace("opens: 2026-11-02", "opens: 2026-11-23")
    release(tmp_path, coming)
    later = coming.replace("opens: 2026-11-23", "opens: 2026-11-24")
    assert "deadline-edited" not in {f.rule for f in judged(tmp_path, later)}
    moved = coming.replace("closes: 2026-11-30", "closes: 2026-12-01")
    assert "deadline-edited" in {f.rule for f in judged(tmp_path, moved)}


def test_a_round_to_come_is_called_off_by_a_change_and_edited_by_none(tmp_path: Path) -> None:
    before, rounds, after = re.split(r"(?m)^(rounds:\n(?:[ ].*\n)+)", GOOD)
    dated = "rounds:\n  - of: draft\n    opens: 2026-11-23\n    closes: 2026-12-14\n"
    assert "opens: 2026-11-02" in rounds
    release(tmp_path, before + dated + after)
    change = "changes:\n  - kind: change\n    at: 2026-11-22\n    note: Chưa lấy ý kiến đợt này.\n"
    changed = after.replace("changes:\n", change) if "\nchanges:" in after else change + after
    gone, moved = "rounds:\n  - unknown: true\n", dated.replace("2026-12-14", "2026-12-15")
    broken = {"deadline-edited", "entry-edited"}
    assert broken & {f.rule for f in judged(tmp_path, before + gone + after)}
    assert not broken & {f.rule for f in judged(tmp_path, before + gone + changed)}
    assert "deadline-edited" in {f.rule for f in judged(tmp_path, before + moved + changed)}


def test_an_approval_does_not_cover_an_edited_deadline(tmp_path: Path) -> None:
    """Approved a second time, it is refused as it was."""
    release(tmp_path, GOOD)
    moved = GOOD.replace("closes: 2026-11-30", "closes: 2026-12-01")
    approved = "approved:\n  by: Văn phòng\n  date: 2026-11-22\n  sha256: " + "0" * 64 + "\n"
    for text in (moved, moved.replace("demo: true\n", approved + "demo: true\n")):
        assert "deadline-edited" in {f.rule for f in judged(tmp_path, text)}


@pytest.mark.parametrize(
    "edit,rule",
    [
        (("received: 42", "received: 45"), "outcome-edited"),
        (("received: 42", ""), "outcome-edited"),
        (("at: 2026-09-25", "at: 2026-09-26"), "outcome-edited"),
    ],
)
def test_a_figure_is_mended_with_a_correction(
    edit: tuple[str, str], rule: str, tmp_path: Path
) -> None:
    """Which becomes an item of its own; the next release holds the new figure to be what is said."""
    text = ANSWERED
    release(tmp_path, text, "2026-11-20")
    wrong = text.replace(*edit)
    assert rule in {f.rule for f in judged(tmp_path, wrong)}
    mended = wrong.replace(
        "demo: true\n",
        "changes:\n  - kind: correction\n    at: 2026-11-22\n    note: Sửa số liệu.\ndemo: true\n",
    )
    allowed = edit[1] != ""
    assert (rule not in {f.rule for f in judged(tmp_path, mended)}) == allowed
    if allowed:
        out = release(tmp_path, mended)
        assert len(out.events) == 1 and out.events[0].startswith("corrected/") and out.outcomes
        assert rule not in {f.rule for f in judged(tmp_path, mended)}
        assert rule in {f.rule for f in judged(tmp_path, text)}
