"""`drafts/_registers/imports.yml`: what each column of an export is for, said once, kept by the headings' fingerprint.

It holds headings, which are no personal data, and never a value from below them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import Field, ValidationError

from duthao.domain.fields import Strict, Text
from duthao.errors import Finding, Say
from duthao.records import source_text, strict_yaml, validation
from duthao.records.form_exports.export_columns import USES, ColumnUse, fingerprint, parse_use
from duthao.records.record_writer.scalars import quoted

PATH = "drafts/_registers/imports.yml"
_HEAD = """\
# Cột của biểu mẫu góp ý dùng làm gì: do «duthao responses import» ghi sau khi hỏi người nhập.
# Chỉ có tên cột; không bao giờ có dữ liệu của người góp ý. Ghi sai thì xóa cả mục, lần nhập sau máy hỏi lại.
"""
_RULE = "register-entry"


class KeptColumn(Strict):
    """A column of an export, and what it is for."""

    heading: Text
    use: Text


class KeptMapping(Strict):
    """The columns of an export, in order."""

    columns: tuple[KeptColumn, ...] = Field(min_length=1)


Mappings = Mapping[str, tuple[tuple[str, ColumnUse], ...]]


def load(root: Path) -> tuple[Mappings, list[Finding]]:
    """Every mapping that was kept, by fingerprint, as (heading, use); none where there is no register yet."""
    path = root / PATH
    if not path.exists():
        return {}, []
    text, faults = source_text.decode(path.read_bytes(), PATH)
    if faults:
        return {}, faults
    source, faults = strict_yaml.parse(text, PATH)
    if source is None or faults:
        return {}, faults
    mappings: dict[str, tuple[tuple[str, ColumnUse], ...]] = {}
    for key, value in source.data.items():
        try:
            kept = KeptMapping.model_validate(value)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                _, message, remedy = validation.explain(KeptMapping, fault)
                line = source.nearest((key, *fault["loc"])).line
                faults.append(Finding(PATH, line, _RULE, message, remedy))
            continue
        columns = []
        for place, column in enumerate(kept.columns):
            use = parse_use(column.use)
            if use is None:
                line = source.nearest((key, "columns", place, "use")).line
                faults.append(Finding(PATH, line, _RULE, *_unknown_use(column.use)))
            else:
                columns.append((column.heading, use))
        if fingerprint(tuple(heading for heading, _ in columns)) == key:
            mappings[key] = tuple(columns)
        elif len(columns) == len(kept.columns):
            faults.append(Finding(PATH, source.nearest((key,)).line, _RULE, *_changed(key)))
    return mappings, faults


def written(mappings: Mappings) -> str:
    """The text of the register: sorted, so that two officers do not meet in one line."""
    lines = [_HEAD.rstrip("\n")]
    for key in sorted(mappings):
        lines += [f"{key}:", "  columns:"]
        for heading, use in mappings[key]:
            lines += [f"    - heading: {quoted(heading)}", f"      use: {use}"]
    return "\n".join(lines) + "\n"


def kept(
    headings: Sequence[str], uses: Sequence[ColumnUse]
) -> tuple[str, tuple[tuple[str, ColumnUse], ...]]:
    """An entry of the register: the fingerprint, and the columns with their headings in one line each."""
    plain = [" ".join(heading.split()) or f"({place})" for place, heading in enumerate(headings, 1)]
    return fingerprint(tuple(plain)), tuple(zip(plain, uses, strict=True))


def _unknown_use(text: str) -> tuple[Say, Say]:
    return (
        Say(f"«{text}» không phải một cách dùng cột.", f"`{text}` is no use of a column."),
        Say("Dùng một trong: " + ", ".join(USES) + ".", "Use one of: " + ", ".join(USES) + "."),
    )


def _changed(key: str) -> tuple[Say, Say]:
    return (
        Say(f"Tên cột ở mục «{key}» đã bị sửa.", f"The headings of `{key}` were edited."),
        Say("Xóa cả mục; lần nhập sau máy hỏi lại.", "Delete the entry; it is asked for again."),
    )
