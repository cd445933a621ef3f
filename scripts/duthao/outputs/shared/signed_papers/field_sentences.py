"""What the fields of a record say, a line each, in the words of its schema: for a sheet that a person signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, get_args, get_origin

from duthao.clock import listed_words, parse
from duthao.domain.communication_log import PLANNED
from duthao.domain.draft import Draft
from duthao.domain.events import MEETING_LABEL, STAGE_LABEL
from duthao.domain.fields import Strict
from duthao.domain.registers import Registers
from duthao.domain.schemas.json_schema import title
from duthao.records.record_reader import REGISTER_OF

_CHANNEL: dict[str, str] = {key: name for key, (name, _) in PLANNED.items()}
_VALUES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "stage": STAGE_LABEL,
        "channel": _CHANNEL,
        "of": {"proposal": "đề nghị xây dựng", "draft": "dự thảo"},
    }
)
_TRUTH = {"true": "có", "false": "không"}
# A kind is of a file, a meeting or a change, by the list that it stands in.
_KINDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"events": MEETING_LABEL, "changes": {"change": "cập nhật", "correction": "đính chính"}}
)


class FieldSentence(NamedTuple):
    """`label`: `Các đợt lấy ý kiến 1, hạn góp ý`; `words`: its value as people read it."""

    label: str
    words: str


def field_sentences(fields: Mapping[str, Any], registers: Registers) -> Iterator[FieldSentence]:
    """Every field that says something, in the order of the schema, whatever theirs. Keys stand by their names."""
    yield from _of_group(fields, Draft, "", "", registers)


def _of_group(
    fields: Mapping[str, Any],
    model: type[Strict] | None,
    before: str,
    within: str,
    known: Registers,
) -> Iterator[FieldSentence]:
    described = {f.alias or name: f for name, f in model.model_fields.items()} if model else {}
    order = {name: place for place, name in enumerate(described)}
    for name in sorted(fields, key=lambda name: (order.get(name, len(order)), name)):
        value, field = fields[name], described.get(name)
        words = title(field.description) if field and field.description else name
        label = f"{before}, {words[:1].lower()}{words[1:]}" if before else words
        inner = _model(field.annotation) if field else None
        yield from _of_value(value, inner, label, name, within or name, known)


def _of_value(
    value: Any, model: type[Strict] | None, label: str, name: str, within: str, known: Registers
) -> Iterator[FieldSentence]:
    if isinstance(value, dict):
        yield from _of_group(value, model, label, within, known)
    elif isinstance(value, list) and any(isinstance(entry, dict | list) for entry in value):
        for number, entry in enumerate(value, 1):
            yield from _of_value(entry, model, f"{label} {number}", name, within, known)
    elif isinstance(value, list):
        yield FieldSentence(label, "; ".join(_words(v, name, within, known) for v in value))
    else:
        yield FieldSentence(label, _words(value, name, within, known))


def _words(value: Any, name: str, within: str, known: Registers) -> str:
    text = str(value)
    if name == "kind" and within in _KINDS:
        return _KINDS[within].get(text, text)
    if name in _VALUES:
        return _VALUES[name].get(text, text)
    if register := REGISTER_OF.get(name):
        entry = getattr(known, register).get(text)
        return f"{entry.name} ({text})" if entry else text
    try:
        return listed_words(parse(text))
    except (TypeError, ValueError):
        return _TRUTH.get(text, text)


def _model(annotation: Any) -> type[Strict] | None:
    """The group that a field holds, alone, in a list or by key."""
    if get_origin(annotation) is None:
        return (
            annotation if isinstance(annotation, type) and issubclass(annotation, Strict) else None
        )
    return next(filter(None, map(_model, get_args(annotation))), None)
