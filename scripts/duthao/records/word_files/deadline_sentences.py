"""What a sentence with a day is about: when opinions on the draft are taken, or plainly something else.

A day of another act (a policy that runs until then, a report of communes, a meeting, an appraisal) is not the public's
deadline, whatever else its sentence says of opinions: what stands nearest before the day decides. Only what is plain is
refused, with its reason; all else is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from duthao.errors import Say
from duthao.records.word_files.papers import ASKING, Paper
from duthao.records.word_files.source_sentences import SourceSentence, sentences, single
from duthao.text import fold

_ABOUT = re.compile(r"y kien|gop y|tham gia|gui (?:ve|den|lai|bang|van ban|truoc)|phan hoi|tra loi|het han|han cuoi|dong gop")  # fmt: skip
_OPINIONS = re.compile(r"y kien|gop y|dong gop|phan hoi")
_LIST_ITEM = re.compile(r"(?:[-+•*\u2013]|\d{1,2}[.)]|[a-zđ]\))\s")
_TERM_CELL = re.compile(r"(?:thoi (?:han|gian|diem)|han|ngay)\b.{0,60}(?:y kien|gop y)")

# ---- refused, where it stands right before the day
_COUNTED = re.compile(r"\btính\s*$", re.IGNORECASE)  # not folded: "UBND tỉnh đến hết ngày"
_IN_FORCE = re.compile(
    r"(?:ap dung|thi diem|co gia tri|hieu luc(?: thi hanh)?|ho tro|muc thu|giai doan"
    r"|keo dai (?:thoi (?:gian|han) )?(?:ap dung|thuc hien|hieu luc|nghi quyet|quyet dinh)[^,;]{0,80})\s*,?\s*$"
)
# ---- refused, where it stands nearer to the day than the asking for opinions
_STEP = re.compile(
    r"tham dinh(?:,? (?:va )?(?:co|cho|gui) y kien)?"
    r"|tham tra(?:,? (?:va )?(?:co|cho|gui) y kien)?"
    r"|dang ky\b[^,;.]{0,60}(?:hoi nghi|cuoc hop|toa dam|tham gia|tham du)(?: (?:gop|lay|tham gia) y(?: kien)?)?"
    r"|(?:hoi nghi|cuoc hop|toa dam)(?: (?:gop|lay|tham gia) y(?: kien)?)?(?: gop y)?"
    r"|(?:tham gia |gui bai )?[^,;.]{0,20}(?:cuoc thi|hoi thi)|\bdu thi"
    r"|bao cao (?:ket qua|ubnd|uy ban|hdnd|hoi dong|tong hop)(?: (?:lay|tiep nhan|tong hop))?(?: y kien)?(?: gop y)?"
    r"|(?:tra loi|tiep thu(?:,? (?:va )?giai trinh)?)(?: cac)? y kien(?: gop y)?"
    r"|(?:xa|phuong)\b[^;.]{0,120}tong hop [^;.]{0,20}y kien(?: gop y)?(?: cua nhan dan)?(?:,? (?:bao cao|gui) ve [^,;.]{0,40})?"
)
_ASKED_FOR = re.compile(r"(?:gui |nhan |lay |cho |co |tham gia )?y kien(?: gop y)?|gop y|dong gop|phan hoi")  # fmt: skip
_RECEIVED = re.compile(r"nhan duoc (?:cong van|van ban|to trinh|thong bao|ke hoach)")
_TOLD = {
    "counted": Say("Đây là ngày tính số liệu, không phải hạn góp ý.", "It is the day of a count, no deadline."),
    "in_force": Say("Đây là thời gian áp dụng, thực hiện của chính sách, không phải thời gian góp ý.", "It is when a policy applies, not when opinions are taken."),
    "step": Say("Đây là ngày của việc khác (thẩm định, họp, đăng ký, báo cáo, trả lời), không phải hạn góp ý.", "It is the day of another step (appraisal, meeting, report, answer), no deadline for opinions."),
    "received": Say("Đây là hạn ghi trong văn bản của cơ quan khác.", "It is the deadline of another office's letter."),
}  # fmt: skip

# ---- asked
_PAST = re.compile(r"\bda (?:to chuc |duoc )?(?:lay y kien|dang tai|gui|nhan duoc|tong hop|co)|\bqua (?:thoi gian|dot|viec|qua trinh)|\bnhan (?:duoc )?\d+ (?:luot )?(?:y kien|gop y)")  # fmt: skip
_QUOTED = re.compile(r"(?:cong van|thong bao|van ban|ke hoach|to trinh) so\b")
_LATER = re.compile(r"gia han|keo dai thoi (?:gian|han) (?:gop|lay|nhan|tham gia)")
_ENDING = re.compile(
    r"\bhan\b|thoi han|thoi gian|trong ngay|sau ngay|ket thuc|dung (?:nhan|tiep nhan)"
)
_GATHERED = re.compile(r"tong hop[^;.]{0,30}y kien|bao cao|niem yet")
_FURTHER = re.compile(r"hieu luc|thong qua|ky hop|trinh (?:hdnd|hoi dong|uy ban|ubnd)|ban hanh (?:truoc|cham nhat)|giai ngan|quyet toan")  # fmt: skip
_WAS = Say("Câu này kể việc đã làm. Đây có phải đợt lấy ý kiến của hồ sơ này không?", "The sentence tells what was done. Is it the asking of this record?")  # fmt: skip
_OTHERS = Say("Câu này dẫn văn bản khác. Đây có phải hạn góp ý dự thảo này không?", "The sentence quotes another letter. Is this the deadline for this draft?")  # fmt: skip
_EXTENDED = Say("Câu này nói việc gia hạn: hạn đang có hiệu lực là ngày nào?", "The sentence extends a deadline: which one holds?")  # fmt: skip
_BY_OFFICES = Say("Đây là hạn góp ý của người dân, hay hạn cơ quan tổng hợp, báo cáo?", "Is this the deadline of the public, or that of offices to report?")  # fmt: skip
_ALSO = Say("Câu này còn nói bước khác. Ngày này có phải hạn góp ý không?", "The sentence names another step too. Is this the deadline for opinions?")  # fmt: skip
IS_IT = {
    "rounds.0.closes": Say("Đây có phải hạn cuối nhận góp ý dự thảo này không?", "Is this the last day for opinions on this draft?"),
    "rounds.0.opens": Say("Có phải bắt đầu lấy ý kiến dự thảo này từ ngày này không?", "Do opinions on this draft open on this day?"),
}  # fmt: skip


def of_paper(paper: Paper) -> Iterator[tuple[SourceSentence, str]]:
    """The sentences that may say when opinions are taken, each with its folded words and those of the line that leads to it:
    of "Thời hạn góp ý:" and the items of a list below it, and of a row "Thời hạn góp ý | …" of a table.
    """
    lead = ""
    for line in (*paper.left, *paper.lines):
        text = single(line.text)
        if not _LIST_ITEM.match(text):
            lead = ""
        for sentence in sentences(line.text):
            about = f"{lead} {fold(sentence)}".strip()
            if _ABOUT.search(about):
                yield paper.source(line, sentence), about
        if text.endswith(":") and _OPINIONS.search(fold(text)):
            lead = fold(text)
    for table in paper.tables:
        for number, row in enumerate(table.rows):
            cells = [single(cell) for cell in dict.fromkeys(row) if cell]
            if len(cells) <= 4:
                for name, said in pairwise(cells):
                    if len(name) <= 120 and _TERM_CELL.search(fold(name)):
                        text = f"{name}: {said}"
                        yield SourceSentence(text, paper.file, table.place(number)), fold(text)


def refused(sentence: str, words: str) -> Say | None:
    """Why a day is plainly none of those on which opinions are taken; `words` stand in the sentence."""
    start = sentence.find(words)
    written = sentence[: max(0, start)]
    before = fold(written)[-300:].rpartition(";")[2]
    if _COUNTED.search(written):
        return _TOLD["counted"] if not words.lower().startswith("từ") else None
    if _IN_FORCE.search(before):
        return _TOLD["in_force"]
    if _RECEIVED.search(before):
        return _TOLD["received"]
    step = max((m.end() for m in _STEP.finditer(before)), default=-1)
    asked = max((m.end() for m in _ASKED_FOR.finditer(before)), default=-1)
    return _TOLD["step"] if step >= 0 and step >= asked else None


def asked(paper: Paper, about: str, field: str) -> Say | None:
    """What makes a sentence doubtful beside its day; None where a plain question does."""
    if _PAST.search(about):
        return _WAS
    if extends(about):
        return _EXTENDED
    if _QUOTED.search(about):
        return _OTHERS
    if _GATHERED.search(about):
        return _BY_OFFICES
    if _FURTHER.search(about):
        return _ALSO
    return IS_IT[field] if paper.kind not in ASKING or not _OPINIONS.search(about) else None


def may_end(about: str) -> bool:
    """Whether a sentence speaks of the end of something, in whatever words."""
    return _OPINIONS.search(about) is not None and _ENDING.search(about) is not None


def extends(about: str) -> bool:
    """Whether a deadline is put off: the first day of a range is then the old deadline."""
    return _LATER.search(about) is not None
