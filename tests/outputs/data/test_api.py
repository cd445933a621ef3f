"""The data under /api/v1/: valid by its own description, agreeing with the list, safe in a spreadsheet."""

from __future__ import annotations

import contextlib
import csv
import gzip
import hashlib
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import html as lxml_html
from openapi_spec_validator import validate

from duthao.outputs.data import drafts_csv, drafts_in_parts
from duthao.outputs.web.schema_org import linked_data
from tests.browser import serve
from tests.conftest import PROVINCE, ROOT, replace_text
from tests.feed_site import HOSTILE, all_records, happened, retitle, root, site_at

__all__ = ["root"]  # a fixture of the tests of feeds
PLAN = "/api/v1/plans/{year}.json"
EXAMPLE = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def api(built: Path) -> Path:
    return built / "site/api/v1"


def read(path: Path) -> Any:
    return json.loads(path.read_bytes())


def test_the_description_is_valid_and_true(api: Path) -> None:
    described = read(api / "openapi.json")
    validate(described)
    for path, said in described["paths"].items():
        ((kind, content),) = said["get"]["responses"]["200"]["content"].items()
        files = sorted(api.glob(re.sub(r"\{\w+\}", "*", path.removeprefix("/api/v1/"))))
        assert files or path == PLAN, path  # the province has none
        for file in files if kind == "application/json" else ():
            schema = {**content["schema"], "components": described["components"]}
            jsonschema.Draft202012Validator(schema).validate(read(file))
    listed = {p.removeprefix("/api/v1/") for p in described["paths"] if "{" not in p} | {
        "openapi.json"
    }
    assert {p.name for p in api.iterdir() if p.is_file()} == listed


def test_plans_are_as_they_are_described_and_hold_nothing_internal(sample: Path) -> None:
    api = sample / "api/v1"
    described = read(api / "openapi.json")
    content = described["paths"][PLAN]["get"]["responses"]["200"]["content"]["application/json"]
    schema = {**content["schema"], "components": described["components"]}
    index = read(api / "plans.json")["plans"]
    assert [plan["year"] for plan in index] == [2027, 2026]
    for listed in index:
        plan = read(api / f"plans/{listed['year']}.json")
        jsonschema.Draft202012Validator(schema).validate(plan)
        written = ROOT / f"drafts/_registers/plan-{listed['year']}.yml"
        rows = re.findall(r"^  (\d{4}-\d{3}):", written.read_text(encoding="utf-8"), re.MULTILINE)
        assert [row["id"] for row in plan["rows"]] == rows and listed["rows"] == len(rows)
        assert not re.search("internal|tasks|unit_price|costs", json.dumps(plan))
        base = listed["url"].removesuffix(f"ke-hoach/{listed['year']}/")
        for row in plan["rows"]:
            page, _, anchor = row["url"].removeprefix(base).partition("#")
            assert f'id="{anchor}"' in (sample / page / "index.html").read_text(encoding="utf-8")
    rows = {row["id"]: row for row in read(api / "plans/2026.json")["rows"]}
    assert (rows["2026-001"]["state"], rows["2026-001"]["drafts"]) == ("fulfilled", ["lc-2026-007"])
    assert rows["2026-005"]["dropped"]["reason"] and rows["2026-002"]["expected"]["last"] == "2026-12-31"  # fmt: skip


def test_a_record_says_all_that_the_list_says_and_more(built: Path, api: Path) -> None:
    listed = {draft["id"]: draft for draft in read(api / "drafts.json")["drafts"]}
    assert {p.stem for p in (api / "drafts").iterdir()} == set(listed)
    for draft_id, draft in listed.items():
        full_record = read(api / f"drafts/{draft_id}.json")
        assert {key: full_record[key] for key in draft} == draft
        for file in full_record["files"]:
            content = (built / "site/du-thao" / draft_id / file["name"]).read_bytes()
            assert (len(content), hashlib.sha256(content).hexdigest()) == (
                file["size"],
                file["sha256"],
            )
        base = site_at(PROVINCE).links.absolute("")
        for link in full_record["links"]:
            address, _, part = link["url"].removeprefix(base).partition("#")
            path = built / "site" / address
            path = path if path.is_file() else path / "index.html"
            assert path.is_file(), link
            assert not part or f'id="{part}"' in path.read_text(encoding="utf-8"), link


def test_parts_hold_together_what_the_whole_holds(api: Path) -> None:
    whole = read(api / "drafts.json")["drafts"]
    years = read(api / "years.json")["years"]
    assert [y["year"] for y in years] == sorted({d["id"].split("-")[1] for d in whole})[::-1]
    rows = [(api / "drafts.csv").read_text(encoding="utf-8-sig").splitlines()[0]]
    for year in years[::-1]:
        part = read(api / f"years/{year['year']}.json")
        assert part["drafts"] == [d for d in whole if d["id"].split("-")[1] == year["year"]]
        assert year["drafts"] == part["generated_from"]["records"] == len(part["drafts"])
        base = site_at(PROVINCE).links.absolute("api/v1/")
        for form in ("json", "csv"):
            assert (api / year[form].removeprefix(base)).is_file()
        table = (api / f"years/{year['year']}.csv").read_text(encoding="utf-8-sig").splitlines()
        assert table[0] == rows[0]
        rows += table[1:]
    assert sorted(rows[1:]) == sorted(
        (api / "drafts.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    )
    taking = read(api / "open.json")["drafts"]
    assert taking == [d for d in whole if d["state"] == "open"] and taking
    packed = (api / "all.jsonl.gz").read_bytes()
    assert [json.loads(line) for line in gzip.decompress(packed).splitlines()] == whole
    assert packed[4:8] == bytes(4)  # no date


def test_a_part_changes_with_its_own_drafts_alone(root: Path) -> None:
    """An edit of one year's draft leaves the other years as they are, and one of the body alone leaves all."""

    def keys() -> dict[str, str]:
        return {
            p.path: p.cache_key for p in drafts_in_parts.DraftsInParts().for_site(site_at(root))
        }

    before = keys()
    index = root / "drafts/ht-2026-003/index.md"
    replace_text(index, "Công ty lữ hành cho rằng", "Các công ty lữ hành cho rằng")
    assert keys() == before
    retitle(root, "ht-2026-003", short_title="Tên khác")
    after = keys()
    assert {path.removeprefix("api/v1/") for path in after if after[path] != before[path]} == {
        "years/2026.json",
        "years/2026.csv",
        "all.jsonl.gz",
    }


def test_events_and_registers(api: Path) -> None:
    site = site_at(PROVINCE)
    happened_events = happened(site)
    events = read(api / "events.json")["events"]
    newest = max(event.when for event, _ in happened_events.values())
    assert {e["id"] for e in events} == {
        i
        for i, (e, _) in happened_events.items()
        if (newest - e.when).total_seconds() <= 92 * 86400
    }
    assert [e["when"] for e in events] == sorted((e["when"] for e in events), reverse=True)
    for name in (
        "agencies",
        "audiences",
        "campaigns",
        "document_kinds",
        "document_types",
        "places",
        "topics",
    ):
        assert [e["key"] for e in read(api / f"{name}.json")[name]] == list(
            getattr(site.registers, name)
        )


def test_the_table_keeps_its_schema(api: Path) -> None:
    raw = (api / "drafts.csv").read_bytes()
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    fields = read(api / "drafts.schema.json")["fields"]
    assert rows[0] == [f["name"] for f in fields]
    drafts = read(api / "drafts.json")["drafts"]
    assert [row[0] for row in rows[1:]] == [d["id"] for d in drafts]
    checks = {
        "string": str,
        "boolean": {"true": True, "false": False}.__getitem__,
        "date": date.fromisoformat,
    }
    for row, draft in zip(rows[1:], drafts, strict=True):
        for cell, field in zip(row, fields, strict=True):
            if cell:
                checks[field["type"]](cell)
            limits = field.get("constraints", {})
            assert cell in limits.get("enum", [cell]) and re.fullmatch(
                limits.get("pattern", ".*"), cell
            )
            if field["name"] in draft and isinstance(draft[field["name"]], str):
                assert cell == draft[field["name"]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_begins_a_formula(start: str) -> None:
    assert drafts_csv.inert(start + "1+1") == "'" + start + "1+1"
    assert drafts_csv.inert("1" + start) == "1" + start


def test_hostile_text_in_the_table(root: Path) -> None:
    retitle(root, "ht-2026-003", title='=HYPERLINK("x";"y")', short_title=HOSTILE, summary=HOSTILE)
    site = site_at(root)
    record = next(r for r in all_records(root) if r.id == "ht-2026-003")
    (row,) = csv.reader(io.StringIO(drafts_csv.row(site, record), newline=""))
    assert row[1:3] == ['\'=HYPERLINK("x";"y")', HOSTILE]


# ---- JSON-LD


def test_every_draft_page_holds_linked_data(built: Path) -> None:
    for record in all_records(PROVINCE):
        page = lxml_html.fromstring(
            (built / "site/du-thao" / record.id / "index.html").read_bytes()
        )
        (script,) = page.xpath("//article/following-sibling::script[@type='application/ld+json']")
        held = json.loads(script.text)
        assert held["@context"] == "https://schema.org"
        text, *windows = held["@graph"]
        assert text["@type"] == "Legislation" and text["name"] == record.draft.title
        assert text["url"] == page.xpath("//link[@rel='canonical']/@href")[0]
        asks = page.xpath("//article")[0].get("data-state") in ("open", "closing_soon")
        assert ("potentialAction" in text) == asks
        if asks:
            assert text["potentialAction"]["@type"] == "CommentAction" and text["potentialAction"][
                "target"
            ]["urlTemplate"].startswith("https://")
        for window in windows:
            assert (
                window["@type"] == "Event"
                and window["startDate"] <= window["endDate"]
                and window["about"] == {"@id": text["@id"]}
            )


def test_hostile_text_cannot_leave_the_script(root: Path) -> None:
    hostile = "</script><!-- <script>alert(1)</script>"
    retitle(root, "ht-2026-003", title=hostile, short_title=hostile, summary=hostile)
    record = next(r for r in all_records(root) if r.id == "ht-2026-003")
    raw = linked_data(site_at(root), record, {})
    assert "<" not in raw and json.loads(raw)["@graph"][0]["name"] == hostile


# ---- the documentation


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[str]:
    with serve(built / "site") as address:
        yield address


@pytest.mark.parametrize("number", range(3))
def test_the_examples_run(server: str, number: int) -> None:
    examples = EXAMPLE.findall((ROOT / "content/du-lieu.md").read_text(encoding="utf-8"))
    assert len(examples) == 3
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(examples[number].replace("https://trang.example/", server), {})
    lines = output.getvalue().splitlines()
    assert lines and "False" not in output.getvalue()


def test_the_documentation_names_every_file(api: Path) -> None:
    text = (ROOT / "content/du-lieu.md").read_text(encoding="utf-8")
    assert not [p.name for p in api.iterdir() if p.is_file() and p.name not in text]
