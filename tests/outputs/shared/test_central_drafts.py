"""A central body's draft says everywhere that it is not the province's, and is made of a few facts."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from duthao import clock
from duthao.cli import main
from duthao.cli.new import central_alone, central_issuer
from duthao.domain import deadline_words
from duthao.domain.lifecycle import view
from duthao.outputs.loudspeaker.running_order_items import letters, order_item
from duthao.outputs.loudspeaker.scripts import compose
from duthao.outputs.loudspeaker.talks import talk
from duthao.outputs.loudspeaker.video_script import video_script
from duthao.outputs.office.draft_letters import DraftLetters
from duthao.outputs.office.orientation_sheet import OrientationSheet
from duthao.outputs.shared.central_drafts import whose
from duthao.outputs.shared.comment_channels import channels
from duthao.outputs.shared.sheet import changes, own_marks, sheet_kinds
from duthao.outputs.site import Site
from duthao.outputs.web.lists import card
from duthao.records.record import Record
from duthao.rules import Context, judge
from tests.conftest import NOW, PROVINCE, lay_out
from tests.outputs.office.test_letters import record_of, site_at

MARK = "Dự thảo của Bộ Xây dựng, không phải của tỉnh Hà Tĩnh"
FACTS = (
    "--title", "Thông tư về chi phí bảo trì", "--short-title", "Chi phí bảo trì", "--type", "thong-tu",
    "--agency", "bo-xay-dung", "--topic", "xay-dung-nha-o", "--opens", "2026-11-10", "--closes", "2026-11-25",
    "--link", "https://moc.example/du-thao/1",
)  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = lay_out(tmp_path_factory.mktemp("central") / "root")
    arguments = ["new", "--central", "bxd-2026-001", "--root", str(folder), "--as-of", NOW, *FACTS]
    assert main.main(arguments) == 0
    return folder


@pytest.fixture(scope="module")
def record(root: Path) -> Record:
    return record_of("bxd-2026-001", root)


@pytest.fixture(scope="module")
def site() -> Site:
    return replace(site_at(root=PROVINCE), internal=False, printed=True)


def test_a_few_facts_make_a_record_in_which_nothing_is_wrong(site: Site, record: Record) -> None:
    now = clock.now(NOW)
    assert view(record.draft, now).state == "open"
    assert record.draft.places == ("ha-tinh",) and record.draft.issuers == ("bo-xay-dung",)
    found = judge(record, Context(site.registers, site.settings, now, frozenset({record.id})))
    # Fifteen days, and no way but the ministry's own: that is for the ministry to answer for.
    assert {finding.rule for finding in found} <= {"not-approved", "no-secret-missing"}


def test_only_central_bodies_and_types_are_taken(root: Path) -> None:
    wrong = [w if w != "bo-xay-dung" else "so-tu-phap" for w in FACTS]
    assert main.main(["new", "--central", "bxd-2026-002", "--root", str(root), *wrong]) == 2
    wrong = [w if w != "https://moc.example/du-thao/1" else "moc" for w in FACTS]
    assert main.main(["new", "--central", "bxd-2026-002", "--root", str(root), *wrong]) == 2
    assert not (root / "drafts" / "bxd-2026-002").exists()


def made(root: Path, draft_id: str, **given: str) -> tuple[int, str]:
    """The exit code of `duthao new --central` with these facts, and the record that it made ("" if none); "": no such flag."""
    facts = dict(zip(FACTS[::2], FACTS[1::2], strict=True)) | {
        f"--{n}": v for n, v in given.items()
    }
    flags = [part for name, value in facts.items() if value for part in (name, value)]
    code = main.main(["new", "--central", draft_id, "--root", str(root), "--as-of", NOW, *flags])
    path = root / "drafts" / draft_id / "index.md"
    return code, path.read_text(encoding="utf-8") if path.exists() else ""


def test_no_date_is_made_up(root: Path) -> None:
    _, text = made(root, "bxd-2026-003", opens="", closes="")
    assert "\nrounds:" not in text and NOW[:10] not in text and "\n  # date: " in text
    _, text = made(root, "bxd-2026-004", closes="")
    assert (
        "\n    opens: 2026-11-10\n    closes:\n" in text
    )  # told is told: the check asks for the rest
    _, text = made(root, "bxd-2026-005", opens="")
    assert "\n    opens:\n    closes: 2026-11-25\n" in text and "\n  # date: " in text
    for draft_id in ("bxd-2026-003", "bxd-2026-004", "bxd-2026-005"):
        shutil.rmtree(root / "drafts" / draft_id)


def test_a_decree_is_the_governments_and_a_minister_issues_his_own() -> None:
    registers = central_alone(site_at().registers)
    of = [(kind, central_issuer(kind, "bo-xay-dung", registers)) for kind in ("nghi-dinh", "thong-tu", "qd-ttg", "luat")]  # fmt: skip
    # The register has neither the Prime Minister nor the National Assembly, so nobody is named in their stead.
    assert of == [("nghi-dinh", "chinh-phu"), ("thong-tu", "bo-xay-dung"), ("qd-ttg", ""), ("luat", "")]  # fmt: skip
    registers = central_alone(site_at(root=PROVINCE).registers)
    assert central_issuer("thong-tu", "vu-quy-hoach-kien-truc", registers) == "bo-xay-dung"


def test_flags_are_honoured(root: Path) -> None:
    _, text = made(root, "bxd-2026-007", type="nghi-dinh", issuer="bo-xay-dung", place="can-loc")
    shutil.rmtree(root / "drafts" / "bxd-2026-007")
    assert "\nissuer: bo-xay-dung\n" in text and "\nplaces: [can-loc]\n" in text
    _, text = made(root, "bxd-2026-008", type="nghi-dinh")  # this register has no Government
    shutil.rmtree(root / "drafts" / "bxd-2026-008")
    assert "\nissuer:\n" in text


def test_what_cannot_be_is_refused_with_a_message(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for given, told in (
        ({"closes": "2026-11-01"}, "sau ngày bắt đầu"),
        ({"link": "http://["}, "https://"),
        ({"issuer": "so-tu-phap"}, "--issuer"),
    ):
        assert made(root, "bxd-2026-006", **given) == (2, "")
        assert told in capsys.readouterr().err


def test_it_is_marked_on_page_script_and_sheet(site: Site, record: Record) -> None:
    assert whose(site, record) == MARK
    assert MARK in own_marks(site, record) and MARK in card(site, record)
    for script in compose(site, record).texts:
        if not script.expired:
            assert f"Đây là d{MARK[1:]}." in script.text, script.file
    assert f"{MARK}." in [line for group in talk(site, record).groups for line in group]
    assert f"{MARK}." in video_script(site, record).scenes[0].said
    aired = order_item(site, record)
    assert aired and aired["crawl"].startswith(f"{MARK}: ") and letters(aired["crawl"]) <= 120
    assert whose(site, record_of("ht-2026-002", PROVINCE)) == ""


def test_comments_go_where_it_is_posted(site: Site, record: Record) -> None:
    (way,) = channels(site, record)
    assert way["url"] == "https://moc.example/du-thao/1" and way["text"] == "Xem và góp ý tại moc.example"  # fmt: skip
    assert changes(record) == []  # nobody knows them, so no sheet shows them


def test_nothing_is_made_that_its_own_body_would_sign(site: Site, record: Record) -> None:
    files = {kind.file for kind in sheet_kinds(site, record)}
    assert "to-thong-tin.pdf" in files and not files & {"thong-bao.pdf", "phieu-tong-hop.pdf"}
    internal = replace(site, internal=True)
    assert not [*DraftLetters().for_record(internal, record)]
    assert not [*OrientationSheet().for_record(internal, record)]


def test_they_have_a_list_of_their_own(built: Path) -> None:
    page = (built / "site" / "trung-uong" / "index.html").read_text(encoding="utf-8")
    assert "bxd-2023-001" in page and MARK in page and "ht-2026-002" not in page
    draft = (built / "site" / "du-thao" / "bxd-2023-001" / "index.html").read_text(encoding="utf-8")
    assert MARK in draft


def test_a_crawl_line_has_120_letters_at_most_and_its_deadline(site: Site, record: Record) -> None:
    """However long names are, with an hour, of a sample that nobody approved."""
    key = record.draft.lead_issuer
    long = {
        "name": "Bộ Phát triển nông thôn miền núi và hải đảo vùng biên giới " * 2,
        "short": None,
    }
    agencies = {**site.registers.agencies}
    agencies[key] = agencies[key].model_copy(update=long)
    registers = site.registers.model_copy(update={"agencies": agencies})
    (round_,) = record.draft.rounds
    for opens, closes in (("2026-11-10", "2026-11-25T17:00"), ("2026-12-10", "2026-12-25T17:30")):
        times = {"opens": clock.parse(opens), "closes": clock.parse(closes)}
        update = {"demo": True, "rounds": (round_.model_copy(update=times),)}
        hard = replace(record, draft=record.draft.model_copy(update=update))
        aired = order_item(replace(site, registers=registers, approved=False), hard)
        assert aired and letters(aired["crawl"]) <= 120
        assert deadline_words.until(times["closes"]) in aired["crawl"]
        assert "[CHƯA DUYỆT] [MINH HỌA]" in aired["crawl"]
