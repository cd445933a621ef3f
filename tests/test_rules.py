"""The judge: each rule by a case of its own, bad records by the dozen, and odd ones that are right."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise, product
from pathlib import Path

import pytest
import yaml
from markupsafe import escape

from duthao import clock, rules
from duthao.domain import published, registers
from duthao.domain.draft import Draft
from duthao.domain.events import events
from duthao.domain.lifecycle import terms_of, view
from duthao.domain.scope import in_scope, unmet
from duthao.errors import Finding
from duthao.outputs.site import Site
from duthao.outputs.web import content_pages
from duthao.records import record_reader, register_reader, release_facts, released, settings_reader
from duthao.records.record import INDEX
from duthao.rendering.links import ALL, Links
from duthao.rules import posting_period, reserved_names
from tests.bad_records import BAD, BASES, CHANGE, GOOD, ISSUED, WAYS, Bad
from tests.conftest import NOW, PROVINCE, ROOT
from tests.odd_records import ODD, WRITTEN

CASES = Path(__file__).parent / "cases"
ID = "ht-2026-900"
SETTINGS, _ = settings_reader.load(PROVINCE)


def _known(root: Path) -> registers.Registers:
    known, faults = register_reader.load(root)
    assert known and not faults
    return known


KNOWN = _known(PROVINCE)
TESTED_HERE = frozenset({"file-size", "form-foreign", "register-missing"})  # further down
# Judged where pages, scripts and sheets are made, or while files are opened: their tests stand with them.
TESTED_ELSEWHERE = frozenset(
    {
        "approval-broken",
        "attachment-content",
        "attachment-damaged",
        "attachment-encrypted",
        "attachment-format",
        "attachment-hidden-files",
        "attachment-link",
        "attachment-macros",
        "attachment-no-text",
        "attachment-size",
        "attachment-unread",
        "author-metadata",
        "content-link",
        "content-on-generated-address",
        "hidden-character",
        "message-too-long",
        "missing-glyph",
        "not-approved",
        "not-set",
        "record-missing",
        "recording-unknown",
        "recording-unreadable",
        "sheet-overflow",
        "speech-long-sentence",
        "speech-too-long",
        "speech-unread",
        "stray-file",
        "translation-stale",
        "translation-undeclared",
    }
)


def judged(
    root: Path,
    text: str | bytes,
    draft_id: str = ID,
    known: registers.Registers = KNOWN,
    now: str = NOW,
) -> list[Finding]:
    """Every finding of one record that stands beside the test province's others, in the order of `duthao check`."""
    folder = root / "drafts" / draft_id
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.md").write_bytes(text if isinstance(text, bytes) else text.encode())
    record, found = record_reader.read(root, draft_id)
    ids = frozenset(record_reader.ids(PROVINCE)) | {draft_id, *record_reader.ids(root)}
    context = rules.Context(known, SETTINGS, clock.now(now), ids)
    if record:
        found += rules.judge(record, context)
    return sorted(set(found), key=lambda f: f.order)


def across(root: Path, known: registers.Registers = KNOWN) -> list[Finding]:
    """Every finding that shows only when all records under `root` are seen together."""
    read = {i: record_reader.read(root, i)[0] for i in record_reader.ids(root)}
    titles = {i: record.draft.title for i, record in read.items() if record}
    return list(rules.judge_all(rules.Library(frozenset(read), titles, known, read.__getitem__)))


def told(findings: list[Finding]) -> list[str]:
    """Findings as `expected.txt` has them; those of another file than the record's begin with its name."""
    return [
        f"{'' if f.path.endswith(INDEX) else Path(f.path).name + ':'}{f.line}: {f.severity}[{f.rule}] {f.message}"
        for f in findings
    ]


ANSWERED = (CASES / "outcome-edited" / "was.md").read_text(encoding="utf-8")


# ---- a folder for each rule


def folders() -> list[Path]:
    return sorted(path for path in CASES.iterdir() if path.is_dir())


def outcome(case: Path, which: str, root: Path) -> list[Finding]:
    """The findings of `good` or `bad` of a case: a record, a folder of records, or registers that replace the province's."""
    known = KNOWN
    if (case / which).is_dir() and any((case / which).glob("*.yml")):
        own, faults = replaced(case / which, root)
        if own is None:
            return faults
        known = own
    if (case / "published.yml").exists():
        (root / published.PATH).parent.mkdir(parents=True, exist_ok=True)
        (root / published.PATH).write_bytes((case / "published.yml").read_bytes())
        out, faults = published.read(root)
        assert not faults
        known = KNOWN.model_copy(update={"published": out})
    found: list[Finding] = []
    for path in (
        sorted((case / which).glob("*.md")) if (case / which).is_dir() else [case / f"{which}.md"]
    ):
        draft_id = ID if path.stem == which else path.stem
        registers_of = {*case.glob(released.NAME), *(case / which).glob(released.NAME)}
        for beside in sorted({*case.glob("*.txt"), *registers_of}):
            if beside.name != "expected.txt":
                (root / "drafts" / draft_id).mkdir(parents=True, exist_ok=True)
                (root / "drafts" / draft_id / beside.name).write_bytes(beside.read_bytes())
        found += judged(root, path.read_bytes(), draft_id, known)
    return found + across(root, known)


def replaced(folder: Path, root: Path) -> tuple[registers.Registers | None, list[Finding]]:
    """The province's registers with some files replaced."""
    target = root / register_reader.FOLDER
    target.mkdir(parents=True)
    for path in sorted((PROVINCE / register_reader.FOLDER).glob("*.yml")):
        (target / path.name).write_bytes(
            (folder / path.name if (folder / path.name).exists() else path).read_bytes()
        )
    if (folder / "published.yml").exists():
        (target / "published.yml").write_bytes((folder / "published.yml").read_bytes())
    return register_reader.load(root)


@pytest.mark.parametrize("case", folders(), ids=lambda path: path.name)
def test_case(case: Path, tmp_path: Path) -> None:
    """The good input is without this fault; the bad one has it, with all that `expected.txt` says and no more."""
    good, bad = outcome(case, "good", tmp_path / "good"), outcome(case, "bad", tmp_path / "bad")
    assert told(bad) == (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert case.name in {f.rule for f in bad}
    assert told(good) == []
    assert all(f.message.vi and f.message.en and f.remedy.vi and f.remedy.en for f in bad)


# ---- many bad records, many odd ones


def test_the_bases_of_the_tables_are_good(tmp_path: Path) -> None:
    for base, text in BASES.items():
        assert told(judged(tmp_path / base, text)) == []


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: f"{bad.rule}-{BAD.index(bad)}")
def test_a_bad_record_is_refused(bad: Bad, tmp_path: Path) -> None:
    """By the right rule, at the right line, as an error."""
    if bad.base == "released":
        release(tmp_path, BASES["released"])
    found = judged(tmp_path, bad.text)
    assert (bad.rule, bad.line, "error") in {(f.rule, f.line, f.severity) for f in found}, told(
        found
    )


def release(root: Path, text: str, when: str = "2026-11-22") -> released.Release:
    """Let out all that has come of a record, and return it."""
    judged(root, text)
    record, _ = record_reader.read(root, ID)
    assert record
    now = clock.now(when)
    told = events(ID, record.draft, SETTINGS.tag_authority, terms_of(SETTINGS))
    out = release_facts.beyond(release_facts.at(record, told, now), record.history)
    path = root / "drafts" / ID / released.NAME
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(released.added(before, now, out), encoding="utf-8")
    return out


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


# ---- what is said of a fault


@pytest.mark.parametrize(
    "old,new,message,remedy",
    [
        (
            "closes: 2026-12-10",
            "closes: 10/12/2026",
            "«Đợt 1 › Lần đổi hạn 1 › Hạn góp ý mới» (rounds.1.deadline_changes.1.closes) không",
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
        ("places: [ha-tinh]", "places: [Tỉnh Hà Tĩnh]", "«Địa bàn 1» (places.1)", "«ha-tinh»"),
        ("title: Nghị quyết sửa", "title: Nghị quyết: sửa", "ở dấu «:»", "ngoặc kép"),
        ("  - of: draft", "\t- of: draft", "ở dấu «Tab»", "khoảng trắng"),
    ],
)
def test_a_fault_is_told_in_words_and_with_the_right_value(
    tmp_path: Path, old: str, new: str, message: str, remedy: str
) -> None:
    root = tmp_path / "root"
    (root / "drafts").mkdir(parents=True)
    shutil.copytree(PROVINCE / register_reader.FOLDER, root / register_reader.FOLDER)
    assert old in GOOD
    told = judged(root, GOOD.replace(old, new, 1))
    [found] = [f for f in told if f.rule.startswith(("bad-", "yaml-"))]
    assert message in found.message.vi
    assert remedy in found.remedy.vi


# ---- the catalogue

RULE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
RAISES = {"Finding", "finding", "_fault", "_refuse", "Fault"}


def raised() -> set[str]:
    """Every rule id that the package's code hands to a finding: it stands beside a `Say`, or in a call that makes one."""
    found: set[str] = set()
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
                found.add(ids[0])
    return found


def _name(node: ast.AST) -> str:
    function = node.func if isinstance(node, ast.Call) else node
    return getattr(function, "attr", getattr(function, "id", ""))


def test_every_rule_that_is_raised_is_in_the_catalogue_and_the_other_way_round() -> None:
    assert raised() == set(rules.catalogue())


def test_every_rule_is_well_described() -> None:
    for rule, said in rules.catalogue().items():
        assert RULE_ID.fullmatch(rule)
        assert said.title and not said.title.endswith("."), rule
        assert said.remedy.endswith((".", "…")), rule
        assert said.severity in ("error", "warning")
    assert sum(len(module.RULES) for module in rules.modules()) == len(
        rules.catalogue()
    )  # no id has two owners


def test_every_rule_has_a_case() -> None:
    cases = {case.name for case in folders()}
    assert set(rules.catalogue()) - cases == TESTED_ELSEWHERE | TESTED_HERE


def test_no_rule_is_graver_than_the_handbook_says() -> None:
    said = rules.catalogue()
    for case in folders():
        for line in (case / "expected.txt").read_text(encoding="utf-8").splitlines():
            severity, rule = re.search(r": (error|warning)\[(.+?)\]", line).groups()  # type: ignore[union-attr]
            assert severity == said[rule].severity


def test_the_handbook_has_an_anchor_for_each_rule() -> None:
    site = Site(ROOT, SETTINGS, Links("https://vanban.example/"), KNOWN, clock.now(NOW), {})
    page = content_pages._rules(site, ())
    for rule, said in rules.catalogue().items():
        assert f'id="{rule}"' in page
        assert str(escape(said.title)) in page and str(escape(said.remedy)) in page


# ---- law as data


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
        ("thong-tu", "bo-xay-dung", "2025-03-31", "2025-05-29", "posting-too-short"),
        ("thong-tu", "bo-xay-dung", "2025-04-01", "2025-04-20", "posting-maybe-too-short"),
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
                given = KNOWN.model_copy(
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
                found = [
                    f
                    for f in judged(tmp_path, text, known=given, now="2030-01-01")
                    if f.rule in posting_period.RULES
                ]
                assert len(found) == 1
                said = f"{found[0].message.vi} {found[0].message.en} {found[0].remedy.vi} {found[0].remedy.en}"
                if regime.certainty == "verified":
                    assert (
                        found[0].severity == "error"
                        and regime.source
                        and regime.source in found[0].message.vi
                    )
                else:
                    assert found[0].severity == "warning" and not law.search(
                        said.replace(kind.name, "")
                    ), said
                    assert regime.days is None or "chưa xác minh" in found[0].message.vi


# ---- chains


def step_by_step(chain: tuple[str, ...], start: date) -> dict[str, date]:
    return {stage: start + timedelta(days=30 * n) for n, stage in enumerate(chain)}


@pytest.mark.parametrize("root", [PROVINCE, ROOT], ids=["ha-tinh", "lao-cai"])
@pytest.mark.parametrize(
    "start", [date(2019, 1, 7), date(2026, 1, 5)], ids=["law-before", "law-now"]
)
def test_every_chain_can_be_walked_in_its_order_only(
    root: Path, start: date, tmp_path: Path
) -> None:
    known = _known(root)
    assert {kind.level for kind in known.document_types.values()} == {
        "central",
        "province",
        "commune",
    }
    for key, kind in known.document_types.items():
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
    known = KNOWN.model_copy(update={"document_types": {key: kind}})
    stages = "".join(f"  - {{stage: {stage}, at: {day}}}\n" for stage, day in days.items())
    text = (
        ISSUED[: ISSUED.index("rounds:")].replace("qd-ubnd-tinh", key)
        + f"rounds: [{{unknown: true}}]\nstages:\n{stages}---\n"
    )
    return {f.rule for f in judged(root, text, known=known)} & {
        "stage-not-in-chain",
        "stages-out-of-order",
        "after-the-end",
    }


def test_a_draft_passes_through_its_states_along_its_chain() -> None:
    """With a round between drafting and appraisal, each state comes once and in the order of the law."""
    for key, kind in KNOWN.document_types.items():
        days = step_by_step(kind.chain(date(2026, 1, 5)), date(2026, 1, 5))
        opens, closes = days["drafting"] + timedelta(days=1), days["appraisal"] - timedelta(days=12)
        front = Draft.model_validate(
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
            view(front, clock.parse(str(date(2026, 1, 1) + timedelta(days=n))).start).state
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


# ---- scope, names, what was released


def test_all_four_criteria_or_none() -> None:
    for bits in product((True, False), repeat=4):
        front = Draft.model_validate(
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
        assert in_scope(front) == all(bits)
        assert unmet(front) == tuple(c for c, bit in zip("abcd", bits, strict=True) if not bit)
    assert (
        not in_scope(front.model_copy(update={"scope": None}))
        and unmet(front.model_copy(update={"scope": None})) == ()
    )


def test_the_reserved_id_is_that_of_later_pages() -> None:
    assert {Links.paged(ALL, 2).split("/")[1]} == reserved_names._IDS


def test_what_is_released_is_read_back(tmp_path: Path) -> None:
    """YAML that says what it is read as; a second release of the same says nothing, and no rule objects."""
    for draft_id in record_reader.ids(PROVINCE):
        text = (PROVINCE / "drafts" / draft_id / "index.md").read_text(encoding="utf-8")
        root = tmp_path / draft_id
        shutil.copytree(PROVINCE / "drafts" / draft_id, root / "drafts" / ID)
        out = release(root, text)
        record, faults = record_reader.read(root, ID)
        assert record and record.history and not faults
        assert [one for _, one in record.history.releases] == [out]
        plain = yaml.safe_load((root / "drafts" / ID / released.NAME).read_text(encoding="utf-8"))
        assert len(plain) == 1
        known = KNOWN.model_copy(update={"published": None})
        context = rules.Context(
            known, SETTINGS, clock.now(NOW), frozenset(record_reader.ids(PROVINCE))
        )
        assert [f for f in rules.judge(record, context) if f.severity == "error"] == []
        told = events(ID, record.draft, SETTINGS.tag_authority, terms_of(SETTINGS))
        again = release_facts.beyond(
            release_facts.at(record, told, clock.now("2026-11-22")), record.history
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


# ---- settings and files that no case folder can hold


def test_a_form_on_a_foreign_service_or_behind_an_account(tmp_path: Path) -> None:
    text = GOOD.replace(WAYS, "comment: {form_url: https://bieumau.hatinh.example/gop-y}\n")
    judged(tmp_path, text)
    record, _ = record_reader.read(tmp_path, ID)
    assert record
    own = SETTINGS.comment.providers[0]
    found = {}
    for name, provider in (
        ("plain", own),
        ("abroad", own.model_copy(update={"foreign": True})),
        ("account", own.model_copy(update={"account": True})),
    ):
        ours = SETTINGS.model_copy(
            update={"comment": SETTINGS.comment.model_copy(update={"providers": (provider,)})}
        )
        context = rules.Context(KNOWN, ours, clock.now(NOW), frozenset({ID}))
        found[name] = {(f.rule, f.severity) for f in rules.judge(record, context)}
    offline = ("no-offline-way", "error")
    assert found == {
        "plain": {offline},
        "abroad": {offline, ("form-foreign", "warning")},
        "account": {offline, ("no-way-without-account", "error")},
    }


def test_a_file_of_its_own_size(tmp_path: Path) -> None:
    assert [f.rule for f in judged(tmp_path, GOOD + "x" * 262_144)] == ["file-size"]


def test_a_register_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / register_reader.FOLDER).mkdir(parents=True)
    known, found = register_reader.load(tmp_path)
    assert known is None and {f.rule for f in found} == {"register-missing"}


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
