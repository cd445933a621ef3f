"""The record that is written from a dossier: certain values filled in, each below its source; doubts as comments.

Comments stand in the front matter alone, since a body has none: it names what each section was made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from duthao.domain.draft import Draft, Round
from duthao.domain.draft_parts.dossier_documents import OfficialPosting
from duthao.domain.fields import fields_by_key
from duthao.domain.registers import DocumentKind
from duthao.records.body import HEADINGS
from duthao.records.record_writer.scalars import scalar
from duthao.records.word_files.candidates import FieldCandidate
from duthao.records.word_files.dossier import Dossier
from duthao.text import slug

ASK = "CẦN XEM"
_LISTS = ("topics", "places", "audiences")
DOCUMENT_KINDS = {"proposal": "to-trinh", "draft": "du-thao", "comparison": "ban-so-sanh", "explanation": "ban-so-sanh", "report": "tai-lieu-khac"}  # fmt: skip
_OPTIONAL = ("questions", "other", "radio")
_COLUMNS = ("Nội dung", "Quy định hiện hành", "Dự thảo", "Ai bị ảnh hưởng")
_NUMBER = re.compile(r"^(?:\d{1,2}[.)]|[a-zđ]\))\s+")
_LONGEST = 220  # characters of a sentence in a comment
_MARKED = re.compile(r"([\\`*_\[\]<>~|])")
# What looks like a tag is refused by `duthao check`, with a backslash before it too.
_TAG = re.compile(r"<([A-Za-z/!?][^<>\n]*)>?")
_MARKER = re.compile(r"(?:-|\d{1,3}\.)\s+(?=\S)")
_BEGINS = re.compile(r"^((?:\d+(?=[.)]))?)(?=[-#=+.)!:{^&?])")  # a heading, an underline, a list


def record_text(dossier: Dossier, kinds: Mapping[str, DocumentKind], closing: Sequence[str]) -> str:
    """The whole file. `closing` are the lines of front matter that no dossier tells: criteria, channels, press contact."""
    return "\n".join([*_front_matter(dossier, kinds, closing), *_body(dossier)]).rstrip() + "\n"


def _front_matter(
    dossier: Dossier, kinds: Mapping[str, DocumentKind], closing: Sequence[str]
) -> Iterator[str]:
    yield "---"
    yield f"# Lấy từ tệp của cơ quan. Đọc lại từng dòng; nơi ghi «{ASK}» thì trả lời rồi bỏ dấu # ở dòng giá trị."
    for field in ("letter.number", "letter.date"):
        for candidate in dossier.of(field):
            yield from _shown(candidate, {"letter.number": "số công văn", "letter.date": "ngày công văn"}[field])  # fmt: skip
    for name in ("title", "short_title", "summary", "document_type", "agency", "issuer", *_LISTS):
        yield f"# {fields_by_key(Draft)[name].description}"
        yield from _list(dossier, name) if name in _LISTS else _field(dossier, name, name, "")
    yield f"# {fields_by_key(Draft)['rounds'].description}"
    yield from _round(dossier)
    yield f"# {fields_by_key(Draft)['comment'].description}: điền ít nhất một kênh; xóa dòng không dùng"
    yield "comment:"
    for name in ("form_url", "email", "postal_address", "phone", "in_person"):
        yield from _field(dossier, f"comment.{name}", name, "  ")
    yield from _posting(dossier)
    yield from _documents(dossier, kinds)
    yield from _sections_told(dossier)
    yield from closing
    yield "---"
    yield ""


def _source(candidate: FieldCandidate, indent: str) -> Iterator[str]:
    text = candidate.source.text
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0]} …"
    yield f"{indent}# từ {candidate.source}: «{short}»"
    if candidate.others:
        yield f"{indent}# cũng có ở {'; '.join(map(str, candidate.others[:3]))}"


def _shown(candidate: FieldCandidate, name: str) -> Iterator[str]:
    """What no field of a record holds, as a comment."""
    if candidate.value:
        yield from _source(candidate, "")
        yield f"# {name}: {candidate.value}"


def _field(dossier: Dossier, field: str, key: str, indent: str) -> Iterator[str]:
    """The field with what is certain, empty where nothing is; below it every doubt."""
    candidates = dossier.of(field)
    certain = next((c for c in candidates if c.doubt == "certain"), None)
    if certain:
        yield from _source(certain, indent)
        yield f"{indent}{key}: {scalar(str(certain.value))}"
    else:
        yield f"{indent}{key}:"
    yield from _doubts(candidates, f"{indent}# {key}: ", indent)


def _doubts(candidates: Iterable[FieldCandidate], before: str, indent: str) -> Iterator[str]:
    for candidate in candidates:
        if candidate.doubt == "certain":
            continue
        yield from _source(candidate, indent)
        question = f"{candidate.question.vi}" if candidate.question else ""
        if candidate.doubt == "refused":
            yield f"{indent}# KHÔNG LẤY: {question}"
        else:
            yield f"{indent}# {ASK}: {question}"
        if candidate.value:
            yield before + scalar(str(candidate.value))


def _list(dossier: Dossier, name: str) -> Iterator[str]:
    candidates = dossier.of(name)
    certain = [c for c in candidates if c.doubt == "certain"]
    for candidate in certain:
        yield from _source(candidate, "")
    yield f"{name}: [{', '.join(str(c.value) for c in certain)}]"
    yield from _doubts((c for c in candidates if c.doubt != "certain"), f"# {name}: thêm ", "")


def _round(dossier: Dossier) -> Iterator[str]:
    opens, closes = dossier.of("rounds.0.opens"), dossier.of("rounds.0.closes")
    if any(c.doubt == "certain" for c in (*opens, *closes)):
        yield "rounds:"
        yield "  - of: draft"
        for name, candidates in (("opens", opens), ("closes", closes)):
            if any(c.doubt == "certain" for c in candidates):
                yield from _field(dossier, f"rounds.0.{name}", name, "    ")
            else:
                yield f"    # {Round.model_fields[name].description}"
                yield from _doubts(candidates, f"    # {name}: ", "    ")
        return
    yield "# rounds:"
    yield "#   - of: draft"
    for name, candidates in (("opens", opens), ("closes", closes)):
        yield from _doubts(candidates, f"#     {name}: ", "")
        if not any(c.value for c in candidates):
            yield f"#     {name}: …"


def _posting(dossier: Dossier) -> Iterator[str]:
    candidates = dossier.of("official_posting.url")
    yield f"# {fields_by_key(Draft)['official_posting'].description}"
    if not any(c.doubt == "certain" for c in candidates):
        yield from _doubts(candidates, "#   url: ", "")
        yield "# official_posting:"
        yield "#   url: https://…"
        yield "#   date: …"
        return
    yield "official_posting:"
    yield from _field(dossier, "official_posting.url", "url", "  ")
    yield f"  # {OfficialPosting.model_fields['date'].description}"
    yield "  # date: …"


def _documents(dossier: Dossier, kinds: Mapping[str, DocumentKind]) -> Iterator[str]:
    yield f"# {fields_by_key(Draft)['documents'].description}: đặt tệp cạnh index.md, tốt nhất là PDF, rồi bỏ dấu #"
    yield "documents: []"
    for paper in dossier.papers:
        key = DOCUMENT_KINDS.get(paper.kind, "")
        if key in kinds:
            yield f"#   - kind: {key}"
            yield f"#     title: {kinds[key].name}"
            yield f"#     file: {slug(PurePath(paper.file).stem) or key}.pdf"


def _sections_told(dossier: Dossier) -> Iterator[str]:
    """Which places each section of the body was made of, and what of it is to be looked at."""
    for key in dict.fromkeys(c.field for c in dossier.candidates if _is_of_body(c)):
        found = dossier.of(key)
        places: dict[str, list[str]] = {}
        for candidate in found:
            if candidate.value:
                places.setdefault(candidate.source.file, []).append(candidate.source.place)
        for file, numbers in places.items():
            shown = numbers[0] if len(numbers) == 1 else f"{numbers[0]} đến {numbers[-1]}"
            yield f"# «{_heading(key)}»: từ {file}, {shown}"
        for candidate in found:
            if candidate.question and candidate.doubt != "certain":
                yield from _source(candidate, "")
                yield f"# {ASK}: {candidate.question.vi}"


def _is_of_body(candidate: FieldCandidate) -> bool:
    return candidate.field.startswith("body.") or candidate.field in ("comparison", "articles", "legal_basis", "issued.effective", "repeals")  # fmt: skip


def _heading(field: str) -> str:
    key = {"comparison": "new", "articles": "content"}.get(field, field.removeprefix("body."))
    return next((heading for heading, name in HEADINGS.items() if name == key), "Nội dung khác")


# ---- the body


def _body(dossier: Dossier) -> Iterator[str]:
    for heading, key in HEADINGS.items():
        lines = list(_section(dossier, key))
        if lines or key not in _OPTIONAL:
            yield f"## {heading}"
            yield ""
            yield from lines
            if not lines:
                yield ""


def _section(dossier: Dossier, key: str) -> Iterator[str]:
    values = [str(c.value) for c in dossier.of(f"body.{key}") if c.value]
    if key == "new":
        yield from _listed("", values)
        yield from _table(dossier)
    else:
        for value in values:
            yield _markdown(value)
            yield ""
    if key == "content":
        articles = [str(c.value) for c in dossier.of("articles") if c.doubt == "certain"]
        yield from _listed("Các điều của dự thảo:", articles)
    if key == "other":
        yield from _listed("Căn cứ ban hành:", [str(c.value) for c in dossier.of("legal_basis")])
        yield from _listed("Hiệu lực dự kiến:", [_NUMBER.sub("", c.source.text) for c in dossier.of("issued.effective") if c.doubt == "certain"])  # fmt: skip
        yield from _listed("Văn bản được thay thế, bãi bỏ:", [str(c.value) for c in dossier.of("repeals") if c.doubt == "certain"])  # fmt: skip


def _listed(lead: str, values: Sequence[str]) -> Iterator[str]:
    if not values:
        return
    if lead:
        yield lead
        yield ""
    yield from (f"- {_begun(_inline(_NUMBER.sub('', value)))}" for value in values)
    yield ""


def _table(dossier: Dossier) -> Iterator[str]:
    rows = [c.value for c in dossier.of("comparison") if isinstance(c.value, tuple)]
    yield f"| {' | '.join(_COLUMNS)} |"
    yield "|" + "---|" * len(_COLUMNS)
    for row in rows or [("", "", "", "")]:
        yield f"| {' | '.join(_inline(cell) for cell in row[:4])} |"
    yield ""
    reasons = [(row[0] or row[2], row[4]) for row in rows if row[4]]
    yield from _listed("Lý do của từng nội dung:" if reasons else "", [f"{what}: {why}" for what, why in reasons])  # fmt: skip


def _inline(text: str) -> str:
    return _MARKED.sub(r"\\\1", _TAG.sub(r"‹\1›", text)).replace("\\](", "\\]\\(")


def _markdown(text: str) -> str:
    """A paragraph as Markdown that reads back as the same words; dashes and numbers of lists stay what they are."""
    marker = _MARKER.match(text)
    before = marker[0] if marker else ""
    return before + _begun(_inline(text[len(before) :]))


def _begun(text: str) -> str:
    """Without what would begin a heading, a list or a code block where it stands first."""
    return _BEGINS.sub(lambda begin: f"{begin[1]}\\", text)
