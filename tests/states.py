"""A draft in each state, made from one base record, and every sentence about it that the built site says.

`tests/states/<state>.yml` holds `front` (what the state changes in the front matter of base.md) and `said`: what
each output then says of time, state and ways to comment, a sentence a line. Outputs that say the same share a row.
Only words are looked at that a reader sees or a machine reads: what is hidden, furniture of the host and the
officer's own text stay out.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from lxml import etree, html

from duthao import clock
from duthao.outputs.paper import pictures
from duthao.outputs.site import Site
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.body import HEADINGS
from duthao.records.record import Record
from duthao.rendering.links import Links

FOLDER = Path(__file__).parent / "states"
NOW = "2026-11-22T08:00+07:00"
SILENT = "says nothing of it"
MORE = "feeds and calendars of lists, beside what the draft's own say"
# Pictures are read as the data that they are set from; the ZIP holds the press text; scripts have tables of their own.
_UNREAD = (".png", ".zip", "/bao-chi.zip")
_SPEECH = "loa/"
# What speaks of time, of a draft's state or of what people may do.
_TELLING = re.compile(
    r"góp ý|lấy ý kiến|hạn|rút|dừng|công bố|ban hành|tiếp thu|giải trình|tổng hợp|niêm yết|gỡ|mời|nhận|hiệu lực"
    r"|thông qua|thẩm định|trình|đề nghị|nộp|còn|đợt|tình trạng|Force|eventStatus|CANCELLED|CONFIRMED|quá|khôi phục|state:|flags:",
    re.IGNORECASE,
)
_BLOCKS = {
    "p", "li", "h1", "h2", "h3", "h4", "td", "th", "dd", "dt", "div", "section", "tr", "header", "article", "ul",
    "ol", "table", "figure", "details", "summary", "footer", "br", "h5",
}  # fmt: skip
_UNSEEN = {"script", "style", "svg", "nav", "template"}
_HELD_IN = ("li", "tr", "section", "article")
# Labels that say nothing of the state.
_FURNITURE = re.compile(
    "|".join(re.escape(heading) for heading in HEADINGS)
    + "|(- )?Cơ quan ban hành(:.*)?|Vì sao cần ban hành văn bản[?]|(?i:tiến trình)|(?i:vấn đề còn ý kiến khác nhau)"
    "|(?i:thông tin chính)|Đối tượng chịu tác động|Tình trạng|In và niêm yết|TIN TÓM TẮT|(state|flags):"
)
# Feeds and calendars of lists pour the very items of the draft's own.
_STREAMS = ("rss.xml", "atom.xml", "feed.json", "lich.ics")
_SEARCH_CARDS = "tim-kiem/the/"
_KEYED = {"dia-ban", "co-quan", "linh-vuc", "doi-tuong", "in", "loa", "man-hinh", "luu-tru"}


def names() -> list[str]:
    """Every state that has a file."""
    return sorted(path.stem for path in FOLDER.glob("*.yml"))


def front_of(state: str) -> dict[str, Any]:
    """What the state changes in the base record; every scalar a string."""
    text = yaml.load((FOLDER / f"{state}.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    front: dict[str, Any] = text["front"]
    return front


def said_of(state: str) -> dict[str, list[str]]:
    """The table's rows: outputs → sentences."""
    text = yaml.safe_load((FOLDER / f"{state}.yml").read_text(encoding="utf-8"))
    rows: dict[str, list[str]] = text["said"] or {}
    return rows


def record_id(state: str) -> str:
    """The id of the record in this state."""
    return f"tt-{state}-x"  # none is part of another


def write(root: Path, state: str) -> None:
    """The record, beside the others of a root."""
    _, front, body = (FOLDER / "base.md").read_text(encoding="utf-8").split("---\n", 2)
    merged = {**yaml.load(front, yaml.BaseLoader), **front_of(state)}
    kept = {key: value for key, value in merged.items() if value != ""}
    folder = root / "drafts" / record_id(state)
    folder.mkdir()
    said = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=1000)
    (folder / "index.md").write_text(f"---\n{said}---\n{body}", encoding="utf-8")


def record(state: str) -> Record:
    """The record, read from a root of its own."""
    with TemporaryDirectory() as name:
        (Path(name) / "drafts").mkdir()
        write(Path(name), state)
        read, found = record_reader.read(Path(name), record_id(state))
    assert read, found
    return read


def accept(state: str, found: dict[str, list[str]]) -> None:
    """Put what is said into the state's file, to be read in the diff."""
    path = FOLDER / f"{state}.yml"
    head = path.read_text(encoding="utf-8").partition("said:")[0]
    said = yaml.safe_dump({"said": found}, allow_unicode=True, sort_keys=False, width=1000)
    path.write_text(head + said, encoding="utf-8")


def read(root: Path, state: str) -> dict[str, list[str]]:
    """What the built site at `root` says of the record: outputs that say the same in one row, sorted."""
    found: dict[str, list[str]] = defaultdict(list)
    entries: dict[str, list[str]] = defaultdict(list)
    draft = record_id(state)
    for path in sorted((root / "site").rglob("*")):
        name = path.relative_to(root / "site").as_posix()
        own = name.removeprefix(f"du-thao/{draft}/")
        if not path.is_file() or name.endswith(_UNREAD) or own.startswith(_SPEECH):
            continue
        content = path.read_bytes()
        whole = own != name or name in (f"d/{draft}/index.html", f"api/v1/drafts/{draft}.json")
        if not whole and draft.encode() not in content:
            continue
        into = entries if not whole and name.endswith((*_STREAMS, ".xml")) else found
        for output, lines in _lines(own if whole else _kind(name), content, "" if whole else draft):
            into[output.replace(draft, "<id>")] += _telling(lines)
    found["the.png"] += _telling(_list_card(root, draft))
    for output, sentences in entries.items():
        own = output.rpartition("/")[2]
        found[MORE] += set(sentences) - set(found[own if own in found else "atom.xml"])
    found[MORE].sort()
    rows: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for output, sentences in sorted(found.items()):
        rows[tuple(dict.fromkeys(s.replace(draft, "<id>") for s in sentences))].append(output)
    return {
        ", ".join(outputs): list(sentences) or [SILENT]
        for sentences, outputs in sorted(rows.items(), key=lambda row: row[1])
    }


def _kind(name: str) -> str:
    first, _, rest = name.partition("/")
    if name.startswith(_SEARCH_CARDS):
        return f"{_SEARCH_CARDS}*"
    if first in _KEYED and rest not in ("", "index.html"):
        return f"{first}/*/" + rest.partition("/")[2] if "/" in rest else f"{first}/*"
    return name


def _list_card(root: Path, draft: str) -> Iterator[str]:
    settings, site_url = settings_reader.load(root)
    registers, _ = register_reader.load(root)
    record, _ = record_reader.read(root, draft)
    assert registers and record
    site = Site(root, settings, Links(site_url), registers, clock.now(NOW), {})
    data = pictures.card(site, record, site.view(record))
    yield from (str(data[key]) for key in ("kicker", "label", "when"))


# ---- lines of each form


def _lines(name: str, content: bytes, draft: str) -> Iterator[tuple[str, list[str]]]:
    """(output, lines) of a file; of one that speaks of many drafts (`draft` is given) only of this one."""
    kind = name.rsplit(".", 1)[-1]
    if name.startswith(_SEARCH_CARDS):
        cards = "".join(json.loads(content)["cards"])
        yield name, list(_of_page(html.document_fromstring(f"<ul>{cards}</ul>"), draft))
    elif kind == "html":
        page = html.fromstring(content)
        yield name, list(_of_page(page, draft))
        for number, data in enumerate(page.xpath('//script[@type="application/ld+json"]')):
            yield f"{name}#data{number or ''}", list(_of_json(json.loads(data.text)))
    elif kind == "pdf":
        process = subprocess.run(
            ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
        ).stdout.decode()
        yield name, list(_unwrapped(process))
    elif kind == "ics":
        yield name, list(_of_calendar(content.decode(), draft))
    elif kind == "csv":
        rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        own = [row for row in rows if draft in (row.get("id"), row.get("Mã hồ sơ"))]
        yield name, [line for row in own for line in _of_json(row)]
    elif kind == "json":
        yield name, [line for part in _about(json.loads(content), draft) for line in _of_json(part)]
    elif kind == "xml":
        yield name, list(_of_feed(content, draft))
    elif kind in ("txt", "md"):
        yield name, content.decode().splitlines()
    else:
        yield name, []


def _of_page(page: Any, draft: str) -> Iterator[str]:
    for gone in page.xpath("//*[@hidden]"):
        gone.drop_tree()
    held = page.xpath("//article|//main")[:1] or page.xpath("//body")
    if draft:
        tags = "|".join(f".//{tag}" for tag in _HELD_IN)
        near = [
            e
            for e in held[0].xpath(tags)
            if draft in etree.tostring(e, encoding="unicode", with_tail=False)
        ]
        held = [
            e
            for e in near
            if not any(other is not e and e in other.iterancestors() for other in near)
        ]
    for element in held:
        yield from "".join(_text(element)).split("\n")


def _text(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return
    edge = "\n" if element.tag in _BLOCKS else ""
    yield edge + (element.text or "").replace("\n", " ")
    for child in element:
        yield from _text(child)
        yield (child.tail or "").replace("\n", " ")
    yield edge


def _unwrapped(text: str) -> Iterator[str]:
    """Lines of paper put together again where a sentence goes on."""
    line = ""
    for part in map(str.strip, text.splitlines()):
        if line and (part[:1].islower() or part[:1] in "/(" or line[-1:] == ","):
            line += " " + part
        else:
            yield line
            line = part
    yield line


def _of_calendar(text: str, draft: str) -> Iterator[str]:
    text = text.replace("\r\n ", "").replace("\r\n", "\n")
    for entry in re.findall(r"BEGIN:VEVENT\n(.*?)END:VEVENT", text, re.DOTALL):
        if not draft or f"UID:{draft}-" in entry:
            said = dict(
                line.partition(":")[::2]
                for line in entry.split("BEGIN:VALARM")[0].splitlines()
                if ":" in line
            )
            words = said["DESCRIPTION"].split("\\n")
            yield f"{said['STATUS']} {said['SUMMARY']} | " + " ".join(words[:-3]).replace("\\", "")


def _about(data: Any, draft: str) -> Iterator[Any]:
    """The parts of a file of data that are about one draft."""
    lists = [value for value in data.values() if isinstance(value, list)]
    if not draft:
        yield data
    for entry in (e for held in lists for e in held if draft and isinstance(e, dict)):
        if draft in (entry.get("id"), entry.get("draft")) or any(
            f":{draft}/" in str(entry.get(key)) for key in ("id", "uri")
        ):
            yield entry


def _of_json(data: Any, key: str = "") -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _of_json(value, name)
    elif isinstance(data, list):
        for value in data:
            yield from _of_json(value, key)
    elif isinstance(data, str) and not data.startswith(("http", "tag:", "/")):
        for line in "".join(_text(html.fromstring(f"<div>{data}</div>"))).split("\n"):
            yield (
                f"{key}: {line}"
                if key in ("state", "flags", "answer_due", "status", "eventStatus")
                else line
            )
    elif key in ("closing_soon", "answer_overdue"):
        yield f"{key}: {data}"
    if isinstance(data, str) and data.startswith("https://schema.org/"):
        yield f"{key}: {data.rsplit('/', 1)[1]}"


def _of_feed(content: bytes, draft: str) -> Iterator[str]:
    for entry in etree.fromstring(content).iter("{*}entry", "item"):
        ids = [e.text or "" for e in entry if etree.QName(e).localname in ("id", "guid")]
        if not draft or any(f":{draft}/" in entry_id for entry_id in ids):
            for part in entry:
                name = etree.QName(part).localname
                if name == "title":
                    yield part.text
                elif name in ("content", "encoded", "description", "summary"):
                    fragment = html.fromstring(f"<div>{part.text or ''}</div>")
                    yield from "".join(_text(fragment)).split("\n")


def _telling(lines: Iterator[str] | list[str]) -> list[str]:
    """The lines that speak of time, state or what may be done, each whole and once."""
    told = (" ".join(line.split()) for line in lines)
    return list(
        dict.fromkeys(t for t in told if _TELLING.search(t) and not _FURNITURE.fullmatch(t))
    )
