"""What is measured is what a province has: its invented records are valid, and stand as they are said to."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from duthao import clock
from duthao.builder.check import check
from duthao.domain.lifecycle import view
from duthao.records import record_reader, settings_reader
from tests.bench import province_records
from tests.bench.contenders import write
from tests.bench.records import communes
from tests.conftest import ROOT


def test_a_province_for_measuring_is_without_faults(tmp_path: Path) -> None:
    """Approved, released and in earnest, each with two readable PDFs as heavy as real ones."""
    root = tmp_path / "province"
    edited = province_records.lay_out(root, 8)
    settings, _ = settings_reader.load(root)
    assert (settings.sample, settings.as_of) == (False, None)
    assert not (root / "site").exists()
    assert check(root, province_records.NOW) == ()
    moments = [clock.parse(at).start for at in (province_records.NOW, province_records.MIDNIGHT)]
    turned: Counter[tuple[str, ...]] = Counter()
    for record_id in record_reader.ids(root):
        record, _ = record_reader.read(root, record_id)
        assert record and record.history
        assert sorted(record.files) == sorted(province_records.FILES)
        assert all(250_000 < file.size < 350_000 for file in record.files.values())
        assert all((file.pages or 0) >= 6 for file in record.files.values())
        turned[tuple(view(record.draft, now).state for now in moments)] += 1
        assert record_id != edited or turned["open", "open"]
    assert turned["open", "analysing"] == province_records.CLOSING
    assert turned["upcoming", "open"] == province_records.OPENING


def test_of_a_hundred_records_of_a_province_six_are_open() -> None:
    """Half of these for the whole province; ids and text are the same every time."""
    made = list(province_records.generate(500, communes(ROOT)))
    now = province_records.TODAY.isoformat()
    is_open = [
        r for r in made if (first := r.front["rounds"][0])["opens"] <= now <= first["closes"]
    ]
    assert len(made) == len({r.id for r in made}) == 500
    assert (len(is_open), sum(r.province_wide for r in is_open)) == (30, 15)
    assert [r.text for r in province_records.generate(500, communes(ROOT))] == [
        r.text for r in made
    ]


def test_many_records_of_a_province_are_without_faults(tmp_path: Path) -> None:
    """Whatever chance makes of them; their files are not written here, which would take minutes."""
    root = tmp_path / "province"
    province_records.lay_site(root, ROOT)
    for record in province_records.generate(300, communes(ROOT)):
        (root / "drafts" / record.id).mkdir()
        write(root / "drafts" / record.id / "index.md", record.text)
    rules = {finding.rule for finding in check(root, province_records.NOW)}
    assert rules == {"file-missing", "not-approved"}
