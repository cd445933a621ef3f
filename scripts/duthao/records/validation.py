"""Faults of types and shapes that pydantic finds, in the words of whoever wrote the data: a record, a register, a setting."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from duthao import clock
from duthao.domain.fields import fields_by_key
from duthao.errors import Say
from duthao.records.strict_yaml import Loc
from duthao.text import closest, slug

_POINT = Say(
    "Viết ngày dạng 2026-12-05, hoặc 2026-12-05 17:00, với ngày có thật.",
    "Write a real date as 2026-12-05, or 2026-12-05 17:00.",
)
_SHAPES = {
    "bad_point": ("bad-date", Say("không phải là ngày, giờ đúng", "is not a date"), _POINT),
    "bad_day": (
        "bad-date",
        Say("không phải là ngày đúng", "is not a date"),
        Say("Viết ngày có thật dạng 2026-12-05.", "Write a real date as 2026-12-05."),
    ),
    "bad_expected": (
        "bad-date",
        Say("không phải là thời gian dự kiến đúng dạng", "is no expected time"),
        Say(
            "Viết 2027-05-20, 2027-05, 2027-Q2, 2027-H1, 2027, ../2027-06-30 (chậm nhất) hoặc khóa của kỳ họp trong sessions.yml.",
            "Write 2027-05-20, 2027-05, 2027-Q2, 2027-H1, 2027, ../2027-06-30 (by) or the key of a session of sessions.yml.",
        ),
    ),
    "bad_truth": (
        "bad-value",
        Say("chỉ nhận true hoặc false", "takes true or false"),
        Say("Viết true (có) hoặc false (không).", "Write true or false."),
    ),
    "string_type": (
        "bad-shape",
        Say("phải là một dòng chữ", "must be text"),
        Say("Viết «tên: nội dung» trên một dòng.", "Write `name: text`."),
    ),
    "many_lines": (
        "bad-shape",
        Say("phải nằm trên một dòng", "must stand on one line"),
        Say("Viết «tên: nội dung» trên một dòng.", "Write `name: text`."),
    ),
    "string_too_short": (
        "empty-value",
        Say("không được để trống", "must not be empty"),
        Say("Điền nội dung.", "Fill it in."),
    ),
    "too_short": (
        "empty-value",
        Say("phải có ít nhất một mục", "needs at least one entry"),
        Say("Thêm một mục.", "Add one."),
    ),
    "tuple_type": (
        "bad-shape",
        Say("phải là danh sách", "must be a list"),
        Say(
            "Viết [mục-một, mục-hai] hoặc mỗi mục một dòng bắt đầu bằng «- ».",
            "Write [one, two] or one `- ` line each.",
        ),
    ),
    "dict_type": (
        "bad-shape",
        Say("phải là nhóm «tên: giá trị»", "must be a group of `name: value`"),
        Say("Xem ví dụ trong sổ tay.", "See the handbook."),
    ),
    "model_type": (
        "bad-shape",
        Say("phải là nhóm «tên: giá trị»", "must be a group of `name: value`"),
        Say("Xem ví dụ trong sổ tay.", "See the handbook."),
    ),
    "int_parsing": (
        "bad-value",
        Say("phải là số nguyên", "must be a whole number"),
        Say("Viết số không có dấu chấm, ví dụ 42.", "Write a plain number such as 42."),
    ),
    "less_than_equal": (
        "bad-value",
        Say("lớn hơn mức cho phép", "is too large"),
        Say("Kiểm tra lại con số.", "Check the number."),
    ),
    "greater_than_equal": (
        "bad-value",
        Say("nhỏ hơn mức cho phép", "is too small"),
        Say("Kiểm tra lại con số.", "Check the number."),
    ),
}

# Fields that once stood elsewhere or had another name, and what to write instead.
_MOVED = {
    "outcome": Say(
        "Chuyển «outcome» vào đợt lấy ý kiến mà kết quả ấy thuộc về: thụt vào dưới mục của đợt trong «rounds».",
        "Move `outcome` into the round that it belongs to, under `rounds`.",
    ),
    "answer_due": Say(
        "Chuyển «answer_due» vào đợt lấy ý kiến mà hạn ấy thuộc về: thụt vào dưới mục của đợt trong «rounds».",
        "Move `answer_due` into the round that it belongs to, under `rounds`.",
    ),
    "rounds.outcome.explained": Say(
        "Đổi thành «kept»: số ý kiến giữ nguyên dự thảo, có nêu lý do.",
        "Write `kept`: opinions after which the draft was kept, with the reason.",
    ),
    "answer_due_days": Say(
        "Đổi thành nhóm «answer_due» gồm «days», «source» (căn cứ), «verified»; không có căn cứ thì xóa.",
        "Write the group `answer_due` with `days`, `source` and `verified`; delete it if there is no basis.",
    ),
    "deploy.target": Say(
        "Xóa dòng này; nơi đặt trang ghi ở «deploy.host».",
        "Delete this line; the host of the site is `deploy.host`.",
    ),
    **dict.fromkeys(
        ("feeds.items", "feeds.months"),
        Say(
            "Xóa dòng này: nguồn tin nay giữ 200 tin mới nhất, tin cũ hơn nằm ở các trang lưu trữ.",
            "Delete this line: feeds now hold the newest 200 items, and older ones lie in archived pages.",
        ),
    ),
}


def explain(model: type[BaseModel], fault: ErrorDetails) -> tuple[str, Say, Say]:
    """Return the rule id, message and remedy of a fault that pydantic found in data for `model`."""
    kind, loc, context = fault["type"], fault["loc"], fault.get("ctx", {})
    name = _named(model, loc)
    if kind == "missing":
        return (
            "field-missing",
            Say(f"Thiếu trường bắt buộc {name.vi}.", f"Required field {name.en} is missing."),
            Say(
                "Thêm trường này; xem cách viết trong sổ tay.",
                "Add it; see the handbook.",
            ),
        )
    if kind == "extra_forbidden":
        return unknown(model, loc)
    if kind == "string_too_long":
        limit = context.get("max_length")
        return (
            "too-long",
            Say(
                f"{name.vi} dài quá {limit} ký tự.", f"{name.en} is longer than {limit} characters."
            ),
            Say("Viết ngắn lại.", "Shorten it."),
        )
    if kind == "too_long":
        limit = context.get("max_length")
        return (
            "too-long",
            Say(f"{name.vi} có quá {limit} mục.", f"{name.en} has more than {limit} entries."),
            Say("Xóa các mục ghi nhầm.", "Delete what was entered by mistake."),
        )
    if kind == "literal_error":
        expected = str(context.get("expected", "")).replace(" or ", ", ")
        meant_vi, meant_en = _meant_value(fault.get("input"), re.findall(r"'([^']+)'", expected))
        return (
            "bad-value",
            Say(f"{name.vi} không nhận giá trị này.", f"{name.en} does not take this value."),
            Say(f"{meant_vi}Dùng một trong: {expected}.", f"{meant_en}Use one of {expected}."),
        )
    if kind == "string_pattern_mismatch":
        return (
            "bad-form",
            Say(f"{name.vi} viết không đúng dạng.", f"{name.en} has the wrong form."),
            _form(next((part for part in reversed(loc) if isinstance(part, str)), "")),
        )
    rule, predicate, remedy = _SHAPES.get(
        kind,
        ("bad-value", Say("không hợp lệ", "is not valid"), Say("Xem sổ tay.", "See the handbook.")),
    )
    if rule == "bad-date" and (day := _year_first(fault.get("input"))):
        remedy = Say(f"Viết {day}.", f"Write {day}.")
    return rule, Say(f"{name.vi} {predicate.vi}.", f"{name.en} {predicate.en}."), remedy


def _year_first(value: object) -> str:
    """A day written as people write it, in the form of a record; "" where it is none."""
    text = clock.year_first(str(value).strip())
    try:
        return clock.parse(text).text if text != value else ""
    except ValueError:
        return ""


def _name(loc: Loc) -> str:
    """A field as an officer finds it: entries of a list are counted from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in loc)


# What an entry of a list is called; its place follows.
_ENTRIES = {
    "rounds": "Đợt",
    "deadline_changes": "Lần đổi hạn",
    "documents": "Tài liệu",
    "stages": "Bước",
    "changes": "Cập nhật",
    "events": "Cuộc họp",
    "channels": "Kênh",
    "agreed_bodies": "Cơ quan thống nhất",
    "topics": "Lĩnh vực",
    "places": "Địa bàn",
    "audiences": "Đối tượng",
    "campaigns": "Đợt truyền thông",
}
# What a field's description adds to its name.
_ADDED = re.compile(r"[:;(].*|, (?:khóa|không|lời|nếu|kèm|chỉ|ví dụ|bắt đầu).*")
# Fields whose description is too long to be a name, or says their values.
_SHORT = {
    "b": "Tiêu chí b",
    "c": "Tiêu chí c",
    "communes_asked": "Số xã, phường được đề nghị lấy ý kiến",
    "confirmed": "Chỗ đã xác nhận không phải dữ liệu cá nhân",
    "kind": "Loại",
}
_LONGEST = 50  # characters of a name


def _named(model: type[BaseModel], loc: Loc) -> Say:
    """A field in the words of the handbook, and its own name: `«Đợt 1 › Hạn góp ý công bố lần đầu» (closes)`.

    Where it stands is told by the line; in English by the path too.
    """
    words = in_words(model, loc)
    own = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    return Say(
        f"«{words}» ({own})" if words else f"«{_in_words_or_keys(model, loc)}»", f"`{_name(loc)}`"
    )


def in_words(model: type[BaseModel], loc: Loc) -> str:
    """A field as people call it, `Đợt 1 › Hạn góp ý công bố lần đầu`; "" where a part of it has no short name."""
    # A list whose entry follows is named by the entry.
    shown = [n for n in range(1, len(loc) + 1) if not isinstance((*loc, "")[n], int)]
    words = [_label(model, loc[:n]) for n in shown]
    return " › ".join(words) if all(words) else ""


def _in_words_or_keys(model: type[BaseModel], loc: Loc) -> str:
    """As `in_words`, with its key for each part that has no short name: `Đợt 1 › ghi_chu`."""
    shown = [n for n in range(1, len(loc) + 1) if not isinstance((*loc, "")[n], int)]
    return " › ".join(_label(model, loc[:n]) or str(loc[n - 1]) for n in shown)


def _label(model: type[BaseModel], loc: Loc) -> str:
    """What the last part of a place is called; "" where there is no short name."""
    if isinstance(loc[-1], int):
        entry = _ENTRIES.get(str(loc[-2])) or _label(model, loc[:-1]) or "Mục"
        return f"{entry} {loc[-1] + 1}"
    group = _group(model, loc[:-1])
    field = fields_by_key(group).get(str(loc[-1])) if group else None
    description = (field.description or "") if field else ""
    name = _ADDED.sub("", description.removeprefix("true: ")).strip()
    if len(name) <= _LONGEST and not name.isascii():
        return name[:1].upper() + name[1:]
    return _SHORT.get(str(loc[-1]), "") if field else ""


def unknown(model: type[BaseModel], loc: Loc) -> tuple[str, Say, Say]:
    """Return the rule id, message and remedy of a field that `model` does not have."""
    name = _name(loc)
    group = _in_words_or_keys(model, loc[:-1])
    return (
        "unknown-key",
        Say(
            f"Trường «{loc[-1]}» không có trong mẫu của «{group}»."
            if group
            else f"Trường «{loc[-1]}» không có trong mẫu.",
            f"Field `{name}` is not known.",
        ),
        _MOVED.get(".".join(p for p in loc if isinstance(p, str))) or _suggest(model, loc),
    )


def knows(model: type[BaseModel], loc: Loc) -> bool:
    """Tell whether `model` has a field at that place; a group without named fields, such as `terms`, may have any."""
    group = _group(model, loc[:-1])
    return group is None or loc[-1] in fields_by_key(group)


def _meant_value(value: object, known: list[str]) -> tuple[str, str]:
    """Which of the values that a field takes may be meant, as the beginning of a remedy; nothing where none is near."""
    close = closest(slug(str(value)).replace("-", "_"), known, 0.6)
    return (f"Có phải «{close}»? ", f"Did you mean `{close}`? ") if close else ("", "")


def _form(field: str) -> Say:
    if field.endswith("url"):
        return Say(
            "Viết địa chỉ đầy đủ, bắt đầu bằng https://.",
            "Write the full address, from https:// on.",
        )
    if field.endswith("file"):
        return Say(
            "Ghi tên tệp đặt cạnh index.md, không kèm thư mục.",
            "Name a file beside index.md, without a folder.",
        )
    if field == "email":
        return Say("Viết dạng ten@coquan.gov.vn.", "Write name@agency.gov.vn.")
    if field == "plan":
        return Say(
            "Ghi mã dòng của kế hoạch, ví dụ 2027-001 (xem plan-2027.yml).",
            "Write the id of a row of the plan, such as 2027-001 (see plan-2027.yml).",
        )
    if field in ("time", "times"):
        return Say(
            'Viết giờ đủ bốn chữ số, dạng "05:00".', 'Write the hour with four digits, as "05:00".'
        )
    if field == "tag_authority":
        return Say(
            "Chỉ dùng chữ thường không dấu, chữ số, dấu chấm và gạch nối, ví dụ vanban.tinh.gov.vn.",
            "Use small letters without marks, digits, dots and hyphens only.",
        )
    return Say(
        "Dùng khóa trong danh mục: chữ thường không dấu, nối bằng «-».",
        "Use a key of the register: a lower-case slug.",
    )


def meant(model: type[BaseModel], loc: Loc) -> str | None:
    """The field of the same group that an unknown one may be a slip for, or None."""
    fields = fields_by_key(_group(model, loc[:-1]) or model)
    return closest(str(loc[-1]).lower().replace("-", "_"), fields, 0.6)


def _suggest(top: type[BaseModel], loc: Loc) -> Say:
    if close := meant(top, loc):
        return Say(f"Có phải «{close}»?", f"Did you mean `{close}`?")
    return Say(
        "Xóa dòng này hoặc dùng đúng tên ghi trong sổ tay.",
        "Delete it or use a name that is in the handbook.",
    )


def _group(top: type[BaseModel], loc: Loc) -> Any:
    """The model of the group at that place, or None."""
    model: Any = top
    for part in loc:
        if isinstance(part, int):
            continue
        field = fields_by_key(model).get(part) if model else None
        model = _inner(field.annotation) if field else None
    return model


def _inner(annotation: Any) -> Any:
    """The model inside `X | None` or `tuple[X, ...]`, or None."""
    if hasattr(annotation, "model_fields"):
        return annotation
    return next(
        (model for arg in getattr(annotation, "__args__", ()) if (model := _inner(arg))), None
    )
