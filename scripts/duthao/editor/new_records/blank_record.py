"""The text of a record that was begun at the command line: what is known in its fields, the rest for the officer to write."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from duthao.domain.draft import Draft, Round
from duthao.domain.fields import fields_by_key
from duthao.domain.registers import Registers
from duthao.outputs.shared.proposed_channels import ProposedChannel, as_front_matter
from duthao.records import front_matter, record
from duthao.records.body import HEADINGS
from duthao.records.record_writer.rewrite import rewrite
from duthao.records.strict_yaml import Value
from duthao.speech.sentences import listed

_ROUND = ["rounds:", "  - of: draft", "    opens:", "    closes:"]
_NO_ROUND = [
    "# rounds:",
    "#   - of: draft",
    "#     opens: 2026-01-01",
    "#     closes: 2026-01-31",
]
SEVERAL = "; "  # between the keys of several bodies in an answer
_OPTIONAL = ("Câu hỏi xin ý kiến", "Nội dung khác", "Bài phát thanh")
_UNKNOWN = "| Nội dung | Quy định hiện hành | Dự thảo | Ai bị ảnh hưởng |\n|---|---|---|---|\n| Chưa có thông tin | Chưa có thông tin | Chưa có thông tin | Chưa có thông tin |"
_TABLE = "| Nội dung | Quy định hiện hành | Dự thảo | Ai bị ảnh hưởng |\n|---|---|---|---|\n|  |  |  |  |\n"


def _one_or_several(keys: str) -> Value:
    several = keys.split(SEVERAL)
    return keys if len(several) == 1 else [*several]


def _dated(answers: Mapping[str, str]) -> bool:
    return bool(answers["opens"] or answers["closes"])


def _values(answers: Mapping[str, str]) -> dict[str, Value]:
    """What is known of the fields that every record has; of the round, where a day of it is known."""
    values: dict[str, Value] = {
        "title": answers["title"],
        "short_title": answers["short_title"],
        "document_type": answers["type"],
        "agency": _one_or_several(answers["agency"]),
        "issuer": _one_or_several(answers["issuer"]),
        "topics": [answers["topic"]] if answers["topic"] else [],
        "places": [answers["place"]] if answers["place"] else [],
    }
    if _dated(answers):
        days: dict[str, Value] = {n: answers[n] for n in ("opens", "closes") if answers[n]}
        values["rounds"] = [{"of": "draft", **days}]
    return {name: value for name, value in values.items() if value != "" or name.endswith("title")}


def _filled(lines: Sequence[str], values: Mapping[str, Value]) -> str:
    """The text of these lines, a commented form, with values in its fields."""
    form = "\n".join(lines).rstrip() + "\n"
    source, _ = front_matter.read_document(form.encode(), record.INDEX)
    return rewrite(form, {**(source.data if source else {}), **values})


def central_record(answers: Mapping[str, str], registers: Registers) -> str:
    """The short record of a central body's draft: what is known of it, and where it is posted; the rest is said to be unknown.

    What the officer has yet to find out is left empty or a comment: `duthao check` asks for it.
    """
    fields = fields_by_key(Draft)
    known = registers.document_types.get(answers["type"])
    kind = known.name.partition(" của ")[0].lower() if known else "văn bản"
    agencies = [key for key in answers["agency"].split(SEVERAL) if key]
    name = listed(registers.agencies[key].name for key in agencies) if agencies else ""
    where = f"Nội dung đầy đủ và cách góp ý có tại trang của {name}."
    lines = [
        "---",
        *(f'{field}: ""' for field in ("title", "short_title", "summary")),
        *("document_type:", "agency:"),
        *([] if answers["issuer"] else [f"# {fields['issuer'].description}"]),
        *(f"{field}:" for field in ("issuer", "topics")),
        f"# {fields['nationwide'].description}",
        "places:",
    ]
    posted = answers["opens"][:10]
    lines += [
        *(_ROUND if _dated(answers) else _NO_ROUND),
        f"# {fields['official_posting'].description}",
        "official_posting:",
        '  url: ""',
        *(["  date:"] if posted else ["  # date: 2026-01-01"]),
        "---",
        "",
    ]
    for heading in HEADINGS:
        if heading not in _OPTIONAL:
            said = _UNKNOWN if "quy định hiện hành" in heading else "Chưa có thông tin."
            lines += [
                f"## {heading}",
                "",
                f"Chưa có thông tin; xem tại trang của {name}."
                if heading == "Nội dung cơ bản"
                else said,
                "",
            ]
    summary = f"{name} lấy ý kiến đối với dự thảo {kind}. {where}"
    posting: dict[str, Value] = {"url": answers["link"]}
    if posted:
        posting["date"] = posted
    return _filled(lines, {**_values(answers), "summary": summary, "official_posting": posting})


def closing_lines(channels: Iterable[ProposedChannel], opens: str) -> list[str]:
    """The last lines of front matter: criteria, channels from the day of opening on, and the contact for the press."""
    fields = fields_by_key(Draft)
    return [
        f"# {fields['scope'].description}: mỗi tiêu chí ghi true hoặc false",
        "# scope:",
        *(f"#   {name}: …" for name in ("a", "b", "c", "d", "reason")),
        f"# {fields['channels'].description}; dưới đây là đề xuất theo địa bàn",
        *as_front_matter(channels, opens),
        f"# {fields['contact'].description}",
        "# contact:",
        *(f"#   {name}: …" for name in ("unit", "phone", "email")),
    ]


def blank_record(answers: Mapping[str, str], channels: Iterable[ProposedChannel]) -> str:
    """The commented record of a draft of the province: what is known in its fields, the rest with what belongs there."""
    fields = fields_by_key(Draft)
    lines = ["---"]
    for name in (
        "title", "short_title", "summary", "document_type", "agency", "issuer", "topics", "places", "audiences",
    ):  # fmt: skip
        empty = ' ""' if name.endswith("title") else ""
        lines += [f"# {fields[name].description}", f"{name}:{empty}"]
    lines += [f"# {fields['rounds'].description}"]
    if _dated(answers):
        due = Round.model_fields["answer_due"].description
        lines += [
            *_ROUND,
            f"    # {due}: chỉ ghi khi cơ quan có hạn ấy",
            "    # answer_due: 2026-12-31",
        ]
    else:
        lines += _NO_ROUND
    lines += [
        f"# {fields['comment'].description}: điền ít nhất một kênh; xóa dòng không dùng",
        "comment:",
        "  form_url:",
        "  email:",
        "  postal_address:",
        "  phone:",
        "  in_person:",
    ]
    lines += [f"# {fields['documents'].description}: đặt tệp cạnh index.md", "documents: []"]
    lines += [
        "#   - kind: du-thao",
        "#     title: Dự thảo",
        "#     file: du-thao.pdf",
        "#     accessible: true",
        f"# {fields['official_posting'].description}",
        "# official_posting:",
        "#   url: https://…",
        "#   date: …",
        *closing_lines(channels, answers["opens"][:10]),
        "---",
        "",
    ]
    for heading in HEADINGS:
        if heading not in _OPTIONAL:
            lines += [f"## {heading}", "", _TABLE if "quy định hiện hành" in heading else "", ""]
    return _filled(lines, {**_values(answers), "audiences": []})


def next_id(taken: Collection[str], year: int, province: str) -> str:
    """The first free number of the year: `lc-2026-018`."""
    letters = "".join(word[0] for word in province.split("-"))
    return next(
        name for n in range(1, 10_000) if (name := f"{letters}-{year}-{n:03d}") not in taken
    )
