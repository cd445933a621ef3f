"""`duthao new`: a commented record that lacks only what the officer alone can know."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from duthao import clock
from duthao.cli.console import FINE
from duthao.domain.draft import Draft, Round
from duthao.domain.language_codes import VIETNAMESE
from duthao.domain.registers import Registers
from duthao.errors import DuthaoError, Say
from duthao.outputs.shared.languages import vietnamese_name
from duthao.records import record, record_reader, register_reader, settings_reader
from duthao.records.body import HEADINGS
from duthao.text import fold, slug

_OPTIONAL = ("Câu hỏi xin ý kiến", "Nội dung khác", "Bài phát thanh")
_UNKNOWN = "| Nội dung | Quy định hiện hành | Dự thảo | Ai bị ảnh hưởng |\n|---|---|---|---|\n| Chưa có thông tin | Chưa có thông tin | Chưa có thông tin | Chưa có thông tin |"
_TABLE = "| Nội dung | Quy định hiện hành | Dự thảo | Ai bị ảnh hưởng |\n|---|---|---|---|\n|  |  |  |  |\n"
# field → question, register to choose from (if any)
_QUESTIONS: tuple[tuple[str, Say, str], ...] = (
    ("title", Say("Tên đầy đủ của văn bản", "Full title"), ""),
    (
        "short_title",
        Say("Tên ngắn, lời thường (không quá 90 ký tự)", "Short title in plain words"),
        "",
    ),
    ("type", Say("Loại văn bản", "Document type"), "document_types"),
    ("agency", Say("Cơ quan chủ trì soạn thảo", "Drafting agency"), "agencies"),
    ("issuer", Say("Cơ quan ban hành", "Issuer"), "agencies"),
    ("topic", Say("Lĩnh vực", "Topic"), "topics"),
    ("place", Say("Địa bàn", "Place"), "places"),
    (
        "opens",
        Say(
            "Ngày bắt đầu lấy ý kiến, ví dụ 05/12/2026 (Enter nếu chưa định)",
            "Opens, e.g. 2026-12-05 (Enter if not set)",
        ),
        "",
    ),
    (
        "closes",
        Say("Hạn góp ý, ví dụ 05/01/2027", "Closes, e.g. 2027-01-05"),
        "",
    ),
)


_LINK = (
    "link",
    Say("Địa chỉ trang đăng dự thảo, https://…", "Where the draft is posted, https://…"),
    "",
)
# Of a central body's draft; it issues what it drafts, and the whole province is concerned.
_CENTRAL = (
    *(question for question in _QUESTIONS if question[0] not in ("issuer", "place")),
    _LINK,
)


def run(arguments: argparse.Namespace) -> int:
    """Write `drafts/<id>/index.md`; asks for what the flags do not give."""
    root, flags = arguments.root.resolve(), vars(arguments)
    settings, _ = settings_reader.load(root)
    registers, _ = register_reader.load(root)
    if registers is None:
        raise DuthaoError(
            Say(
                "Danh mục có lỗi; chạy «duthao check» trước.",
                "The registers have faults; run `duthao check`.",
            )
        )
    year = clock.now(arguments.as_of or settings.as_of).year
    draft_id = arguments.id or _next_id(root, year, settings.province.key)
    if record_reader.id_faults(draft_id):
        raise DuthaoError(record_reader.id_faults(draft_id)[0].message)
    target = root / record.FOLDER / draft_id / record.INDEX
    if target.parent.exists():
        raise DuthaoError(
            Say(f"Mã {draft_id} đã có hồ sơ.", f"There is a record {draft_id} already.")
        )
    if arguments.central:
        answers = _answers(flags, central_alone(registers), _CENTRAL)
        answers |= {"issuer": answers["agency"], "place": settings.province.key}
        now = clock.now(arguments.as_of or settings.as_of)
        text = central_record(answers, registers, now.date())
    else:
        answers = _answers(flags, registers)
        text = _record(answers, proposed(registers, answers["place"]))
    target.parent.mkdir(parents=True)
    target.write_text(text, encoding="utf-8", newline="\n")
    print(
        Say(
            f"Đã tạo {target.relative_to(root)}. Điền nội dung, rồi chạy «duthao check».",
            f"Made {target.relative_to(root)}. Fill it in, then run `duthao check`.",
        )
    )
    return FINE


def _next_id(root: Path, year: int, province: str) -> str:
    """The first free number of the year: `lc-2026-018`."""
    letters = "".join(word[0] for word in province.split("-"))
    taken = set(record_reader.ids(root))
    return next(
        name for n in range(1, 10_000) if (name := f"{letters}-{year}-{n:03d}") not in taken
    )


def central_alone(registers: Registers) -> Registers:
    """The registers with the bodies and types of text of the central level alone: no other is an answer."""
    tables = {
        name: {
            key: entry
            for key, entry in getattr(registers, name).items()
            if entry.level == "central"
        }
        for name in ("agencies", "document_types")
    }
    return registers.model_copy(update=tables)


def _answers(
    flags: Mapping[str, Any],
    registers: Registers,
    questions: tuple[tuple[str, Say, str], ...] = _QUESTIONS,
) -> dict[str, str]:
    answers: dict[str, str] = {}
    for name, question, register in questions:
        if name == "closes" and not answers["opens"] and questions is _QUESTIONS:
            continue
        table = getattr(registers, register) if register else None
        flag = flags.get(name)
        answer = _accept(name, flag, table, answers) if flag else None
        if flag and answer is None:
            raise DuthaoError(
                Say(
                    f"--{name.replace('_', '-')}: «{flag}» không dùng được.",
                    f"--{name}: `{flag}` cannot be used.",
                )
            )
        answers[name] = answer if answer is not None else _ask(name, question, table, answers)
    return answers


def _ask(
    name: str, question: Say, table: Mapping[str, Any] | None, before: Mapping[str, str]
) -> str:
    if not sys.stdin.isatty():
        return ""
    while True:
        try:
            reply = input(f"{question}: ").strip()
        except EOFError:
            raise DuthaoError(
                Say("Đã dừng. Chưa tạo hồ sơ nào.", "Stopped. No record was made.")
            ) from None
        answer = _accept(name, reply, table, before)
        if answer is not None:
            return answer
        if table:
            close = [
                f"  {key}: {entry.name}"
                for key, entry in table.items()
                if fold(reply) in fold(key + " " + entry.name)
            ]
            print(
                "\n".join(
                    close[:12]
                    or [f"  {key}: {entry.name}" for key, entry in list(table.items())[:12]]
                )
            )
        else:
            print(Say("  Chưa đúng, nhập lại.", "  Not right, again."))


def _accept(
    name: str, reply: str, table: Mapping[str, Any] | None, before: Mapping[str, str]
) -> str | None:
    """The answer as it will be written, after the answers `before` it; None when it cannot be used."""
    if table is not None:
        by_name = {slug(entry.name): key for key, entry in table.items()}
        key = reply if reply in table else by_name.get(slug(reply), "")
        return key or None
    if name in ("opens", "closes"):
        if not reply:
            return "" if name == "opens" else None
        try:
            point = clock.parse(clock.year_first(reply))
        except ValueError:
            return None
        opens = before.get("opens") if name == "closes" else None
        return None if opens and point.end <= clock.parse(opens).start else point.text
    if name == "short_title" and len(reply) > 90:
        return None
    if name == "link":
        parts = urlsplit(reply)
        return reply if parts.scheme in ("http", "https") and parts.hostname else None
    return reply or None


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def central_record(answers: Mapping[str, str], registers: Registers, today: date) -> str:
    """The short record of a central body's draft: what is known of it, and where it is posted; the rest is said to be unknown."""
    kind = registers.document_types[answers["type"]].name.partition(" của ")[0].lower()
    name = registers.agencies[answers["agency"]].name if answers["agency"] else ""
    where = f"Nội dung đầy đủ và cách góp ý có tại trang của {name}."
    lines = [
        "---",
        f"title: {_quoted(answers['title'])}",
        f"short_title: {_quoted(answers['short_title'])}",
        f"summary: {_quoted(f'{name} lấy ý kiến đối với dự thảo {kind}. {where}')}",
        f"document_type: {answers['type']}",
        f"agency: {answers['agency']}",
        f"issuer: {answers['issuer']}",
        f"topics: [{answers['topic']}]",
        f"places: [{answers['place']}]",
    ]
    opens = answers["opens"] or today.isoformat()
    if answers.get("closes"):
        lines += [
            "rounds:",
            "  - of: draft",
            f"    opens: {opens}",
            f"    closes: {answers['closes']}",
        ]
    lines += [
        f"# {Draft.model_fields['official_posting'].description}",
        "official_posting:",
        f"  url: {_quoted(answers['link'])}",
        f"  date: {opens[:10]}",
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
    return "\n".join(lines).rstrip() + "\n"


def _record(answers: Mapping[str, str], channels: Iterable[ProposedChannel]) -> str:
    fields = Draft.model_fields
    lines = ["---"]
    for name, value in (
        ("title", _quoted(answers["title"])),
        ("short_title", _quoted(answers["short_title"])),
        ("summary", ""),
        ("document_type", answers["type"]),
        ("agency", answers["agency"]),
        ("issuer", answers["issuer"]),
        ("topics", f"[{answers['topic']}]"),
        ("places", f"[{answers['place']}]"),
        ("audiences", "[]"),
    ):
        lines += [f"# {fields[name].description}", f"{name}: {value}".rstrip()]
    lines += [f"# {fields['rounds'].description}"]
    if answers["opens"]:
        lines += [
            "rounds:",
            "  - of: draft",
            f"    opens: {answers['opens']}",
            f"    closes: {answers['closes']}",
        ]
        due = Round.model_fields["answer_due"].description
        lines += [f"    # {due}: chỉ ghi khi cơ quan có hạn ấy", "    # answer_due: 2026-12-31"]
    else:
        lines += [
            "# rounds:",
            "#   - of: draft",
            "#     opens: 2026-01-01",
            "#     closes: 2026-01-31",
        ]
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
        f"# {fields['scope'].description}: mỗi tiêu chí ghi true hoặc false",
        "# scope:",
        *(f"#   {name}: …" for name in ("a", "b", "c", "d", "reason")),
        f"# {fields['channels'].description}; dưới đây là đề xuất theo địa bàn",
        *as_front_matter(channels, answers["opens"][:10]),
        f"# {fields['contact'].description}",
        "# contact:",
        *(f"#   {name}: …" for name in ("unit", "phone", "email")),
        "---",
        "",
    ]
    for heading in HEADINGS:
        if heading not in _OPTIONAL:
            lines += [f"## {heading}", "", _TABLE if "quy định hiện hành" in heading else "", ""]
    return "\n".join(lines).rstrip() + "\n"


# ---- the plan of channels that is proposed: the forms that a place has, its loudspeaker in the languages spoken there


class ProposedChannel(NamedTuple):
    """A channel of a record's plan; `note` is a remark for the officer, or ""."""

    channel: str
    unit: str
    note: str = ""


def proposed(registers: Registers, key: str) -> Iterator[ProposedChannel]:
    """For a record of this place: a commune's own loudspeaker and board, or those of all communes beside the portal."""
    place = registers.places.get(key)
    if place is None:
        return
    if place.kind == "tinh":
        yield ProposedChannel("portal", f"Cổng thông tin điện tử {place.name}")
        yield ProposedChannel(
            "loudspeaker",
            "Đài truyền thanh các xã, phường",
            "tiếng dân tộc: theo «languages» của từng xã trong places.yml",
        )
        yield ProposedChannel("notice_board", "Trụ sở các xã, phường")
        return
    spoken = ", ".join(map(vietnamese_name, (VIETNAMESE, *place.languages)))
    yield ProposedChannel(
        "loudspeaker",
        f"Đài truyền thanh {place.name}",
        f"phát bằng {spoken}" if place.languages else "",
    )
    yield ProposedChannel("notice_board", f"Ủy ban nhân dân {place.name}")


def as_front_matter(channels: Iterable[ProposedChannel], planned: str) -> list[str]:
    """The lines of `channels`, to be mended by the officer; a comment throughout where no day is known. No channel, no line."""
    channels = list(channels)
    lines = ["channels:"] if channels else []
    for channel in channels:
        lines.append(f"  - channel: {channel.channel}")
        lines += [f"    # {channel.note}"] if channel.note else []
        lines += [f"    planned: {planned or '…'}", f"    unit: {channel.unit}"]
    return lines if planned else [f"# {line}" for line in lines]
