"""The questions of a record, in groups, as an officer meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from duthao.domain import fields
from duthao.domain.draft import Draft
from duthao.domain.fields import Strict
from duthao.domain.record_questions.headings import HEADINGS, OPTIONAL
from duthao.domain.schemas import json_schema

Kind = Literal[
    "text",
    "lines",
    "long_text",
    "day",
    "moment",
    "choice",
    "choices",
    "truth",
    "count",
    "file",
    "email",
    "url",
    "section",
]
_T = TypeVar("_T")
BODY = "body"
LIST = "*"  # in a path: any entry of a list


@dataclass(frozen=True, slots=True)
class RecordQuestion:
    """One thing to be answered. `required` is within its group: a file has a title, a draft may have no file.

    `choices_of` is a name that `choices` takes, "" where there are none; `hint` is a sentence below the label, or "". Of `lines`
    each is a value. `one_or_several`: a record writes one value by itself, several as a list.
    """

    path: str
    label: str
    kind: Kind
    choices_of: str
    required: bool
    hint: str
    one_or_several: bool = False


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions that are answered together."""

    key: str
    title: str
    questions: tuple[RecordQuestion, ...]


_LETTER = "kind title number date file url accessible"  # of a letter that is no part of the dossier
# Group → what it asks, in order; of a list or a group of fields, what of it.
_ASKED: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "van-ban",
        "Văn bản",
        (
            (
                "",
                "title short_title summary document_type agency issuer topics places nationwide audiences campaigns plan",
            ),
            ("signer", "authority position"),
            ("no_secret", "by date"),
            ("shortened", "reason"),
        ),
    ),
    (
        "thoi-gian",
        "Thời gian",
        (
            ("rounds.*", "of opens closes answer_due unknown"),
            ("rounds.*.deadline_changes.*", "closes reason decided published"),
            ("rounds.*.deadline_changes.*.documents.*", _LETTER),
            (
                "rounds.*.outcome",
                "asked agreed opined silent communes_asked communes_sent documents received accepted partly kept noted out_of_scope method",
            ),
            ("rounds.*.outcome.agreed_bodies.*", "agency number date"),
            ("rounds.*.outcome.summarised", "at published file"),
            ("rounds.*.outcome.answered", "at published file"),
            ("rounds.*.outcome.no_report", "reason at published"),
            ("official_posting", "url date"),
            ("official_posting.documents.*", _LETTER),
            ("stages.*", "stage at published note"),
            (
                "events.*",
                "kind title at ends place online_url published participants chair minutes_file",
            ),
            ("changes.*", "kind at published note"),
            ("issued", "number date published effective gazette_url"),
            ("withdrawn", "reason at published"),
            ("withdrawn.reinstated", "reason at published"),
        ),
    ),
    (
        "cach-gop-y",
        "Cách góp ý",
        (
            ("comment", "form_url email postal_address phone in_person zalo vneid"),
            ("comment.privacy", "text basis"),
            ("contact", "unit name phone email spokesperson"),
        ),
    ),
    (
        "tieu-chi",
        "Tiêu chí",
        (
            ("scope", "a b c d reason"),
            ("channels.*", "channel planned done unit evidence"),
        ),
    ),
    (
        "noi-dung",
        "Nội dung",
        (
            (BODY, " ".join(HEADINGS.values())),
            ("spoken", "title"),
            ("radio.released", "by date"),
        ),
    ),
    (
        "tep",
        "Tệp",
        tuple(
            (path, "kind title number date file url version language accessible closes")
            for path in ("documents.*", "rounds.*.documents.*", "stages.*.documents.*")
        ),
    ),
)
# What no form asks: a path and all below it.
NOT_ASKED: Mapping[str, str] = MappingProxyType(
    {
        "approved": "do người duyệt ghi bằng lệnh «duthao approve»",
        "demo": "chỉ dùng cho trang mẫu",
        "responses": "do lệnh «duthao responses» ghi",
        "translations": "ghi cùng bản dịch",
        "channels.*.accepted": "nghiệm thu, ghi bằng lệnh «duthao log»",
        "comment.prefill": "thuộc về biểu mẫu trực tuyến",
        **{
            f"{within}.documents.*.{name}": "chỉ dùng cho tài liệu của hồ sơ dự thảo"
            for within in ("official_posting", "rounds.*.deadline_changes.*")
            for name in ("version", "language", "closes")
        },
        "spoken.terms": "cách đọc riêng của từng từ",
        "events.*.invited": "thuộc về giấy mời",
        "events.*.programme": "thuộc về giấy mời",
        "events.*.handouts": "thuộc về giấy mời",
        "events.*.questions": "thuộc về giấy mời",
        "events.*.moves": "ghi khi dời cuộc họp",
        "events.*.cancelled": "ghi khi hủy cuộc họp",
        "events.*.held": "ghi sau cuộc họp",
    }
)
# Of what is no register; those that a field of the schema names itself.
_CHOICES: Mapping[str, str] = MappingProxyType(
    {
        "rounds.*.of": "rounds",
        "stages.*.stage": "stages",
        "events.*.kind": "meetings",
        "changes.*.kind": "changes",
        "channels.*.channel": "channels",
    }
)
_LONG = frozenset({"summary", "reason", "note", "text", "method"})
_ELSEWHERE = frozenset({"places"})  # required, unless another question was answered
# Of every question for a deadline: letters say "before" and mean either.
_BEFORE_A_DAY = "Công văn viết «trước ngày 20/12» là đến hết ngày 19/12."
# What the description in the schema does not tell a person at a form.
_HINTS: Mapping[str, str] = MappingProxyType(
    {
        "short_title": "Không quá 90 ký tự.",
        "plan": "Ví dụ 2027-001.",
        "agency": "Nhiều cơ quan cùng chủ trì thì cơ quan đứng đầu, ký văn bản, đứng trước.",
        "issuer": "Văn bản liên tịch thì cơ quan đứng đầu, ký văn bản, đứng trước.",
        "places": "Văn bản áp dụng trong cả nước thì bỏ trống và chọn «Có» ở «Áp dụng trong cả nước».",
        "nationwide": "Chỉ dùng cho văn bản của trung ương; chọn «Có» thì bỏ trống «Địa bàn».",
        "signer.authority": "Ví dụ TM. ỦY BAN NHÂN DÂN.",
        "rounds.*.closes": f"{_BEFORE_A_DAY} Sau khi đã công bố thì không sửa; gia hạn hoặc rút ngắn được ghi thêm.",
        "events.*.kind": "",
        "rounds.*.unknown": "Chọn «Có» nếu đã lấy ý kiến nhưng không rõ thời gian.",
        "rounds.*.deadline_changes.*.published": "Bỏ trống nếu công bố ngay trong ngày quyết định.",
        "stages.*.published": "Bỏ trống nếu công bố ngay trong ngày thực hiện.",
        "rounds.*.deadline_changes.*.documents": "Văn bản không có tệp thì chỉ ghi tên, số, ngày.",
        "official_posting.documents": "Văn bản không có tệp thì chỉ ghi tên, số, ngày.",
        "comment": "Điền ít nhất một cách góp ý.",
        "comment.form_url": "Mỗi địa chỉ một dòng.",
        "comment.email": "Mỗi địa chỉ một dòng.",
        "comment.postal_address": "Mỗi nơi một dòng.",
        "comment.phone": "Mỗi số một dòng.",
        "comment.in_person": "Mỗi nơi một dòng.",
        "comment.zalo": "Tên tài khoản chính thức, hoặc liên kết bắt đầu bằng https://zalo.me/; mỗi tài khoản một dòng.",
        "comment.privacy": "Câu in trên phiếu góp ý; bỏ trống thì không in.",
        "contact.spokesperson": "Chọn «Không» nếu là đầu mối báo chí.",
        "scope.a": "Văn bản của địa phương từ 01/4/2025: theo căn cứ của tỉnh, ghi ở «Căn cứ xác định».",
        "radio.released": "Bỏ trống thì bài phát thanh ghi CHƯA DUYỆT.",
        "body.new": "Bảng gồm bốn cột: nội dung, quy định hiện hành, dự thảo, ai bị ảnh hưởng.",
        "body.questions": "Mỗi câu hỏi một dòng.",
        "body.radio": "Bỏ trống thì bài phát thanh được soạn từ các mục khác.",
    }
)
_BESIDE = " đặt cạnh index.md"  # at a form a file is chosen, not laid anywhere
_TECHNICAL = re.compile(r"\b(?:khóa|true|false|cấu hình)\b|\.(?:yml|csv|md)\b|\b[a-z_]+: ")
_KINDS: tuple[tuple[Any, Kind], ...] = (
    (fields.Day, "day"),
    (fields.When, "moment"),
    (fields.Truth, "truth"),
    (fields.Count, "count"),
    (fields.Ordinal, "count"),
    (fields.FileName, "file"),
    (fields.Email, "email"),
    (fields.Url, "url"),
)
_SEVERAL: tuple[Any, ...] = (fields.Keys, fields.Texts, fields.Urls, fields.Emails)


def one_or_several(values: list[_T]) -> _T | list[_T]:
    """As a record writes them: one by itself, several as a list."""
    return values[0] if len(values) == 1 else values


@cache
def groups() -> tuple[QuestionGroup, ...]:
    """Every group in order, each with its questions in order."""
    return tuple(
        QuestionGroup(
            key,
            title,
            tuple(
                _question(f"{within}.{name}".lstrip("."))
                for within, names in asked
                for name in names.split()
            ),
        )
        for key, title, asked in _ASKED
    )


@cache
def by_path() -> Mapping[str, RecordQuestion]:
    """Every question by its path."""
    return {question.path: question for group in groups() for question in group.questions}


def is_asked(path: str) -> bool:
    """Whether a form asks for what stands at this path, or for something within it."""
    return any(asked == path or asked.startswith(f"{path}.") for asked in by_path())


@cache
def label_of(path: str) -> str:
    """What stands at a path is called: a field, a list of entries, a group of fields, a section. Raises KeyError."""
    if path.startswith(f"{BODY}."):
        key = path.removeprefix(f"{BODY}.")
        return {key: heading for heading, key in HEADINGS.items()}[key]
    return json_schema.title(str(_field(path)[0].description)).removesuffix(_BESIDE)


@cache
def hint_of(path: str) -> str:
    """How what stands at a path is to be answered, in a sentence for people, or ""."""
    if path in _HINTS or path.startswith(f"{BODY}."):
        return _HINTS.get(path, "")
    if path.endswith("documents.*.closes"):
        return f"Nếu có. {_BEFORE_A_DAY}"
    description = str(_field(path)[0].description)
    rest = description[len(json_schema.title(description)) :].strip(" ,;:")
    if not rest or _TECHNICAL.search(description) or "(" in description:
        return ""
    return f"{rest[:1].upper()}{rest[1:]}."


@cache
def paths_of_schema() -> tuple[str, ...]:
    """Every path of the schema that holds a value and no group of fields."""
    return tuple(_leaves(Draft, ""))


def _leaves(model: type[Strict], before: str) -> Iterator[str]:
    for name, hint in get_type_hints(model, include_extras=True).items():
        if name not in model.model_fields:
            continue
        within, mark = _model(hint)
        if within:
            yield from _leaves(within, f"{before}{_key(model, name)}{mark}.")
        else:
            yield before + _key(model, name)


def _question(path: str) -> RecordQuestion:
    if path.startswith(f"{BODY}."):
        required = path.removeprefix(f"{BODY}.") not in OPTIONAL
        return RecordQuestion(path, label_of(path), "section", "", required, hint_of(path))
    field, hint = _field(path)
    name = path.rpartition(".")[2]
    table = json_schema.register_of(str(field.description)) or _CHOICES.get(path, "")
    if ".documents." in f".{path}" and name == "language":
        table = "languages"
    several = hint in _SEVERAL
    if table:
        kind: Kind = "choices" if several or get_origin(hint) is tuple else "choice"
    elif several:
        kind = "lines"
    else:
        kind = next((kind for type_, kind in _KINDS if hint == type_), "text")
        if kind == "text" and (name in _LONG or path == "title"):
            kind = "long_text"
    required = field.is_required() and path not in _ELSEWHERE
    return RecordQuestion(path, label_of(path), kind, table, required, hint_of(path), several)


@cache
def _field(path: str) -> tuple[FieldInfo, Any]:
    """The field at a path, and its type without None."""
    model: type[Strict] = Draft
    *before, name = [part for part in path.split(".") if part != LIST]
    for step in before:
        within, _ = _model(get_type_hints(model, include_extras=True)[_name(model, step)])
        if within is None:
            raise KeyError(path)
        model = within
    name = _name(model, name)
    hint = get_type_hints(model, include_extras=True)[name]
    some = [part for part in get_args(hint) if part is not type(None)]
    optional = type(None) in get_args(hint)
    return model.model_fields[name], some[0] if optional and len(some) == 1 else hint


def _key(model: type[Strict], name: str) -> str:
    """Under which key a field is written."""
    return model.model_fields[name].alias or name


def _name(model: type[Strict], key: str) -> str:
    """The name of the field that is written under this key. Raises KeyError."""
    return {_key(model, name): name for name in model.model_fields}[key]


def _model(hint: Any) -> tuple[type[Strict] | None, str]:
    """The group of fields that a type holds, and `.*` where it holds several."""
    if isinstance(hint, type) and issubclass(hint, Strict):
        return hint, ""
    mark = f".{LIST}" if get_origin(hint) in (tuple, dict) else ""
    for part in get_args(hint):
        within, deeper = _model(part)
        if within:
            return within, mark + deeper
    return None, ""
