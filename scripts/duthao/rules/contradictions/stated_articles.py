"""Articles that the key points and the comparison name, and that the draft lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duthao.domain.provisions import reference_words
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.stated_facts.papers_of_record import DRAFT, papers
from duthao.rules import Context, Rule, in_body

RULES = {
    "article-not-in-draft": Rule(
        "Nêu một điều mà tệp dự thảo không có",
        "Đối chiếu với dự thảo; sửa số của điều, hoặc ghi rõ điều ấy thuộc văn bản nào.",
        "warning",
    )
}
_ARTICLE = re.compile(r"Điều\s+(\d{1,3}[a-z]?)\b(?!\s*(?:,|và|đến|-)\s*\d)")
# An article of another text, or of one that the draft amends.
_OTHER_TEXT = re.compile(
    r"\b(?:luật|bộ luật|nghị định|thông tư|hiến pháp|hiến chương|điều lệ|đề án|công ước|hiệp định|quy ước|hương ước|pháp lệnh|chỉ thị|số \d|quy định hiện hành|quy chế|hiện nay|cũ|trước đây|sửa đổi|bổ sung|bãi bỏ|thay thế|nghị quyết (?!này)|quyết định (?!này))",
    re.IGNORECASE,
)
# "Điều 12 và Điều 13 của Đề án", "Điều 21 Hiến chương": whatever a name or «của» makes another text.
_OF_ANOTHER = re.compile(
    r"(?:\s*(?:,|và|hoặc|đến)\s*(?:(?:điểm|khoản)\s+\w+\s+)?Điều\s+\d{1,3}[a-z]?)*\s+"
    r"(?!(?:(?:của|trong)\s+)?(?:bản\s+)?(?:[Dd]ự\s+thảo|(?:[Nn]ghị quyết|[Qq]uyết định|[Qq]uy định|[Qq]uy chế|[Vv]ăn bản)\s+này))(?:của\s|trong\s|[A-ZĐ])"
)
_AMENDS = re.compile(r"sửa đổi|bổ sung|bãi bỏ|thay thế|kéo dài|đính chính", re.IGNORECASE)


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Of a draft whose articles are told for sure and that amends no other text."""
    if _AMENDS.search(record.draft.title):
        return
    drafts = list(papers(record, DRAFT))
    if len(drafts) != 1 or not drafts[0].file.scan.articles:
        return
    known = {ref for ref, _ in drafts[0].file.scan.articles}
    for text in dict.fromkeys(_texts(record)):
        if _OTHER_TEXT.search(text):
            continue
        for match in _ARTICLE.finditer(text):
            ref = f"dieu-{match[1]}"
            if ref in known or _OF_ANOTHER.match(text, match.end()):
                continue
            start = record.source.body.find(match[0])
            last = reference_words(drafts[0].file.scan.articles[-1][0])
            yield in_body(
                record,
                max(start, 0),
                len(match[0]) if start >= 0 else 0,
                "article-not-in-draft",
                Say(
                    f"Hồ sơ ghi «{text.strip()[:200]}», nhưng {drafts[0].file.name} không có {reference_words(ref)}; điều cuối là {last}.",
                    f"The record says `{text.strip()[:200]}`, but {drafts[0].file.name} ends with {last}.",
                ),
                Say(
                    "Sửa số của điều theo dự thảo; điều của văn bản khác thì ghi thêm tên văn bản.",
                    "Mend the number of the article; of another text name that text.",
                ),
            )


def _texts(record: Record) -> Iterator[str]:
    section = record.body["content"]
    for text in (*section.items, *section.paragraphs) if section else ():
        yield from re.split(r"(?<=[.!?;])\s+(?=[^\W\d])", text)
    section = record.body["new"]
    rows = section.table if section else ()
    columns = [n for n, head in enumerate(rows[0]) if "dự thảo" in head.lower()] if rows else []
    for row in rows[1:] if len(columns) == 1 else ():
        if columns[0] < len(row) and not _OTHER_TEXT.search(row[0]):
            yield row[columns[0]]
