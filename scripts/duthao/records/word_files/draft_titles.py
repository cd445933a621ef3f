"""The full title: of the draft's own head, of the proposal's, of the subject of a letter, or of a sentence that names the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duthao.errors import Say
from duthao.records.word_files.candidates import FieldCandidate
from duthao.records.word_files.papers import ASKING, TELLING, Paper, PaperLine, is_rule
from duthao.records.word_files.source_sentences import SourceSentence, single
from duthao.text import fold, slug

KIND_WORDS = ("nghị quyết", "quyết định", "nghị định", "thông tư", "luật", "pháp lệnh")
_KIND = "|".join(KIND_WORDS)
_KIND_LINE = re.compile(rf"(?:\(?dự thảo\)?:?\s+)?(?P<kind>{_KIND})", re.IGNORECASE)
_ISSUER = r"(?:\s+(?:của\s+)?(?:HĐND|UBND|Hội đồng nhân dân|Ủy ban nhân dân|Uỷ ban nhân dân|Chủ tịch\s+(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân))(?:\s+(?:cấp\s+)?(?:tỉnh|xã|phường)(?:\s+[A-ZĐ]\S*){0,3}?)?)?"  # fmt: skip
_VERB = r"(?:quy định|ban hành|về|sửa đổi|bãi bỏ|thay thế|phê duyệt|hướng dẫn|đặt|thông qua|phân cấp|quyết định|kéo dài|điều chỉnh|công bố|thành lập|giao)"
_NAMED = re.compile(
    rf"(?P<kind>{_KIND}){_ISSUER}\s*,?\s*[“\"«]?(?P<rest>{_VERB}\s[^;.(“”\"«»\n]+)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:,\s*|\s+)(?:đề nghị|kính đề nghị|gửi|kính gửi|xin|trân trọng|để (?:lấy|gửi|trình|xin|tổ chức)|theo (?:quy định|đúng)|trên cơ sở|nhằm|và (?:lấy|đăng|gửi)|(?:đã|được|đang) (?:hoàn|xây|đăng|gửi|lấy|soạn)|trước khi|trước ngày|trước \d{1,2} ?(?:giờ|h|g)|(?:chậm|muộn) nhất|không (?:quá|muộn hơn|chậm hơn) ngày|(?:thời )?hạn góp ý|kèm theo|như sau|do (?:Sở|Ban|Công an|Ủy ban|UBND))\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_NO_TITLE = re.compile(r"^(?:căn cứ|hội đồng nhân dân|ủy ban nhân dân|uỷ ban nhân dân|chủ tịch|khóa|khoá|quyết nghị|quyết định|theo đề nghị|xét|điều \d|chương|kính gửi|thực hiện|\(?dự thảo|\(?kèm theo|bộ trưởng|chính phủ)", re.IGNORECASE)  # fmt: skip
_MOST_LINES = 5


def find(papers: Sequence[Paper]) -> Iterator[FieldCandidate]:
    """The titles of the surest place that has any, and those elsewhere that say something else."""
    places = (
        (paper for paper in papers if paper.kind == "draft"),
        (paper for paper in papers if paper.kind in TELLING),
        (paper for paper in papers if paper.kind in ASKING),
    )
    found: list[FieldCandidate] = []
    for of_kind, readers in zip(places, ((_of_draft,), (_of_heading,), (_of_subject, _of_heading, _of_sentence)), strict=True):  # fmt: skip
        for paper in of_kind:
            for reader in readers:
                if title := reader(paper):
                    found.append(title)
                    break
    kept: list[FieldCandidate] = []
    for title in found:
        same = next((n for n, k in enumerate(kept) if _alike(k.value, title.value)), None)
        if same is None:
            kept.append(title)
        else:
            kept[same] = kept[same]._replace(others=(*kept[same].others, title.source))
    yield from kept


def _alike(one: object, other: object) -> bool:
    """Whether two say the same, or one only less than the other."""
    first, second = slug(str(one)), slug(str(other))
    return first.startswith(second) or second.startswith(first)


def title_line(paper: Paper) -> int | None:
    """The index of the line of a draft that says what kind of text it is."""
    for number, line in enumerate(paper.lines[:20]):
        if _KIND_LINE.fullmatch(single(line.text).strip(" :*")):
            return number
    return None


def _of_draft(paper: Paper) -> FieldCandidate | None:
    start = title_line(paper)
    if start is None:
        return None
    kind = _KIND_LINE.fullmatch(single(paper.lines[start].text).strip(" :*"))
    assert kind
    lines = list(_title_lines(paper.lines[start + 1 :]))
    if not lines:
        return None
    rest = single(" ".join(line.text for line in lines)).rstrip(" .*")
    words = f"{kind['kind']} {rest}"
    source = SourceSentence(words, paper.file, lines[0].place)
    if rest.isupper():
        asked = Say("Tên viết hoa toàn bộ: viết lại chữ thường, giữ hoa tên riêng.", "It is all in capitals: write it anew.")  # fmt: skip
        return FieldCandidate("title", _title(kind["kind"], rest), words, source, "doubtful", asked)
    return FieldCandidate("title", _title(kind["kind"], rest), words, source)


def _title_lines(lines: Sequence[PaperLine]) -> Iterator[PaperLine]:
    begun = 0
    for line in lines[: _MOST_LINES + 4]:
        text = single(line.text)
        if is_rule(text) or re.fullmatch(r"\(?dự thảo.{0,20}\)?", text, re.IGNORECASE):
            continue
        if _NO_TITLE.match(text) or begun >= _MOST_LINES or (begun and not line.centred):
            return
        begun += 1
        yield line


def _of_heading(paper: Paper) -> FieldCandidate | None:
    """Of a proposal: "TỜ TRÌNH", and below it "Về việc ban hành Nghị quyết quy định …"."""
    for line in paper.lines[:12]:
        text = single(line.text)
        if fold(text)[:3] in ("ve ", "v/v", "lay", "du ", "ban") and (
            title := _named(paper, line, text)
        ):
            return title
    centred = [line for line in paper.lines[:8] if line.centred]
    joined = single(" ".join(line.text for line in centred))
    return _named(paper, centred[0], joined) if centred else None


def _of_subject(paper: Paper) -> FieldCandidate | None:
    """Of a letter: "V/v lấy ý kiến đối với dự thảo Nghị quyết quy định …", which may be several lines of the head."""
    start = next((n for n, one in enumerate(paper.left) if _is_subject(one.text)), None)
    if start is not None:
        text = single(" ".join(line.text for line in paper.left[start:]))
        return _named(paper, paper.left[start], text)
    line = next((one for one in paper.lines[:8] if _is_subject(one.text)), None)
    return _named(paper, line, single(line.text)) if line else None


def _is_subject(text: str) -> bool:
    return re.match(r"(?:v/v|về việc)\b", text, re.IGNORECASE) is not None


def _of_sentence(paper: Paper) -> FieldCandidate | None:
    for line, sentence in paper.sentences():
        if title := _named(paper, line, sentence):
            asked = Say("Đây có phải tên đầy đủ của văn bản không?", "Is this the full title?")
            return title._replace(doubt="doubtful", question=asked)
    return None


def _named(paper: Paper, line: PaperLine, text: str) -> FieldCandidate | None:
    """The text that is named behind "dự thảo", or of a heading behind "ban hành"."""
    for match in _NAMED.finditer(text):
        rest = _TAIL.sub("", match["rest"]).rstrip(" ,./")
        words = text[match.start() : match.start("rest") + len(rest)]
        if len(rest) < 15 or re.match(r"(?:về\s+)?(?:việc\s+)?(?:ban hành|quy định) (?:chi tiết )?văn bản", rest, re.IGNORECASE):  # fmt: skip
            continue
        return FieldCandidate("title", _title(match["kind"], rest), words, paper.source(line, text))
    return None


def _title(kind: str, rest: str) -> str:
    """`NGHỊ QUYẾT` and `Quy định …` → `Nghị quyết quy định …`."""
    first = rest if rest[:2].isupper() else rest[:1].lower() + rest[1:]
    return f"{kind.capitalize()} {first}"
