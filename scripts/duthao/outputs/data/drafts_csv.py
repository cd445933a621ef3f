"""All drafts as a table for spreadsheets: `drafts.csv`, and what its columns mean as a Table Schema."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from duthao.domain.lifecycle import STATES
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.record_data import point_data
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.records.record import Record
from duthao.rendering.links import API

ROW = "csv_row"  # the snippet
_ACTIVE = tuple("=+-@\t\r＝＋－＠")  # a spreadsheet reads a cell that begins so as a formula
_BOM = "\ufeff"  # without it Excel takes the letters for another encoding


class Column(NamedTuple):
    """A column: its name, its type in Table Schema, and what it says."""

    name: str
    type: str
    description: str


COLUMNS = (
    Column("id", "string", "Mã hồ sơ, không bao giờ đổi"),
    Column("title", "string", "Tên đầy đủ của văn bản"),
    Column("short_title", "string", "Tên ngắn"),
    Column("state", "string", "Tình trạng"),
    Column("label", "string", "Tình trạng bằng lời"),
    Column("closing_soon", "boolean", "Sắp hết hạn góp ý"),
    Column("answer_overdue", "boolean", "Quá hạn công bố tiếp thu, giải trình"),
    Column("opens", "string", "Ngày hoặc thời điểm mở lấy ý kiến"),
    Column("closes", "string", "Hạn góp ý: ngày (đến hết ngày ấy) hoặc thời điểm"),
    Column("first_closes", "string", "Hạn góp ý công bố lần đầu"),
    Column("answer_due", "date", "Hạn công bố tiếp thu, giải trình"),
    Column("document_type", "string", "Loại văn bản"),
    Column(
        "agency",
        "string",
        "Khóa của cơ quan chủ trì soạn thảo, của nhiều cơ quan thì cơ quan đứng đầu",
    ),
    Column(
        "agency_name",
        "string",
        "Tên cơ quan chủ trì soạn thảo, của nhiều cơ quan thì cơ quan đứng đầu",
    ),
    Column("issuer", "string", "Khóa của cơ quan ban hành, của nhiều cơ quan thì cơ quan đứng đầu"),
    Column("topics", "string", "Khóa các lĩnh vực, cách nhau bằng dấu cách"),
    Column("places", "string", "Khóa các địa bàn, cách nhau bằng dấu cách"),
    Column("audiences", "string", "Khóa các đối tượng, cách nhau bằng dấu cách"),
    Column("url", "string", "Địa chỉ trang của dự thảo"),
    Column("demo", "boolean", "Dữ liệu minh họa"),
    Column("agencies", "string", "Khóa các cơ quan chủ trì soạn thảo, cách nhau bằng dấu cách"),
    Column("issuers", "string", "Khóa các cơ quan ban hành, cách nhau bằng dấu cách"),
    Column("nationwide", "boolean", "Áp dụng trong cả nước"),
    Column("campaigns", "string", "Khóa các đợt truyền thông, cách nhau bằng dấu cách"),
)


def row(site: Site, record: Record) -> str:
    """The record's row, made once."""
    draft, view = record.draft, site.view(record)
    return _row(
        (
            record.id,
            draft.title,
            draft.short_title,
            view.state,
            view.label,
            _truth(view.closing_soon),
            _truth(view.answer_overdue),
            point_data(view.opens),
            point_data(view.closes),
            point_data(view.first_closes),
            view.answer_due.isoformat() if view.answer_due else "",
            draft.document_type,
            draft.lead_agency,
            site.agency_name(record, draft.lead_agency),
            draft.lead_issuer,
            " ".join(draft.topics),
            " ".join(draft.places),
            " ".join(draft.audiences),
            site.links.absolute(site.links.draft(record.id)),
            _truth(draft.demo),
            " ".join(draft.agencies),
            " ".join(draft.issuers),
            _truth(draft.nationwide),
            " ".join(draft.campaigns),
        )
    )


class DraftsCsv(Output):
    """UTF-8 with a mark and CRLF, as spreadsheets expect; cells cannot be formulas."""

    name = "table"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`/api/v1/drafts.csv` and `/api/v1/drafts.schema.json`."""
        summaries = tuple(sorted(site.summaries, key=lambda s: s.id))
        yield table_file(API + "drafts.csv", summaries)
        schema = _schema()
        yield Artifact(API + "drafts.schema.json", partial(bytes, schema), schema)

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft's row."""
        return {ROW: row(site, record)}


def table_file(path: str, summaries: Sequence[Summary]) -> Artifact:
    """These drafts as a table, in the order given."""
    return Artifact(path, partial(_table, summaries), snippet_digest(summaries, ROW))


def _table(summaries: Sequence[Summary]) -> bytes:
    return "".join([_BOM, _row([c.name for c in COLUMNS]), *snippets(summaries, ROW)]).encode()


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _row(values: Sequence[str | None]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow([inert(value or "") for value in values])
    return buffer.getvalue()


def inert(text: str) -> str:
    """Text that no spreadsheet runs: what would begin a formula stands behind an apostrophe."""
    return "'" + text if text.startswith(_ACTIVE) else text


def _schema() -> bytes:
    fields = [
        {"name": c.name, "type": c.type, "description": c.description} | _limits(c.name)
        for c in COLUMNS
    ]
    schema = {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "fields": fields,
        "primaryKey": ["id"],
        "missingValues": [""],
        "description": "Ô bắt đầu bằng =, +, - hoặc @ có dấu nháy đơn đứng trước để bảng tính không chạy thành công thức.",
    }
    return json.dumps(schema, ensure_ascii=False, indent=1).encode() + b"\n"


def _limits(name: str) -> dict[str, object]:
    if name == "id":
        return {
            "constraints": {"required": True, "unique": True, "pattern": "[a-z0-9]+(-[a-z0-9]+)*"}
        }
    return {"constraints": {"required": True, "enum": list(STATES)}} if name == "state" else {}
