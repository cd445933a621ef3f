"""What the draft itself says: its articles, its legal basis, when it is to take effect, what it replaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duthao import clock
from duthao.domain import provisions
from duthao.domain.provisions import Article, heading_of
from duthao.errors import Say
from duthao.records.word_files.candidates import FieldCandidate
from duthao.records.word_files.papers import Paper, PaperLine
from duthao.records.word_files.source_sentences import sentences, single
from duthao.text import fold

_EFFECT = re.compile(
    r"(?<!hết )hiệu lực(?:\s+thi hành)?\s*(?:kể\s+)?từ\s+ngày\s+(\d{1,2})\s*(?:/|-|\.|\s+tháng\s+)\s*(\d{1,2})\s*(?:/|-|\.|\s+năm\s+)\s*(\d{4})",
    re.IGNORECASE,
)
_REPEALS = re.compile(
    r"(?:thay thế|bãi bỏ)\s+(?:các\s+|toàn bộ\s+|một phần\s+|khoản\s|điều\s|điểm\s|nghị quyết|quyết định|chỉ thị)|hết hiệu lực",
    re.IGNORECASE,
)
_ACT = re.compile(r"(?:nghị quyết|quyết định|chỉ thị)\s+số\s+\S*\d", re.IGNORECASE)
_THIS = re.compile(
    r"(?:nghị quyết|quyết định)(?:\s+này)?\s+(?:có|bắt đầu có|chính thức có)\s", re.IGNORECASE
)
_OF_THIS = Say("Đây có phải ngày có hiệu lực của chính dự thảo này không?", "Is this when this very draft takes effect?")  # fmt: skip
# A repeal that is denied, or that is only a case: "trường hợp văn bản dẫn chiếu được thay thế".
_NO_REPEAL = re.compile(r"\b(?:không|chưa)\s+(?:\S+\s+){0,2}?(?:thay thế|bãi bỏ|hết hiệu lực)|^(?:\S+\s+){0,2}?(?:trường hợp|nếu|khi)\b|được thay thế bằng", re.IGNORECASE)  # fmt: skip
_DOES_IT = Say("Câu phủ định hoặc nêu điều kiện: dự thảo có thay thế, bãi bỏ văn bản này không?", "The sentence denies it or names a case: is this act replaced or repealed?")  # fmt: skip
_LIST_ITEM = re.compile(r"(?:\d{1,2}[.)]|[a-zđ]\)|[-+•])\s+")
_ARTICLE = re.compile(r"Điều\s+\d")


def find(papers: Sequence[Paper]) -> Iterator[FieldCandidate]:
    """Candidates for `articles`, `legal_basis`, `issued.effective` and `repeals`."""
    drafts = [paper for paper in papers if paper.kind == "draft"]
    for paper in drafts:
        yield from _articles(paper, paper.own_lines)
        yield from _articles(paper, paper.attached_lines)
        yield from _effect(paper)
        yield from _repeals(paper)
    based = drafts or [paper for paper in papers if paper.kind == "proposal"]
    for paper in based:
        yield from _basis(paper)


def _unquoted(lines: Sequence[PaperLine]) -> tuple[list[PaperLine], bool]:
    """Without what a draft quotes: "Điều 3" in a text that another act is amended with is an article of that act. And
    whether every quotation ends: where one does not, nothing was left out.
    """
    kept: list[PaperLine] = []
    within = False
    for line in lines:
        text = single(line.text)
        begins = text[:1] in '“"«'
        if not (within or begins):
            kept.append(line)
        opened, closed = max(text.rfind(c) for c in "“«"), max(text.rfind(c) for c in "”»")
        if '"' in text and text.count('"') % 2:
            within = not within
        elif opened != closed:
            within = opened > closed
    return (list(lines), False) if within else (kept, True)


def _articles(paper: Paper, lines: Sequence[PaperLine]) -> Iterator[FieldCandidate]:
    lines, ended = _unquoted(lines)
    text = "\n".join(single(line.text) for line in lines)
    headings = provisions.headings_in(text)
    sure = provisions.found_in(text)
    asked = None
    if headings and not ended:
        asked = Say("Có ngoặc kép mở mà không đóng: điều nào của dự thảo, điều nào được trích?", "A quotation is not closed: which articles are the draft's own?")  # fmt: skip
    elif headings and not sure:
        asked = Say("Các điều không đánh số liên tục từ 1: kiểm tra lại dự thảo.", "The articles are not numbered from 1 without a gap: look at the draft.")  # fmt: skip
    for line in lines:
        one = single(line.text)
        for ref, heading in provisions.headings_in(one).items():
            value = Article(ref, heading_of(heading)).words
            words = one.lstrip('“"«')[: len(value)]
            yield FieldCandidate("articles", value, words, paper.source(line), "doubtful" if asked else "certain", asked)  # fmt: skip


def _effect(paper: Paper) -> Iterator[FieldCandidate]:
    for line in paper.own_lines:
        for sentence in sentences(line.text):
            for match in _EFFECT.finditer(sentence):
                source = paper.source(line, sentence)
                try:
                    day = clock.parse_date(f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}")
                except ValueError:
                    why = Say(f"«{single(match[0])}»: không có ngày này.", f"`{match[0]}`: there is no such day.")  # fmt: skip
                    yield FieldCandidate("issued.effective", "", match[0], source, "refused", why)
                    continue
                asked = None if _THIS.search(sentence) and not _ACT.search(sentence) else _OF_THIS
                yield FieldCandidate("issued.effective", day.isoformat(), match[0], source, "doubtful" if asked else "certain", asked)  # fmt: skip


def _repeals(paper: Paper) -> Iterator[FieldCandidate]:
    listed = False
    for line in paper.own_lines:
        text = single(line.text)
        if _ARTICLE.match(text):
            listed = False
        for sentence in sentences(text):
            said = _REPEALS.search(sentence)
            if said:
                value = re.sub(r"^(?:Điều\s+\d+[a-z]?|\d{1,2}|[a-zđ])[.)]\s*", "", sentence)
                asked = _DOES_IT if _NO_REPEAL.search(sentence) else None
                if _ACT.search(value):
                    yield FieldCandidate("repeals", value, value, paper.source(line, sentence), "doubtful" if asked else "certain", asked)  # fmt: skip
                listed = asked is None
            elif listed and _LIST_ITEM.match(sentence) and _ACT.search(sentence[:60]):
                value = _LIST_ITEM.sub("", sentence, count=1)
                yield FieldCandidate("repeals", value, value, paper.source(line, sentence))


def _basis(paper: Paper) -> Iterator[FieldCandidate]:
    for line in paper.lines:
        text = single(line.text)
        if _ARTICLE.match(text):
            return
        if fold(text).startswith("can cu ") and len(text) < 600:
            yield FieldCandidate(
                "legal_basis", text.rstrip(" ;.,"), text.rstrip(" ;.,"), paper.source(line)
            )
