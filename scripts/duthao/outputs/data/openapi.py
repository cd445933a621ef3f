"""What lies under `/api/v1/`, described for machines: `openapi.json` (OpenAPI 3.1)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from duthao.domain.events import LABEL
from duthao.domain.lifecycle import STATES
from duthao.domain.plans import STATES as ROW_STATES
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.record_data import VERSION
from duthao.outputs.site import Site
from duthao.rendering.links import API

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": ["integer", "null"], "minimum": 0}
_WHEN: Schema = {
    **_MAYBE,
    "description": "YYYY-MM-DD (as a deadline: to the end of that day in Viet Nam) or an instant with offset",
}
_KINDS = tuple(sorted([*LABEL, "stage", "meeting"]))


class OpenApi(Output):
    """But for title, contact and address it changes with the code alone."""

    name = "openapi"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/api/v1/openapi.json`."""
        content = json.dumps(_described(site), ensure_ascii=False, indent=1).encode() + b"\n"
        yield Artifact(API + "openapi.json", partial(bytes, content), content)


def _described(site: Site) -> Schema:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": site.settings.province.site_title,
            "version": f"{VERSION}.0.0",
            "contact": {
                "name": site.settings.province.publisher,
                **({"email": email} if (email := site.settings.province.contact_email) else {}),
            },
            "description": "Static files, no key, no limit but the host's. Fields may be added under /api/v1/; none is renamed or removed.",
        },
        "servers": [{"url": site.links.absolute("").rstrip("/")}],
        "paths": dict(_paths(site)),
        "components": {"schemas": _schemas()},
    }


def _paths(site: Site) -> Iterator[tuple[str, Schema]]:
    drafts = _list(
        "drafts",
        "Draft",
        {
            "publisher": _object(name=_TEXT, email=_MAYBE, phone=_MAYBE),
            "generated_from": _object(records={"type": "integer"}, sha256=_TEXT),
        },
    )
    yield _get("drafts.json", "drafts", "All drafts, by id; grows by some 5 kB a draft", drafts)
    yield _get("open.json", "open", "The drafts that take comments now, by id", drafts)
    yield _get("years.json", "years", "The years of which there are drafts", _list("years", "Year"))
    yield _of_each(
        _get("years/{year}.json", "year", "The drafts whose id names the year, by id", drafts),
        "year",
        "^([0-9]{4}|other)$",
    )
    table = "as a table, UTF-8 with a mark, described by drafts.schema.json"
    yield _of_each(
        _get("years/{year}.csv", "year_table", f"The drafts of a year {table}", _TEXT, "text/csv"),
        "year",
        "^([0-9]{4}|other)$",
    )
    yield _get(
        "all.jsonl.gz",
        "all",
        "All drafts, by id, each a line of JSON as in drafts.json",
        {},
        "application/gzip",
    )
    yield _of_each(
        _get("drafts/{id}.json", "draft", "One draft in full", _ref("DraftInFull")),
        "id",
        "^[a-z0-9]+(-[a-z0-9]+)*$",
    )
    yield _get(
        "events.json", "events", "What happened lately, newest first", _list("events", "Event")
    )
    yield _get(
        "ninjs.json",
        "ninjs",
        "The newest news, newest first, each an item of IPTC ninjs 3.0",
        _list("items", "NewsItem"),
    )
    yield _get("plans.json", "plans", "The yearly plans that are out", _list("plans", "PlanYear"))
    yield _of_each(
        _get("plans/{year}.json", "plan", "The plan of a year with its rows", _ref("Plan")),
        "year",
        "^[0-9]{4}$",
    )
    for name in (
        "agencies",
        "audiences",
        "campaigns",
        "document_kinds",
        "document_types",
        "places",
        "topics",
    ):
        yield _get(f"{name}.json", name, f"Register: {name}", _list(name, "Entry"))
    yield _get(
        "drafts.csv",
        "table",
        f"All drafts {table}",
        _TEXT,
        "text/csv",
    )
    for name, what in (
        ("drafts.schema.json", "Table Schema of drafts.csv"),
        ("schema.json", "JSON Schema of a record's front matter"),
    ):
        yield _get(name, name.replace(".", "_").removesuffix("_json"), what, {"type": "object"})


def _get(
    name: str, operation: str, what: str, schema: Schema, kind: str = "application/json"
) -> tuple[str, Schema]:
    answer = {"description": what, "content": {kind: {"schema": schema}}}
    return f"/{API}{name}", {
        "get": {"operationId": operation, "summary": what, "responses": {"200": answer}}
    }


def _of_each(described: tuple[str, Schema], parameter: str, pattern: str) -> tuple[str, Schema]:
    """The path, with what may stand for its parameter."""
    path, operation = described
    schema = {"type": "string", "pattern": pattern}
    operation["get"]["parameters"] = [
        {"name": parameter, "in": "path", "required": True, "schema": schema}
    ]
    operation["get"]["responses"]["404"] = {"description": f"There is nothing of this {parameter}"}
    return path, operation


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(**properties: Schema) -> Schema:
    """All named properties are there; others may be added."""
    return {"type": "object", "required": list(properties), "properties": properties}


def _many(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _list(name: str, of: str, more: dict[str, Schema] | None = None) -> Schema:
    return _object(version={"const": VERSION}, **(more or {}), **{name: _many(_ref(of))})


def _plan_schemas() -> Schema:
    """Of plans: a body that is in no register has a name and no key."""
    maybe_named = _object(key=_MAYBE, name=_TEXT)
    year: Schema = {"type": "integer"}
    return {
        "PlanYear": _object(year=year, rows={"type": "integer"}, url=_TEXT, json=_TEXT),
        "PlanRow": _object(
            id={"type": "string", "pattern": "^[0-9]{4}-[0-9]{3,}$"},
            title=_TEXT,
            state={"enum": list(ROW_STATES)},
            label=_TEXT,
            agency=maybe_named,
            cooperating=_many(maybe_named),
            document_type={"oneOf": [_ref("Named"), {"type": "null"}]},
            form=_MAYBE,
            expected=_object(text=_MAYBE, words=_TEXT, first=_MAYBE, last=_MAYBE),
            falls_under_407={"type": ["boolean", "null"]},
            audiences=_many(_ref("Named")),
            places=_many(_ref("Named")),
            channels=_many(_TEXT),
            products=_many(_TEXT),
            note=_MAYBE,
            dropped={"type": ["object", "null"]},
            drafts=_many(_TEXT),
            url=_TEXT,
        ),
        "Plan": _object(
            version={"const": VERSION},
            year=year,
            title=_TEXT,
            agency=_ref("Named"),
            number=_MAYBE,
            published=_TEXT,
            basis=_MAYBE,
            demo={"type": "boolean"},
            url=_TEXT,
            changes=_many(_object(at=_TEXT, note=_TEXT)),
            rows=_many(_ref("PlanRow")),
        ),
    }


def _schemas() -> Schema:
    named = _ref("Named")
    draft: Schema = {
        "id": _TEXT,
        "code": _TEXT,
        "title": _TEXT,
        "short_title": _TEXT,
        "summary": _TEXT,
        "state": {"enum": list(STATES)},
        "label": _TEXT,
        "flags": _many({"enum": ["closing_soon", "answer_overdue"]}),
        "opens": _WHEN,
        "closes": _WHEN,
        "first_closes": _WHEN,
        "next_round": {"type": ["object", "null"]},
        "document_type": named,
        "agency": named,
        "issuer": named,
        "agencies": _many(named),
        "issuers": _many(named),
        "nationwide": {"type": "boolean"},
        "topics": _many(named),
        "places": _many(named),
        "audiences": _many(named),
        "campaigns": _many(named),
        "url": _TEXT,
        "short_url": _TEXT,
        "demo": {"type": "boolean"},
        "documents": _many(_ref("Document")),
        "events": _many(_ref("Happened")),
    }
    deadline = _object(since=_TEXT, closes=_WHEN)
    happened: Schema = {
        "id": {"type": "string", "pattern": "^tag:"},
        "kind": {"enum": list(_KINDS)},
        "label": _TEXT,
        "at": _WHEN,
        "when": _TEXT,
        "text": _TEXT,
    }
    return {
        "Named": _object(key=_TEXT, name=_TEXT),
        **_plan_schemas(),
        "Entry": _object(key=_TEXT, name=_TEXT),
        "Document": _object(
            kind=_TEXT,
            title=_TEXT,
            number=_MAYBE,
            date=_MAYBE,
            url=_MAYBE,
            size=_COUNT,
            sha256=_MAYBE,
        ),
        "Happened": _object(**happened),
        "Event": _object(**happened, draft=_TEXT, title=_TEXT, url=_TEXT, demo={"type": "boolean"}),
        "NewsItem": _object(
            uri={"type": "string", "pattern": "^tag:"},
            type={"const": "text"},
            versionCreated=_TEXT,
            headlines=_many(_object(value=_TEXT)),
            descriptions=_many(_object(contentType=_TEXT, value=_TEXT)),
            bodies=_many(_object(contentType=_TEXT, value=_TEXT)),
            subjects=_many(_object(name=_TEXT)),
            renditions=_many(_object(name=_TEXT, href=_TEXT)),
            associations=_many(_object(name=_TEXT, uri=_TEXT)),
        ),
        "Draft": _object(**draft),
        "Year": _object(year=_TEXT, drafts={"type": "integer"}, json=_TEXT, csv=_TEXT),
        "DraftInFull": _object(
            **draft,
            version={"const": VERSION},
            answer_due=_WHEN,
            rounds=_many(
                _object(
                    of={"enum": ["proposal", "draft"]},
                    opens=_WHEN,
                    first_closes=_WHEN,
                    deadlines=_many(deadline),
                    answer_due=_WHEN,
                    outcome={"type": ["object", "null"]},
                )
            ),
            shortened={"type": ["object", "null"]},
            official_posting={"type": ["object", "null"]},
            comment={
                "type": ["object", "null"],
                "description": "Ways to comment, while opinions are taken or will be",
                "properties": {
                    "vneid": _MAYBE,
                    **{
                        way: {"type": "array", "items": {"type": "string"}}
                        for way in (
                            *("forms", "emails", "phones", "postal_addresses"),
                            *("in_person", "zalo"),
                        )
                    },
                },
            },
            issued={"type": ["object", "null"]},
            channels=_many(_object(channel=_TEXT, label=_TEXT, planned=_TEXT, unit=_MAYBE)),
            made_known=_many(
                _object(
                    round={"type": "integer"},
                    about={"enum": ["asking", "result"]},
                    **{
                        name: {"type": "integer"}
                        for name in (
                            "communes",
                            "posted",
                            "aired",
                            "posted_with_evidence",
                            "aired_with_evidence",
                        )
                    },
                )
            ),
            press_contact={"type": ["object", "null"]},
            sections=_many(_object(key=_TEXT, heading=_TEXT, markdown=_TEXT)),
            links=_many(_object(group=_TEXT, label=_TEXT, url=_TEXT)),
            files=_many(_object(name=_TEXT, url=_TEXT, size={"type": "integer"}, sha256=_TEXT)),
        ),
    }
