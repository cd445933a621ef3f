"""The judge: each rule by a case of its own, bad records by the dozen, odd ones that are right, and the catalogue."""

from __future__ import annotations

import ast
import re
import shutil
from itertools import product
from pathlib import Path

import pytest
from markupsafe import escape

from duthao import clock, rules
from duthao.domain import published, registers
from duthao.domain.draft import Draft
from duthao.errors import Finding
from duthao.outputs.site import Site
from duthao.outputs.web import content_pages
from duthao.records import record_reader, register_reader, released
from duthao.rendering.links import ALL, Links
from duthao.rules import reserved_names
from tests.bad_records import BAD
from tests.conftest import NOW, PROVINCE, ROOT
from tests.judged_records import (
    CASES,
    ID,
    KNOWN,
    SETTINGS,
    as_expected,
    judged,
    judged_across,
    release,
)
from tests.odd_records import ODD, WRITTEN
from tests.record_edits import BASES, CHANGE, GOOD, ISSUED, WAYS, Bad

TESTED_HERE = frozenset({"file-size", "form-foreign", "register-missing"})  # further down
# Judged where pages, scripts and sheets are made, or while files are opened: their tests stand with them.
TESTED_ELSEWHERE = frozenset(
    {
        "amount-not-in-draft",
        "article-not-in-draft",
        "approval-approver-unfit",
        "approval-approver-unknown",
        "approval-broken",
        "approval-level-refused",
        "approval-no-code-owners",
        "approval-sheet-missing",
        "approval-sheet-of-other",
        "approval-signature-broken",
        "approval-signature-untrusted",
        "approval-signer-unknown",
        "approval-unnumbered",
        "approval-unverified",
        "attachment-active-content",
        "attachment-comments",
        "attachment-content",
        "attachment-damaged",
        "attachment-earlier-revisions",
        "attachment-encrypted",
        "attachment-format",
        "attachment-formula",
        "attachment-formula-like",
        "attachment-hidden-files",
        "attachment-hidden-sheets",
        "attachment-hidden-text",
        "attachment-link",
        "attachment-macros",
        "attachment-no-text",
        "attachment-pdf-notes",
        "attachment-picture-place",
        "attachment-scanned-pages",
        "attachment-size",
        "attachment-tracked-changes",
        "attachment-unread",
        "commune-return",
        "author-metadata",
        "content-link",
        "content-on-generated-address",
        "content-refused",
        "deadline-in-translation",
        "file-deadline-differs",
        "file-effect-differs",
        "file-issuer-differs",
        "file-number-differs",
        "file-title-differs",
        "file-type-differs",
        "hidden-character",
        "internal-circulation-mark",
        "language-unnamed",
        "log-import",
        "log-twice",
        "message-too-long",
        "plan-entry-edited",
        "plan-maybe-personal-data",
        "plan-personal-data",
        "missing-glyph",
        "not-approved",
        "not-set",
        "settings-reference",
        "record-missing",
        "recording-unknown",
        "recording-unreadable",
        "report-heading",
        "report-office",
        "report-text-form",
        "responses-twice",
        "sheet-overflow",
        "site-size",
        "speech-long-sentence",
        "speech-too-long",
        "speech-unread",
        "stray-file",
        "translation-date",
        "translation-form",
        "translation-incomplete",
        "translation-language",
        "translation-missing",
        "translation-stale",
        "translation-undeclared",
        "word-form-choice",
        "word-form-entry",
        "word-form-fixed",
        "word-form-kept",
        "word-form-outside",
        "word-form-row",
        "word-form-sign",
        "word-form-tracked",
    }
)


# A field is named as the form names it, never by where it stands in the data: `rounds.1.closes`.
PATH_OF_FIELD = re.compile(r"\b[a-z_]+\.\d+\b(?!\.\d)|\b\d+\.[a-z_]+\.[a-z_]+")

TABLES = {".csv": "responses.csv", ".log.csv": "log.csv"}  # beside good.md and bad.md of a case


def folders() -> list[Path]:
    return sorted(path for path in CASES.iterdir() if path.is_dir())


def outcome(case: Path, which: str, root: Path) -> list[Finding]:
    """The findings of `good` or `bad` of a case: a record, its table of responses, a folder of records, registers that
    replace the province's, or meetings of the site."""
    registers_of_case = KNOWN
    replacing = ("*.yml", "_events/*/index.md")
    if any(any((case / which).glob(pattern)) for pattern in replacing):
        own, faults = replaced(case / which, root)
        if own is None or faults:
            return faults
        registers_of_case = own
    if (case / "published.yml").exists():
        (root / published.PATH).parent.mkdir(parents=True, exist_ok=True)
        (root / published.PATH).write_bytes((case / "published.yml").read_bytes())
        out, faults = published.read(root)
        assert not faults
        registers_of_case = registers_of_case.model_copy(update={"published": out})
    findings: list[Finding] = []
    for path in (
        sorted((case / which).glob("*.md")) if (case / which).is_dir() else [index_of(case, which)]
    ):
        draft_id = path.stem if path.parent.name == which else ID
        for suffix, name in TABLES.items():
            if (table := case / f"{which}{suffix}").exists():
                (root / "drafts" / draft_id).mkdir(parents=True, exist_ok=True)
                (root / "drafts" / draft_id / name).write_bytes(table.read_bytes())
        registers_of = {*case.glob(released.NAME), *(case / which).glob(released.NAME)}
        for beside in sorted({*case.glob("*.txt"), *registers_of}):
            if beside.name != "expected.txt":
                (root / "drafts" / draft_id).mkdir(parents=True, exist_ok=True)
                (root / "drafts" / draft_id / beside.name).write_bytes(beside.read_bytes())
        findings += judged(root, path.read_bytes(), draft_id, registers_of_case)
    return findings + judged_across(root, registers_of_case)


def index_of(case: Path, which: str) -> Path:
    """Its own; else one that good and bad share; else that of a round that was answered, to which tables of responses belong,
    or of one that is open, to which logs do.
    """
    shared = "good.md" if (case / f"{which}.log.csv").exists() else "answered.md"
    ways = (case / f"{which}.md", case / "index.md", CASES / shared)
    return next(path for path in ways if path.exists())


def rule_of(case: Path) -> str:
    """A rule with several cases has them as `<rule>--<what>`."""
    return case.name.partition("--")[0]


def replaced(folder: Path, root: Path) -> tuple[registers.Registers | None, list[Finding]]:
    """The province's registers with some files replaced, or others beside them; no campaigns, which name agencies that a case
    may not have."""
    target = root / register_reader.FOLDER
    target.mkdir(parents=True)
    own = (PROVINCE / register_reader.FOLDER).glob("*.yml")
    for path in (*(p for p in own if p.stem != "campaigns"), *folder.glob("*.yml")):
        (target / path.name).write_bytes(path.read_bytes())
    if (folder / "_events").is_dir():
        shutil.copytree(folder / "_events", root / "drafts" / "_events")
    return register_reader.load(root)


@pytest.mark.parametrize("case", folders(), ids=lambda path: path.name)
def test_case(case: Path, tmp_path: Path) -> None:
    """The good input is without this fault; the bad one has it, with all that `expected.txt` says and no more."""
    good, bad = outcome(case, "good", tmp_path / "good"), outcome(case, "bad", tmp_path / "bad")
    assert not [f for f in bad if PATH_OF_FIELD.search(f"{f.message.vi} {f.remedy.vi}")]
    assert as_expected(bad) == (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert rule_of(case) in {f.rule for f in bad}
    assert as_expected(good) == []
    assert all(f.message.vi and f.message.en and f.remedy.vi and f.remedy.en for f in bad)


def test_the_bases_of_the_tables_are_good(tmp_path: Path) -> None:
    for base, text in BASES.items():
        assert as_expected(judged(tmp_path / base, text)) == []


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.rule}-{BAD.index(bad)}")
def test_a_bad_record_is_refused(bad: Bad, tmp_path: Path) -> None:
    """By the right rule, at the right line, as an error."""
    if bad.base == "released":
        release(tmp_path, BASES["released"])
    findings = judged(tmp_path, bad.text)
    assert not [f for f in findings if PATH_OF_FIELD.search(f"{f.message.vi} {f.remedy.vi}")]
    assert (bad.rule, bad.line, "error") in {(f.rule, f.line, f.severity) for f in findings}, (
        as_expected(findings)
    )


@pytest.mark.parametrize("name,text", [*ODD, *WRITTEN], ids=[name for name, _ in (*ODD, *WRITTEN)])
def test_an_odd_record_is_right(name: str, text: str | bytes, tmp_path: Path) -> None:
    assert [f for f in judged(tmp_path, text) if f.severity == "error"] == []


def test_there_are_enough_of_them() -> None:
    refused = [
        case
        for case in folders()
        if "error[" in (case / "expected.txt").read_text(encoding="utf-8")
    ]
    assert len(BAD) + len(refused) >= 150
    assert len({text for _, text in ODD}) + len(WRITTEN) >= 60


def test_no_edit_of_a_line_makes_the_judge_stumble(tmp_path: Path) -> None:
    """Each line gone, or its value replaced by something else: findings, never a traceback."""
    for base in (GOOD, ISSUED):
        lines = base.split("\n")
        for place, line in enumerate(lines):
            for other in (
                [],
                [line.partition(":")[0] + ": x"],
                [line.partition(":")[0] + ": [x]"],
                [line, line],
            ):
                judged(tmp_path, "\n".join([*lines[:place], *other, *lines[place + 1 :]]))


@pytest.mark.parametrize(
    "old,new,message,remedy",
    [
        (
            "closes: 2026-12-10",
            "closes: 10/12/2026",
            "«Đợt 1 › Lần đổi hạn 1 › Hạn góp ý mới» (closes) không",
            "Viết 2026-12-10.",
        ),
        ("    opens: 2026-11-02", "    opens: 2.11.2026 17:00", "«Đợt 1 › ", "2026-11-02 17:00"),
        ("    opens: 2026-11-02", "    opens: 31/02/2026", "«Đợt 1 › ", "dạng 2026-12-05"),
        (
            "agency: so-nong-nghiep-va-moi-truong",
            "agency: Sở Nông nghiệp và Môi trường",
            "(agency)",
            "Viết khóa «so-nong-nghiep-va-moi-truong».",
        ),
        (
            "places: [ha-tinh]",
            "places: [Tỉnh Hà Tĩnh]",
            "«Địa bàn 1» (places)",
            "Viết khóa «ha-tinh».",
        ),
        ("issuer: hdnd-tinh", "issuer: HĐND tỉnh", "(issuer)", "Viết khóa «hdnd-tinh»."),
        (
            "agency: so-nong-nghiep-va-moi-truong",
            "agency: Bộ Tư pháp",  # which the register has not: another is no answer
            "(agency)",
            "Có phải «Sở Tư pháp»?",
        ),
        (
            "document_type: nq-hdnd-tinh",
            "document_type: Nghị quyết",
            "(document_type)",
            "«nq-hdnd-tinh»",
        ),
        ("title: Nghị quyết sửa", "title: Nghị quyết: sửa", "ở dấu «:»", "ngoặc kép"),
        ("  - of: draft", "\t- of: draft", "ở dấu «Tab»", "dấu cách"),
        (
            "topics: [nong-nghiep-nong-thon]",
            "topics: [nong-nghiep-nong-thon",
            "ở dấu «[»",
            "có một «]»",
        ),
        ("  - of: draft", "  - of: draf", "(of) không nhận", "Có phải «draft»?"),
        (
            "stage: social_criticism",
            "stage: Social criticism",
            "(stage)",
            "Có phải «social_criticism»?",
        ),
    ],
)
def test_a_fault_is_told_in_words_and_with_the_right_value(
    tmp_path: Path, old: str, new: str, message: str, remedy: str
) -> None:
    root = tmp_path / "root"
    (root / "drafts").mkdir(parents=True)
    shutil.copytree(PROVINCE / register_reader.FOLDER, root / register_reader.FOLDER)
    assert old in GOOD
    findings = judged(root, GOOD.replace(old, new, 1))
    [finding] = [f for f in findings if f.rule.startswith(("bad-", "yaml-"))]
    assert message in finding.message.vi
    assert remedy in finding.remedy.vi


RULE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
RAISES = {"Finding", "finding", "_fault", "_refuse", "Fault", "TableRule"}


def raised() -> set[str]:
    """Every rule id that the package's code hands to a finding: it stands beside a `Say`, or in a call that makes one."""
    rule_ids: set[str] = set()
    for path in (ROOT / "scripts" / "duthao").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            n.targets[0].id: n.value
            for n in tree.body
            if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)
        }
        for node in ast.walk(tree):
            inside = (
                node.elts
                if isinstance(node, ast.Tuple)
                else node.args
                if isinstance(node, ast.Call)
                else []
            )
            values = [named.get(e.id, e) if isinstance(e, ast.Name) else e for e in inside]
            ids = [
                v.value
                for v in values
                if isinstance(v, ast.Constant)
                and isinstance(v.value, str)
                and RULE_ID.fullmatch(v.value)
            ]
            if ids and (_name(node) in RAISES or any(_name(e) == "Say" for e in inside)):
                rule_ids.add(ids[0])
    return rule_ids


def _name(node: ast.AST) -> str:
    function = node.func if isinstance(node, ast.Call) else node
    return getattr(function, "attr", getattr(function, "id", ""))


def test_every_rule_that_is_raised_is_in_the_catalogue_and_the_other_way_round() -> None:
    assert raised() == set(rules.catalogue())


def test_every_rule_is_well_described() -> None:
    for rule_id, entry in rules.catalogue().items():
        assert RULE_ID.fullmatch(rule_id)
        assert entry.title and not entry.title.endswith("."), rule_id
        assert entry.remedy.endswith((".", "…")), rule_id
        assert entry.severity in ("error", "warning")
    assert sum(len(module.RULES) for module in rules.modules()) == len(
        rules.catalogue()
    )  # no id has two owners


def test_every_rule_has_a_case() -> None:
    cases = {rule_of(case) for case in folders()}
    assert set(rules.catalogue()) - cases == TESTED_ELSEWHERE | TESTED_HERE


def test_no_rule_is_graver_than_the_handbook_says() -> None:
    entries = rules.catalogue()
    for case in folders():
        for line in (case / "expected.txt").read_text(encoding="utf-8").splitlines():
            severity, rule = re.search(r": (error|warning)\[(.+?)\]", line).groups()  # type: ignore[union-attr]
            assert severity == entries[rule].severity


def test_the_handbook_has_an_anchor_for_each_rule() -> None:
    site = Site(ROOT, SETTINGS, Links("https://vanban.example/"), KNOWN, clock.now(NOW), {})
    page = content_pages._rules(site, ())
    for rule_id, entry in rules.catalogue().items():
        assert f'id="{rule_id}"' in page
        assert str(escape(entry.title)) in page and str(escape(entry.remedy)) in page


def test_all_four_criteria_or_none() -> None:
    for bits in product((True, False), repeat=4):
        draft = Draft.model_validate(
            {
                "title": "T",
                "short_title": "T",
                "summary": "T",
                "document_type": "x",
                "agency": "a",
                "issuer": "b",
                "topics": ["c"],
                "places": ["d"],
                "scope": dict(zip("abcd", bits, strict=True)),
            }
        )
        assert draft.falls_under_407 == all(bits)
        assert draft.scope and draft.scope.unmet == tuple(
            c for c, bit in zip("abcd", bits, strict=True) if not bit
        )
    assert not draft.model_copy(update={"scope": None}).falls_under_407


def test_the_reserved_id_is_that_of_later_pages() -> None:
    assert {Links.paged(ALL, 2).split("/")[1]} == reserved_names._IDS


def test_a_form_on_a_foreign_service_or_behind_an_account(tmp_path: Path) -> None:
    text = GOOD.replace(WAYS, "comment: {form_url: https://bieumau.hatinh.example/gop-y}\n")
    judged(tmp_path, text)
    record, _ = record_reader.read(tmp_path, ID)
    assert record
    own = SETTINGS.comment.providers[0]
    by_name = {}
    for name, provider in (
        ("plain", own),
        ("abroad", own.model_copy(update={"foreign": True})),
        ("account", own.model_copy(update={"account": True})),
    ):
        changed = SETTINGS.model_copy(
            update={"comment": SETTINGS.comment.model_copy(update={"providers": (provider,)})}
        )
        context = rules.Context(KNOWN, changed, clock.now(NOW), frozenset({ID}))
        by_name[name] = {(f.rule, f.severity) for f in rules.judge(record, context)}
    offline = ("no-offline-way", "error")
    assert by_name == {
        "plain": {offline},
        "abroad": {offline, ("form-foreign", "warning")},
        "account": {offline, ("no-way-without-account", "error")},
    }


def test_a_file_of_its_own_size(tmp_path: Path) -> None:
    assert [f.rule for f in judged(tmp_path, GOOD + "x" * 262_144)] == ["file-size"]


def test_a_register_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / register_reader.FOLDER).mkdir(parents=True)
    loaded, findings = register_reader.load(tmp_path)
    assert loaded is None and {f.rule for f in findings} == {"register-missing"}


@pytest.mark.parametrize(
    "moment,expected",
    [
        ("2026-11-29T00:00+07:00", {"no-offline-way"}),
        ("2026-11-30T23:59:59+07:00", {"no-offline-way"}),
        ("2026-11-30T17:00:00Z", set()),
        ("2026-12-01T00:00+07:00", set()),
        ("2026-10-01", {"no-offline-way", "date-ahead"}),
    ],
)
def test_ways_are_asked_for_until_the_last_second(
    moment: str, expected: set[str], tmp_path: Path
) -> None:
    text = GOOD.replace(WAYS, "comment: {email: gopy@hatinh.example}\n").replace(
        f"    deadline_changes:\n{CHANGE}", ""
    )
    assert {f.rule for f in judged(tmp_path, text, now=moment)} == expected
