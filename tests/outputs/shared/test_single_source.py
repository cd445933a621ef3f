"""The record is the one source: what is changed in it changes wherever it was shown, and nowhere else.

Through the real build, with paper: PDF is read back as text, pictures and archives by their bytes.
"""

from __future__ import annotations

import gzip
import html
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest
import yaml

from duthao.clock import midnight
from duthao.speech import Speaker, default_abbreviations, read
from duthao.text import fold, nfc
from tests.conftest import NOW, approve, duthao, lay_out, replace_text, tree

ID = "ht-2026-002"
AUTHORITY = "@vanban.hatinh.example"  # of identifiers
PICTURES = (".png",)
ALL_PICTURES = ("the.png", "man-hinh.png", "so-sanh.png")
UNREAD = (".woff2", ".mp3")
# Files that stand for all others, or for the build itself.
OF_ALL = ("health.json", "manifest.json")
INDEX = "tim-kiem/"  # holds words and pairs of them, each by itself


class Field(NamedTuple):
    """A field of the record: how its line begins, and two values that stand nowhere else.

    `within` is the line of the top-level field from which on it is looked for, where an earlier one begins alike.
    `pictured` are the pictures of the draft that show it.
    """

    name: str
    line: str
    old: str
    new: str
    pictured: tuple[str, ...] = ()
    within: str = ""


FIELDS = (
    Field("closes", "    closes: ", "2026-12-17", "2026-12-19", pictured=ALL_PICTURES),
    Field("answer_due", "    answer_due: ", "2027-01-13", "2027-01-18"),
    Field(
        "event", "    at: ", "2026-12-07T14:00+07:00", "2026-12-13T14:00+07:00", within="events:"
    ),
    Field("title", "title: ", "Quyết định về nguýnh hoằm", "Quyết định về khoẻm thoằng"),
    Field(
        "short_title",
        "short_title: ",
        "Việc xuýp nguếch",
        "Việc ngoẳng phuých",
        pictured=ALL_PICTURES,
    ),
    Field("address", "  postal_address: ", "số 71 đường Quoắn", "số 92 đường Choẹt"),
    Field("phone", "  phone: ", "0239 000 7311", "0239 000 9422", pictured=("man-hinh.png",)),
    Field("email", "  email: ", "thu-nhat@hatinh.example", "thu-nhi@hatinh.example"),
    Field(
        "form",
        "  form_url: ",
        "https://bieumau.hatinh.example/phieu-nhat",
        "https://bieumau.hatinh.example/phieu-nhi",
    ),
    Field(
        "posting",
        "  url: ",
        '"https://hatinh.example/cong-nhat"',
        '"https://hatinh.example/cong-nhi"',
        within="official_posting:",
    ),
)


def forms(value: str) -> tuple[str, ...]:
    """How a value may be shown: a date in figures, in words and aloud; anything else as it is."""
    if match := re.match(r"\d{4}-\d\d-\d\d", value):
        day = date.fromisoformat(match[0])
        aloud = read(f"ngày {day:%d/%m}", Speaker(abbreviations=default_abbreviations())).text
        return (
            f"{day:%d/%m}",
            f"{day}",
            f"{day:%Y%m%d}",
            fold(aloud.removeprefix("ngày ").removeprefix("mùng ")),
            f"{day.day:02d} thang {day.month}",
        )
    if match := re.search(r'"https?://([^"]+)"', value):
        return (match[1],)
    if value[0] == "0":
        return value, fold(read(value, Speaker()).text)
    return (fold(value.removeprefix("https://")),)


def holds_a_word(field: Field, was: str, now: str) -> bool:
    """Whether an index held a word of the old value, or holds one of the new."""
    texts = ((was, field.old), (now, field.new))
    return any(word in text for text, value in texts for word in fold(value).split())


def derived(value: str) -> tuple[str, ...]:
    """What follows from a deadline: when it is near, the first day after it, and its end as the browser's clock has it, and
    as the filter of lists does, in days.
    """
    if not re.match(r"\d{4}-\d\d-\d\d$", value):
        return ()
    day = date.fromisoformat(value)
    end = int(midnight(day + timedelta(days=1)).timestamp())
    days = (day + timedelta(days=1) - date(1970, 1, 1)).days
    return (
        str(end),
        f",{days},",
        *(form for n in (-6, 1) for form in forms(str(day + timedelta(days=n)))),
    )


def moved(field: Field, path: str) -> str:
    """Where a file lies after the change: a script that calls to a meeting bears its hour in its name."""
    old, new = ("".join(re.findall(r"\d+", value)[:5]) for value in (field.old, field.new))
    return path.replace(f"/hop-{old[:8]}-{old[8:]}", f"/hop-{new[:8]}-{new[8:]}")


@cache
def folded_text(path: str, raw: bytes) -> str:
    """All that a file says, folded: entities, escapes, folded lines and the lines of paper undone."""
    if path.endswith(PICTURES + UNREAD):
        return ""
    if path.endswith((".zip", ".xlsx", ".docx")):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return " ".join(folded_text(name, archive.read(name)) for name in archive.namelist())
    if path.endswith(".gz"):
        raw = gzip.decompress(raw)
    if path.endswith(".pdf"):
        done = subprocess.run(["pdftotext", "-", "-"], input=raw, capture_output=True, check=True)
        raw = done.stdout
    text = raw.decode("utf-8", errors="replace")
    if path.endswith(".ics"):
        text = text.replace("\r\n ", "").replace("\\n", " ").replace("\\", "")
    text = unquote(html.unescape(text)).replace("+", " ") + " " + text
    return " ".join(fold(nfc(text.replace("\u00ad", "").replace("\u200b", ""))).split())


def edited(root: Path, field: Field, value: str) -> None:
    """Let the field have this value, whatever it had."""
    path = root / "drafts" / ID / "index.md"
    text = path.read_text(encoding="utf-8")
    fields, fence, body = text.partition("\n---\n")
    lines = fields.split("\n")
    start = lines.index(field.within) if field.within else 0
    place = next(n for n, line in enumerate(lines) if n >= start and line.startswith(field.line))
    lines[place] = field.line + value
    path.write_text("\n".join(lines) + fence + body, encoding="utf-8")


def built_anew(root: Path) -> dict[str, bytes]:
    """Every file of the site after a build."""
    approve(root, ID)
    done = duthao("build", "--root", root, "--as-of", NOW)
    assert done.returncode == 0, done.stdout + done.stderr
    site = root / "site"
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def root(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built province with every field at its old value."""
    root = tmp_path_factory.mktemp("one") / "root"
    shutil.copytree(built, root)
    others = " ".join(
        path.read_text(encoding="utf-8")
        for path in sorted((root / "drafts").rglob("*.md"))
        if path.parent.name != ID
    )
    for field in FIELDS:
        for value in (field.old, field.new):
            assert not any(form in others for form in forms(value)), f"{value} stands elsewhere"
        edited(root, field, field.old)
    replace_text(root / "drafts" / ID / "index.md", "    ends: 2026-11-26T16:30+07:00\n", "")
    return root


@pytest.fixture(scope="module")
def trees(root: Path) -> Iterator[dict[str, tuple[dict[str, bytes], dict[str, bytes]]]]:
    """For each field the site before and after it was changed, one after the other."""
    made: dict[str, tuple[dict[str, bytes], dict[str, bytes]]] = {}
    before = built_anew(root)
    for field in FIELDS:
        edited(root, field, field.new)
        after = built_anew(root)
        made[field.name] = (before, after)
        before = after
    yield made


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_one_change_changes_what_showed_it_and_nothing_else(
    field: Field, trees: dict[str, tuple[dict[str, bytes], dict[str, bytes]]]
) -> None:
    before, after = trees[field.name]
    old, new = forms(field.old), forms(field.new)
    assert {moved(field, path) for path in before} == after.keys()
    after = {path: after[moved(field, path)] for path in before}
    shown = 0
    for path, raw in sorted(before.items()):
        was = folded_text(path, raw)
        showed = any(form in was for form in old)
        if showed:
            shown += 1
            now = folded_text(path, after[path])
            assert raw != after[path], f"{path} still says {field.old}"
            assert not any(form in now for form in old), f"{path} still says {field.old}"
            assert any(form in now for form in new), f"{path} does not say {field.new}"
        elif raw != after[path]:
            why = (
                path in OF_ALL
                or (f"/{ID}/" in path and path.endswith(field.pictured or ("-",)))
                or any(form in was for form in derived(field.old))
                or (
                    path.startswith(INDEX)
                    and holds_a_word(field, was, folded_text(path, after[path]))
                )
            )
            assert why, f"{path} changed, though it did not show {field.old}"
    assert shown, "the field is shown nowhere"
    for picture in ALL_PICTURES:
        path = f"du-thao/{ID}/{picture}"
        assert (before[path] != after[path]) == (picture in field.pictured), path


# ---- nothing that no record says

_DAY = re.compile(r"(?<![\d/])(\d{2})/(\d{2})/(20\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(20\d\d-\d\d-\d\d)(?!\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")


def known_days(root: Path, record_id: str) -> set[str]:
    """The days that a record names, those that follow from its deadlines, and the day of the build."""
    text = (root / "drafts" / record_id / "index.md").read_text(encoding="utf-8")
    days = {date.fromisoformat(day) for day in _ISO.findall(text)}
    days |= {date(int(y), int(m), int(d)) for d, m, y in re.findall(r"(\d+)/(\d+)/(\d{4})", text)}
    closings = {date.fromisoformat(day) for day in re.findall(r"closes: (20\d\d-\d\d-\d\d)", text)}
    days |= {day + timedelta(days=n) for day in closings for n in (-7, -6, 1)}
    due = re.search(r"answer_due: (20\d\d-\d\d-\d\d)", text)
    days |= {date.fromisoformat(due[1]) + timedelta(days=1)} if due else set()
    # News is told for a week, a result for thirty days: then something ends.
    days |= {day + timedelta(days=n) for day in days for n in (7, 30)}
    return {str(day) for day in days} | {NOW[:10]}


def test_no_output_names_a_day_an_address_or_a_title_that_is_not_the_records(built: Path) -> None:
    registers = built / "drafts" / "_registers"
    fixed = (built / "mkdocs.yml").read_text(encoding="utf-8")
    fixed += (registers / "agencies.yml").read_text(encoding="utf-8")
    looked = 0
    for folder in sorted((built / "site" / "du-thao").iterdir()):
        source = built / "drafts" / folder.name / "index.md"
        if not source.exists():
            continue
        text = source.read_text(encoding="utf-8")
        front = yaml.load(text.split("\n---\n")[0].removeprefix("---\n"), Loader=yaml.BaseLoader)
        days, mails = known_days(built, folder.name), set(_MAIL.findall(text + fixed))
        title = " ".join(fold(front["title"]).split())
        for path in sorted(folder.rglob("*")):
            if not path.is_file() or path.suffix in (*PICTURES, *UNREAD) or path.name in text:
                continue
            shown = folded_text(path.name, path.read_bytes())
            looked += 1
            named = {f"{y}-{m}-{d}" for d, m, y in _DAY.findall(shown)} | set(_ISO.findall(shown))
            assert named <= days, f"{path}: {sorted(named - days)}"
            strange = {
                m for m in _MAIL.findall(shown) if m not in mails and not m.endswith(AUTHORITY)
            }
            assert not strange, f"{path}: {strange}"
            titled = path.name == "index.html" or "lay y kien doi voi" in shown  # page, notice
            if titled and path.name.startswith(("index", "thong-bao")) and path.parent == folder:
                assert title in shown.replace(" - ", "-") or title in shown, path
    assert looked > 300


# ---- what must stand everywhere

EVERYWHERE = (
    "index.html",
    "thong-bao.pdf",
    "to-thong-tin.pdf",
    "ap-phich.pdf",
    "to-roi.pdf",
    "rss.xml",
    "atom.xml",
    "feed.json",
    "bao-chi/index.html",
    "bao-chi/bao-chi.txt",
    "bao-chi/bao-chi.zip",
)


# An instant at which both take opinions: paper and feeds of what is no news any more do not repeat the record.
OVER_BY_NOW, THEN = ("ht-2026-003", "ht-2026-009"), "2026-09-15T08:00+07:00"


@pytest.fixture(scope="module")
def built_then(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with these two drafts, built as of that instant."""
    root = lay_out(tmp_path_factory.mktemp("then") / "root")
    for folder in (root / "drafts").glob("*-20*"):
        if folder.name not in OVER_BY_NOW:
            shutil.rmtree(folder)
    done = duthao("build", "--root", root, "--as-of", THEN)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def shows(built: Path, record_id: str, name: str) -> str:
    path = built / "site" / "du-thao" / record_id / name
    return folded_text(name, path.read_bytes())


@pytest.mark.parametrize("name", EVERYWHERE)
def test_why_a_procedure_is_shortened_stands_everywhere(name: str, built_then: Path) -> None:
    """On the page, on paper, in feeds and for the press."""
    front = yaml.load(
        (built_then / "drafts" / "ht-2026-009" / "index.md")
        .read_text(encoding="utf-8")
        .split("---\n")[1],
        Loader=yaml.BaseLoader,
    )
    reason = " ".join(fold(front["shortened"]["reason"]).rstrip(".").split())
    assert reason in shows(built_then, "ht-2026-009", name)
    data = built_then / "site" / "api" / "v1" / "drafts" / "ht-2026-009.json"
    assert reason in folded_text(data.name, data.read_bytes())


@pytest.mark.parametrize("record_id", ["ht-2026-003", "ht-2026-017"])
@pytest.mark.parametrize("name", EVERYWHERE)
def test_the_first_deadline_stays_to_be_seen(
    name: str, record_id: str, built: Path, built_then: Path
) -> None:
    root = built_then if record_id in OVER_BY_NOW else built
    text = (root / "drafts" / record_id / "index.md").read_text(encoding="utf-8")
    first = re.search(r"^    closes: (20\d\d-\d\d-\d\d)", text, re.MULTILINE)
    last = re.findall(r"closes: (20\d\d-\d\d-\d\d)", text)[-1]
    assert first and first[1] != last
    shown = shows(root, record_id, name)
    assert any(form in shown for form in forms(last)), last
    assert any(form in shown for form in forms(first[1])), first[1]


def test_a_figure_of_law_that_nobody_verified_is_never_said_without_that(province: Path) -> None:
    """Wherever the public meets it, "chưa xác minh" stands beside it."""

    def built() -> dict[str, str]:
        done = duthao("build", "--root", province, "--as-of", NOW, "--no-pdf")
        assert done.returncode == 0, done.stdout + done.stderr
        places.append(done.stdout)
        return tree(province / "site")

    places: list[str] = []
    before = built()
    path = province / "drafts" / "_registers" / "document_types.yml"
    types = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    changed = 0
    for entry in types.values():
        for regime in entry.get("minimum_days", ()):
            if regime["certainty"] != "verified":
                regime["days"], changed = "731", changed + 1
    path.write_text(yaml.dump(types, allow_unicode=True, sort_keys=False), encoding="utf-8")
    after = built()
    assert changed >= 3 and before.keys() == after.keys()
    shown = 0
    for name in sorted(name for name in before if before[name] != after[name]):
        if name == "api/v1/document_types.json":
            continue  # the register itself: each figure with how certain it is
        for after_it in folded_text(name, (province / "site" / name).read_bytes()).split(
            "731 ngay"
        )[1:]:
            assert "chua xac minh" in after_it[:400], name
            shown += 1
    assert shown > 10
    table = (province / "site" / "api" / "v1" / "document_types.json").read_text(encoding="utf-8")
    assert table.count("731") == changed
    assert "731" not in places[0] and "731 ngày theo số liệu chưa xác minh" in places[1]
