"""What the columns of exports are for: kept, known, said by flags, or asked, once."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from duthao.cli.console import replace_file
from duthao.domain.registers import Registers
from duthao.errors import DuthaoError, Say
from duthao.outputs.shared import opinion_form
from duthao.records import draft_articles
from duthao.records.form_exports import export_columns, import_register
from duthao.records.form_exports.export_columns import USES, ColumnUse
from duthao.records.form_exports.opinions import Export
from duthao.records.record import Record
from duthao.records.spreadsheets import Line
from duthao.text import slug


class ReadFile(NamedTuple):
    """A file that was given, read. `lines` are those below the headings."""

    path: Path
    raw: bytes
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def exports(
    root: Path,
    record: Record,
    registers: Registers,
    files: Sequence[ReadFile],
    flags: Sequence[str],
) -> list[Export]:
    """The files with what each column is for; what was not known is asked, and kept in the register."""
    mappings, faults = import_register.load(root)
    if faults:
        raise DuthaoError(
            Say(
                f"{import_register.PATH} có lỗi: chạy «duthao responses check».",
                f"{import_register.PATH} has faults: run `duthao responses check`.",
            )
        )
    said = _flags(flags)
    asked = opinion_form.questions(record, draft_articles.articles(record), registers)
    own, labels = opinion_form.columns(asked), opinion_form.labels(asked)
    codes = {code: key for question in asked for code, key in opinion_form.codes(question).items()}
    kept = dict(mappings)
    found = []
    unknown: list[str] = []
    for file in files:
        doubt = export_columns.no_headings(file.headings)
        if doubt:
            raise DuthaoError(
                Say(f"{file.path.name}: {doubt.vi}.", f"{file.path.name}: {doubt.en}.")
            )
        _refuse_nameless(file)
        uses, missing, new = _uses(file, own, kept, said)
        unknown += missing
        if missing:
            continue
        if new:
            kept |= [import_register.kept(file.headings, uses)]
        found.append(_export(file, uses, labels, codes))
    if unknown:
        raise DuthaoError(_to_be_said(unknown))
    if kept != dict(mappings):
        path = root / import_register.PATH
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, import_register.written(kept))
        print(
            Say(
                f"Đã ghi cách dùng các cột vào {import_register.PATH}; lần sau máy không hỏi lại.",
                f"What the columns are for was kept in {import_register.PATH}.",
            )
        )
    return found


def _refuse_nameless(file: ReadFile) -> None:
    """Text in a column without a heading would be left out unsaid."""
    rows = [
        str(line.number)
        for line in file.lines
        if any(
            cell and not heading.strip()
            for cell, heading in zip(line.cells, file.headings, strict=False)
        )
    ]
    if rows:
        shown = ", ".join(rows[:10]) + (", …" if len(rows) > 10 else "")
        raise DuthaoError(
            Say(
                f"{file.path.name}: có chữ ở cột không có tiêu đề, dòng {shown}. Ghi tiêu đề cho cột, hoặc xóa chữ ấy.",
                f"{file.path.name}: text in a column without a heading, rows {shown}. Give it one, or delete the text.",
            )
        )


def _export(
    file: ReadFile, uses: Sequence[ColumnUse], labels: Mapping[str, str], codes: Mapping[str, str]
) -> Export:
    """The file for what it holds: columns of our own form under the question that they asked."""
    headings = [labels.get(opinion_form.name_of(heading), heading) for heading in file.headings]
    return Export(file.path.name, tuple(headings), tuple(uses), file.lines, codes, file.headings)


def _uses(
    file: ReadFile,
    own: Mapping[str, ColumnUse],
    kept: import_register.Mappings,
    said: Mapping[str, ColumnUse],
) -> tuple[list[ColumnUse], list[str], bool]:
    """What each column is for; the headings of which nobody said it; and whether a person said anything new."""
    key, _ = import_register.kept(
        file.headings, [ColumnUse(export_columns.SKIP)] * len(file.headings)
    )
    if key in kept and not said:
        return [use for _, use in kept[key]], [], False
    known = dict(zip(map(slug, file.headings), (use for _, use in kept.get(key, ())), strict=False))
    uses: list[ColumnUse] = []
    missing: list[str] = []
    asked = False
    for heading in file.headings:
        name = slug(heading)
        use = said.get(name) or known.get(name) or opinion_form.use_of(heading, own)
        use = use or export_columns.own_use(heading)
        if use is None and not heading:
            use = ColumnUse(export_columns.SKIP)
        asked = asked or name in said
        if use is None and sys.stdin.isatty():
            use, asked = _ask(file.path.name, heading), True
        if use is None:
            missing.append(heading)
        else:
            uses.append(use)
    if not missing and not any(
        use.use in (export_columns.OPINION, export_columns.STANCE) for use in uses
    ):
        raise DuthaoError(
            Say(
                f"{file.path.name}: không cột nào là nội dung góp ý (opinion).",
                f"{file.path.name}: no column holds what was said (opinion).",
            )
        )
    return uses, missing, asked


def _flags(flags: Sequence[str]) -> dict[str, ColumnUse]:
    """`--map "heading=use"`: slug of the heading → the use."""
    said = {}
    for flag in flags:
        heading, sign, text = flag.rpartition("=")
        use = export_columns.parse_use(text)
        if not sign or use is None:
            raise DuthaoError(
                Say(
                    f"--map «{flag}»: ghi «tên cột=cách dùng», cách dùng là một trong: {', '.join(USES)} (hoặc opinion:dieu-4).",
                    f"--map `{flag}`: write `heading=use`, where the use is one of {', '.join(USES)} (or opinion:dieu-4).",
                )
            )
        said[slug(heading)] = use
    return said


def _ask(name: str, heading: str) -> ColumnUse:
    likely = export_columns.likely_use(heading)
    listed = list(USES)
    print(Say(f"{name}: cột «{heading}» là gì?", f"{name}: what is column `{heading}`?"))
    while True:
        try:
            reply = input(
                str(
                    Say(
                        f"Enter nếu là «{USES[likely.use].vi}{' ' + likely.ref if likely.ref else ''}»; hoặc gõ số, gõ ? để xem các số: ",
                        f"Enter for `{likely}`; or a number, ? lists them: ",
                    )
                )
            ).strip()
        except EOFError:
            raise DuthaoError(
                Say("Đã dừng. Chưa ghi gì.", "Stopped. Nothing was written.")
            ) from None
        if not reply:
            return likely
        if reply.isdecimal() and 1 <= int(reply) <= len(listed):
            return ColumnUse(listed[int(reply) - 1])
        if use := export_columns.parse_use(reply):
            return use
        if reply != "?":
            print(
                Say(
                    f"«{reply}» không phải số nào trong các số sau.",
                    f"`{reply}` is no such number.",
                )
            )
        for n, use_key in enumerate(listed, 1):
            print(f"  {n:2} {USES[use_key]}")


def _to_be_said(headings: Sequence[str]) -> Say:
    """Which columns are still to be explained, as flags that can be copied."""
    flags = " ".join(
        f"--map {shell(' '.join(heading.split()) + '=' + str(export_columns.likely_use(heading)))}"
        for heading in dict.fromkeys(headings)
    )
    return Say(
        f"Chưa biết {len(headings)} cột dùng làm gì. Chạy lại trong cửa sổ lệnh để được hỏi, hoặc thêm (sửa nếu đoán sai): {flags}",
        f"What {len(headings)} columns are for is not known. Run it in a terminal to be asked, or add (mended where the guess is wrong): {flags}",
    )


def shell(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
