"""A new record begins with the channels that its place has."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from duthao.cli.main import main
from duthao.outputs.shared.proposed_channels import as_front_matter, proposed
from duthao.records import register_reader
from tests.conftest import ROOT
from tests.judged_records import KNOWN


def test_a_border_commune_has_a_loudspeaker_in_its_languages() -> None:
    registers, _ = register_reader.load(ROOT)
    assert registers
    lines = as_front_matter(proposed(registers, "a-mu-sung"), "2026-12-05")
    assert "    # phát bằng tiếng Việt, tiếng Mông, tiếng Dao" in lines
    assert yaml.safe_load("\n".join(lines).replace("2026-12-05", "d"))["channels"] == [
        {"channel": "loudspeaker", "planned": "d", "unit": "Đài truyền thanh xã A Mú Sung"},
        {"channel": "notice_board", "planned": "d", "unit": "Ủy ban nhân dân xã A Mú Sung"},
    ]


def test_a_province_has_its_portal_and_all_communes() -> None:
    lines = as_front_matter(proposed(KNOWN, "ha-tinh"), "")
    assert all(line.startswith("# ") for line in lines)
    assert [line.split()[-1] for line in lines if "channel:" in line] == [
        "portal",
        "loudspeaker",
        "notice_board",
    ]
    assert not any("phát bằng" in line for line in as_front_matter(proposed(KNOWN, "can-loc"), ""))
    assert as_front_matter(proposed(KNOWN, "nowhere"), "2026-12-05") == []


def test_the_record_that_is_made_can_be_read(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "drafts" / "_registers", tmp_path / "drafts" / "_registers")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    given = {
        "title": "Nghị quyết", "short-title": "Nghị quyết", "type": "nq-hdnd-xa", "agency": "Sở Tư pháp; so-noi-vu",
        "issuer": "hdnd-tinh", "topic": "giao-duc", "place": "a-mu-sung", "opens": "2026-12-05 08:00", "closes": "2027-01-10",
    }  # fmt: skip
    flags = [part for name, value in given.items() for part in (f"--{name}", value)]
    assert main(["new", "lc-2026-900", "--root", str(tmp_path), *flags]) == 0
    text = (tmp_path / "drafts/lc-2026-900/index.md").read_text(encoding="utf-8")
    data = yaml.safe_load(text.split("---")[1])
    assert [str(use["planned"]) for use in data["channels"]] == ["2026-12-05", "2026-12-05"]
    assert data["agency"] == ["so-tu-phap", "so-noi-vu"] and data["issuer"] == "hdnd-tinh"
