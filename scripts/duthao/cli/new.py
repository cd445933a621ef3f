"""`duthao new`: a commented record that lacks only what the officer alone can know."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from duthao import clock
from duthao.cli.console import FINE
from duthao.domain.meetings import site_meetings
from duthao.domain.registers import Registers
from duthao.domain.settings import Settings
from duthao.editor.new_records import meeting_folder
from duthao.editor.new_records.blank_record import (
    SEVERAL,
    blank_record,
    central_record,
    closing_lines,
    next_id,
)
from duthao.errors import DuthaoError, Say
from duthao.outputs.shared.proposed_channels import proposed
from duthao.records import record, record_reader, register_reader, settings_reader
from duthao.records.meeting_files import meeting_reader
from duthao.records.plan_files.register_names import key_to_write, keys_meant
from duthao.text import fold, slug

# field → question, register to choose from (if any)
_QUESTIONS: tuple[tuple[str, Say, str], ...] = (
    ("title", Say("Tên đầy đủ của văn bản", "Full title"), ""),
    (
        "short_title",
        Say("Tên ngắn, lời thường (không quá 90 ký tự)", "Short title in plain words"),
        "",
    ),
    ("type", Say("Loại văn bản", "Document type"), "document_types"),
    (
        "agency",
        Say(
            "Cơ quan chủ trì soạn thảo (nhiều cơ quan thì cách nhau bằng dấu chấm phẩy)",
            "Drafting agency (several with semicolons between them)",
        ),
        "agencies",
    ),
    (
        "issuer",
        Say(
            "Cơ quan ban hành (nhiều cơ quan thì cách nhau bằng dấu chấm phẩy)",
            "Issuer (several with semicolons between them)",
        ),
        "agencies",
    ),
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
        Say(
            "Hạn góp ý, ngày cuối cùng còn nhận; «trước ngày 06/01» thì ghi 05/01/2027 (Enter nếu chưa định)",
            "Closes: the last day; of «before 6 January» write 2027-01-05 (Enter if not set)",
        ),
        "",
    ),
)


# Why a flag is refused, where that is not plain.
_WHY = {
    "closes": Say(
        "Hạn góp ý là ngày, và sau ngày bắt đầu.", "It is a day, and after that of opening."
    ),
    "kind": meeting_folder.QUESTIONS[0][1],
    "at": meeting_folder.QUESTIONS[3][1],
    "ends": Say("Kết thúc sau khi bắt đầu.", "It ends after it begins."),
    "link": Say("Địa chỉ bắt đầu bằng https://.", "An address begins with https://."),
}
_DRAFT_ID = re.compile(r"[a-z]+-\d{4}-\d{3,}")  # as `next_id` makes them
_NO_MORE = Say("", "")
_ONE_BODY = Say(
    "Cuộc họp do một cơ quan tổ chức: ghi một cơ quan.", "One agency holds a meeting: name one."
)
_LINK = (
    "link",
    Say("Địa chỉ trang đăng dự thảo, https://…", "Where the draft is posted, https://…"),
    "",
)
# Of a central body's draft; who issues it is told by its type (see `central_issuer`), and the whole province is concerned.
_CENTRAL = (
    *(question for question in _QUESTIONS if question[0] not in ("issuer", "place")),
    _LINK,
)


def run(arguments: argparse.Namespace) -> int:
    """Write `drafts/<id>/index.md`; asks for what the flags do not give."""
    root, flags = arguments.root.resolve(), vars(arguments)
    settings, _ = settings_reader.load(root)
    registers = register_reader.sound(root)
    now = clock.now(arguments.as_of or settings.as_of)
    if arguments.meeting:
        return _meeting(arguments, root, registers, now)
    ids = record_reader.ids(root)
    draft_id = arguments.id or next_id(ids, now.year, settings.province.key)
    if record_reader.id_faults(draft_id):
        raise DuthaoError(record_reader.id_faults(draft_id)[0].message)
    target = root / record.FOLDER / draft_id / record.INDEX
    if target.parent.exists():
        raise DuthaoError(
            Say(f"Mã {draft_id} đã có hồ sơ.", f"There is a record {draft_id} already.")
        )
    if arguments.files:
        text = _from_files(arguments, registers, settings, now.year)
    elif arguments.central:
        central = central_alone(registers)
        answers = _answers(flags, central, _CENTRAL)
        lead = answers["agency"].partition(SEVERAL)[0]
        issuer = central_issuer(answers["type"], lead, central)
        named = [q for q in _QUESTIONS if q[0] in ("issuer", "place") and flags.get(q[0])]
        answers |= {"issuer": issuer, "place": settings.province.key}
        answers |= _answers(flags, central, named)
        text = central_record(answers, registers)
    elif flags.get("link"):
        raise DuthaoError(
            Say("--link chỉ dùng cùng --central.", "--link goes with --central only.")
        )
    else:
        answers = _answers(flags, registers)
        text = blank_record(answers, proposed(registers, answers["place"]))
    return _write(root, target, text)


def _write(root: Path, target: Path, text: str) -> int:
    target.parent.mkdir(parents=True)
    target.write_text(text, encoding="utf-8", newline="\n")
    print(
        Say(
            f"Đã tạo {target.relative_to(root)}. Điền nội dung, rồi chạy «duthao check».",
            f"Made {target.relative_to(root)}. Fill it in, then run `duthao check`.",
        )
    )
    return FINE


def _meeting(arguments: argparse.Namespace, root: Path, registers: Registers, now: datetime) -> int:
    """Write `drafts/_events/<id>/index.md`, a meeting of the whole site. Raises DuthaoError where the id is taken or no id."""
    if arguments.central or arguments.files or arguments.link:
        raise DuthaoError(
            Say(
                "--meeting không dùng cùng --central, --from, --link.",
                "--meeting does not go with --central, --from, --link.",
            )
        )
    if arguments.id and _DRAFT_ID.fullmatch(arguments.id):
        raise DuthaoError(
            Say(
                f"«{arguments.id}» là dạng mã của dự thảo: đặt mã khác cho cuộc họp, ví dụ doi-thoai-2026-12.",
                f"`{arguments.id}` looks like the id of a draft: give the meeting another.",
            )
        )
    if arguments.id and meeting_reader.id_faults(arguments.id):
        raise DuthaoError(meeting_reader.id_faults(arguments.id)[0].message)
    if arguments.id and (root / site_meetings.FOLDER / arguments.id).exists():
        raise DuthaoError(
            Say(f"Đã có cuộc họp {arguments.id}.", f"There is a meeting {arguments.id} already.")
        )
    answers = _answers(vars(arguments), registers, meeting_folder.QUESTIONS)
    name = arguments.id or meeting_folder.free_id(root, answers, now)
    target = root / site_meetings.FOLDER / name / site_meetings.INDEX
    return _write(root, target, meeting_folder.meeting_text(answers))


def _from_files(
    arguments: argparse.Namespace, registers: Registers, settings: Settings, year: int
) -> str:
    """The record that the files tell of; flags count for more than files, and nothing is asked. Says what was found."""
    from duthao.editor.new_records import from_files

    if arguments.central:
        raise DuthaoError(
            Say("--from không dùng cùng --central.", "--from does not go with --central.")
        )
    flags = vars(arguments)
    known = [question for question in (*_QUESTIONS, _LINK) if flags.get(question[0])]
    given = _answers(flags, registers, known) if known else {}
    found = from_files.read(arguments.files, given, registers, settings, year)
    place = next((str(c.value) for c in found.of("places") if c.value), settings.province.key)
    print("\n".join(map(str, from_files.report(found))), end="\n\n")
    return from_files.text(found, registers, closing_lines(proposed(registers, place), ""))


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


def central_issuer(document_type: str, agency: str, registers: Registers) -> str:
    """The key of who issues a text of this type, "" where the registers do not tell: the body that the type is named after,
    or of a minister's text the ministry in which it is drafted.
    """
    kind = registers.document_types.get(document_type)
    if kind is None:
        return ""
    bodies = registers.agencies
    owner = slug(kind.name.partition(" của ")[2])
    if not owner.startswith("bo-truong"):
        return next((key for key, body in bodies.items() if slug(body.name) == owner), "")
    while agency in bodies and not slug(bodies[agency].name).startswith("bo-"):
        agency = bodies[agency].superior or ""
    return agency if agency in bodies else ""


def _answers(
    flags: Mapping[str, Any],
    registers: Registers,
    questions: Sequence[tuple[str, Say, str]] = _QUESTIONS,
) -> dict[str, str]:
    answers: dict[str, str] = {}
    for name, question, register in questions:
        flag = flags.get(name)
        if name == "closes" and not flag and not answers["opens"]:
            answers[name] = ""
            continue
        answer = _accept(name, flag, registers, register, answers) if flag else None
        if flag and answer is None:
            offered = key_to_write(registers, register, flag) if register else None
            why = offered or _WHY.get(name, _NO_MORE)
            if SEVERAL.strip() in flag and "kind" in answers:
                why = _ONE_BODY
            raise DuthaoError(
                Say(
                    f"--{name.replace('_', '-')}: «{flag}» không dùng được. {why.vi}".strip(),
                    f"--{name.replace('_', '-')}: `{flag}` cannot be used. {why.en}".strip(),
                )
            )
        answers[name] = (
            answer if answer is not None else _ask(name, question, registers, register, answers)
        )
    return answers


def _ask(
    name: str, question: Say, registers: Registers, register: str, before: Mapping[str, str]
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
        answer = _accept(name, reply, registers, register, before)
        if answer is not None:
            return answer
        if register:
            table: Mapping[str, Any] = getattr(registers, register)
            meant = [key for key in keys_meant(registers, register, reply) if key in table]
            close = [
                f"  {key}: {entry.name}"
                for key, entry in table.items()
                if key in meant or fold(reply) in fold(key + " " + entry.name)
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
    name: str, reply: str, registers: Registers, register: str, before: Mapping[str, str]
) -> str | None:
    """The answer as it will be written, after the answers `before` it; None when it cannot be used."""
    if register:
        # A meeting, of which the kind is asked first, is held by one body.
        several = register == "agencies" and "kind" not in before
        named = reply.split(SEVERAL.strip()) if several else [reply]
        found = [keys_meant(registers, register, name) for name in named]
        if any(len(keys) != 1 for keys in found):
            return None
        return SEVERAL.join(dict.fromkeys(keys[0] for keys in found))
    if name == "kind":
        return meeting_folder.kind_meant(reply)
    if name in ("opens", "closes", "at", "ends"):
        if not reply and name != "at":
            return ""
        try:
            point = clock.parse(clock.year_first(reply))
        except ValueError:
            return None
        opens = before.get({"closes": "opens", "ends": "at"}.get(name, ""))
        return None if opens and point.end <= clock.parse(opens).start else point.text
    if name == "short_title" and len(reply) > 90:
        return None
    if name == "link":
        try:
            parts = urlsplit(reply)
        except ValueError:  # as of `http://[`
            return None
        return reply if parts.scheme in ("http", "https") and parts.hostname else None
    return reply or None
