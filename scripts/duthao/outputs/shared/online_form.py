"""The form on line of a draft as other programs take it: XLSForm for KoboToolbox and ODK, a survey's structure for LimeSurvey."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from html import escape

from duthao.outputs.shared.opinion_form import Question, codes
from duthao.records.record import Record
from duthao.rendering.workbook import Sheet, workbook

# What LimeSurvey reads, in its own order.
_COLUMNS = (
    "id",
    "class",
    "type/scale",
    "name",
    "relevance",
    "text",
    "help",
    "language",
    "validation",
    "mandatory",
    "other",
    "default",
    "same_default",
)
_LANGUAGE = "vi"
_LAW = "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15"


def notice(record: Record, agency: str) -> list[str]:
    """What people read before they answer: whose form it is, that nobody is asked who they are, what not to write."""
    privacy = record.draft.comment.privacy if record.draft.comment else None
    return [
        f"{agency} lấy ý kiến đối với {record.draft.title}.",
        "Biểu mẫu không hỏi họ tên, số điện thoại, thư điện tử, địa chỉ nhà; câu nào cũng có thể bỏ trống. "
        f"Xin không viết các thông tin ấy của mình hoặc của người khác vào ô trả lời ({_LAW}), không viết bí mật nhà nước.",
        "Ý kiến được tổng hợp theo loại chủ thể góp ý, không nêu tên cá nhân.",
        *(
            [f"{privacy.text.rstrip('. ')}. Căn cứ: {privacy.basis.rstrip('. ')}."]
            if privacy
            else []
        ),
    ]


# ---- XLSForm


def xlsform(record: Record, asked: Sequence[Question], read_first: Sequence[str]) -> bytes:
    """The form for KoboToolbox and ODK, with what people read before they answer."""
    survey: list[list[str]] = [["type", "name", "label", "hint", "appearance"]]
    survey += [
        ["note", f"luuy{number}", _literal(words), "", ""]
        for number, words in enumerate(read_first, 1)
    ]
    lists: list[list[str]] = [["list_name", "name", "label"]]
    for question in asked:
        label, hint = _literal(question.label), _literal(question.hint)
        if question.choices:
            appearance = "minimal autocomplete" if len(question.choices) > 12 else ""
            survey.append([f"select_one {question.name}", question.name, label, hint, appearance])
            lists += [
                [question.name, key, _literal(words)] for key, words in question.choices.items()
            ]
        else:
            survey.append(["text", question.name, label, hint, "multiline"])
    version = hashlib.sha256(repr((survey, lists)).encode()).hexdigest()[:10]
    settings = [
        ["form_title", "form_id", "version", "default_language"],
        [f"Góp ý: {record.draft.short_title}", record.id, version, f"Tiếng Việt ({_LANGUAGE})"],
    ]
    wide = {0: 22, 1: 14, 2: 80, 3: 40}
    return workbook(
        [
            Sheet("survey", survey, wide),
            Sheet("choices", lists, {2: 40}),
            Sheet("settings", settings, wide),
        ]
    )


def _literal(text: str) -> str:
    """Text in which `${…}` would be taken for the name of a question."""
    return text.replace("${", "$ {")


# ---- LimeSurvey


def limesurvey(record: Record, asked: Sequence[Question], read_first: Sequence[str]) -> bytes:
    """The form for LimeSurvey: the structure of a survey as a table parted by tabs."""
    rows = [dict(zip(_COLUMNS, _COLUMNS, strict=True)), *_survey_rows(record, asked, read_first)]
    lines = ["\t".join(_field(row.get(column, "")) for column in _COLUMNS) for row in rows]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def _survey_rows(
    record: Record, asked: Sequence[Question], read_first: Sequence[str]
) -> Iterator[dict[str, str]]:
    for name, value in (
        ("language", _LANGUAGE),
        ("format", "A"),  # all on one page
        ("anonymized", "Y"),
        ("datestamp", "Y"),  # which day an answer came tells whether it was late
        ("ipaddr", "N"),
        ("refurl", "N"),
        ("savetimings", "N"),
    ):
        yield {"class": "S", "name": name, "text": value}
    welcome = "".join(f"<p>{_html(words)}</p>" for words in read_first)
    for name, value in (
        ("surveyls_title", f"Góp ý: {record.draft.short_title}"),
        ("surveyls_welcometext", welcome),
    ):
        yield {
            "class": "SL",
            "name": name,
            "text": _html(value) if name.endswith("title") else value,
            "language": _LANGUAGE,
        }
    yield {
        "id": "1", "class": "G", "name": "Ý kiến góp ý", "relevance": "1", "language": _LANGUAGE,
    }  # fmt: skip
    for number, question in enumerate(asked, 1):
        kind = "T" if not question.choices else "!" if len(question.choices) > 12 else "L"
        yield {
            "id": str(number), "class": "Q", "type/scale": kind, "name": question.name, "relevance": "1",
            "text": _html(question.label), "help": _html(question.hint), "language": _LANGUAGE,
            "mandatory": "N", "other": "N", "same_default": "0",
        }  # fmt: skip
        for code, key in codes(question).items():
            yield {
                "id": str(number), "class": "A", "type/scale": "0", "name": code, "relevance": "0",
                "text": _html(question.choices[key]), "language": _LANGUAGE,
            }  # fmt: skip


def _html(text: str) -> str:
    """Text as LimeSurvey takes it: HTML, in which braces would be an expression."""
    return escape(text, quote=False).replace("{", "&#123;").replace("}", "&#125;")


def _field(text: str) -> str:
    """A cell of a table parted by tabs."""
    plain = " ".join(text.split())
    return '"' + plain.replace('"', '""') + '"' if '"' in plain else plain
