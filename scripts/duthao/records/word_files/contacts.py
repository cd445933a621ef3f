"""Where opinions are sent: addresses, e-mail, telephone, forms. Nothing of a person is offered, only that it was left out.

What the registers know as an office's is certain. All else is judged by the rules of personal data that hold for records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from duthao.domain.registers import Registers
from duthao.domain.settings import Settings
from duthao.errors import Say
from duthao.records.named_persons import named_persons
from duthao.records.office_contacts import contacts_of_agencies, is_free_mail, is_official
from duthao.records.sensitive_data import Hit, personal
from duthao.records.word_files.candidates import FieldCandidate
from duthao.records.word_files.papers import ASKING, Paper, PaperLine
from duthao.records.word_files.source_sentences import SourceSentence, single
from duthao.text import fold, nfc

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”()]+", re.IGNORECASE)
_PERSON = re.compile(
    r"đồng chí|\bđ/c\b|\b(?:ông|bà|anh|chị)\s*[:,]?\s+[A-ZĐÀ-Ỹ]|chuyên viên|cán bộ đầu mối",
    re.IGNORECASE,
)
# Where a person may be named: behind these words, or before a room or a post.
_MAY_NAME = re.compile(
    r"đầu mối|liên hệ|\bgặp\b|\b(?:BS|ThS|TS|KS|CN|GS|PGS|LS)\b\.?|\s[-\u2013]\s*(?:phó |trưởng )?(?:phòng|ban|chuyên viên|giám đốc|cán bộ)|(?:,|\()\s*(?:chuyên viên|cán bộ|(?:phó |trưởng )+(?:phòng|ban)|sđt|đt|điện thoại)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"y kien|gop y|gui|ban mem|tep|file|hop thu|thu dien tu|e-?mail|lien he|dia chi|dien thoai|tham gia")  # fmt: skip
_ADDRESS = re.compile(
    r"(?:địa chỉ|trụ sở)(?:\s+(?:nhận|tiếp nhận|liên hệ|cơ quan|trụ sở|gửi)[^:;.(\d]{0,30})?\s*(?:là|:|tại|,|ở)?\s*"
    r"(?P<address>(?:số|tầng|phòng|tổ|thôn|bản|đường|phố|khu|nhà)\s[^;()\n]{8,160})",
    re.IGNORECASE,
)
_ADDRESS_END = re.compile(r"(?:,\s*|\s+|\.\s*)(?:hoặc|qua|và gửi|đồng thời|điện thoại|đt|sđt|e-?mail|thư điện tử|hộp thư|trước ngày|chậm nhất|không muộn|trong giờ|để)\b.*$|\s*[,.]\s*$|\.\s.*$", re.IGNORECASE | re.DOTALL)  # fmt: skip
_IN_PERSON = re.compile(
    r"trực tiếp\s*(?:\([^)]*\)\s*)?(?:bằng văn bản\s+)?(?:tại|về|đến|ở|cho|:)\s+(?P<where>[^;.()\n]{4,120})",
    re.IGNORECASE,
)
_WHERE_END = re.compile(r"(?:,\s*|\s+)(?:trong giờ|vào giờ|giờ hành chính|hoặc|và gửi|qua|trước ngày|trước \d|chậm nhất|từ ngày|đến hết|để (?:được|tổng hợp))\b.*$|,?\s*$", re.IGNORECASE | re.DOTALL)  # fmt: skip
_MEETS = re.compile(r"\bgặp\b", re.IGNORECASE)
_WHERE = Say(
    "Người dân có đến đây góp ý được không?", "Can people come here to say what they think?"
)
_FORM = re.compile(r"bieu mau|truc tuyen|phieu|khao sat|ma qr|form")
_POSTED = re.compile(r"dang tai|dang cong khai|cong thong tin|trang thong tin|cong khai|niem yet")
_MOST = 10  # contacts of one paragraph: more is no way to comment, but a list
_LEFT_OUT = {
    "mobile": Say("Số di động của cá nhân: không đưa vào hồ sơ.", "A mobile number: it is not offered."),
    "email": Say("Hộp thư cá nhân hoặc miễn phí: không đưa vào. Dùng thư công vụ; nếu là hộp thư của đơn vị thì tự ghi.", "A private mailbox: it is not offered. Use the office's."),
    "person": Say("Số, hộp thư hoặc địa chỉ ghi cùng tên một người: không đưa vào. Ghi của đơn vị.", "It stands with the name of a person: it is not offered. Give the office's."),
}  # fmt: skip


def find(
    papers: Sequence[Paper], registers: Registers, settings: Settings
) -> Iterator[FieldCandidate]:
    """Candidates for `comment.*` and `official_posting.url`, of letters and notices."""
    finder = _Contacts(registers, settings)
    for paper in papers:
        if paper.kind in ASKING:
            for line in (*paper.left, *paper.lines):
                yield from finder.in_line(paper, line)


class _Contacts:
    def __init__(self, registers: Registers, settings: Settings) -> None:
        self.registers = registers
        self.settings = settings
        self.known = contacts_of_agencies(registers)
        agencies = registers.agencies.values()
        names = [n for a in agencies for n in (a.name, a.short, a.contact.address) if n]
        self.offices = frozenset(map(fold, names))

    def in_line(self, paper: Paper, line: PaperLine) -> Iterator[FieldCandidate]:
        """A whole paragraph: an address and its telephone may be parted by a full stop."""
        text = single(line.text)
        about = fold(text)
        if not (_ABOUT.search(about) or _URL.search(text) or _IN_PERSON.search(text)):
            return
        source = self._without(paper.source(line), text)
        person = _PERSON.search(text) is not None or self._names(text)
        if _ABOUT.search(about):
            for hit in islice(personal(text), _MOST):
                yield from self._hit(hit, text, source, person)
            yield from self._addresses(text, source)
        for match in _URL.finditer(text):
            yield self._url(match[0].rstrip(".,;:/)"), about, source)
        for match in _IN_PERSON.finditer(text):
            where = _WHERE_END.sub("", match["where"]).strip(" ,:")
            if len(where) > 3 and "@" not in where:
                yield self._in_person(where, source)

    def _in_person(self, where: str, source: SourceSentence) -> FieldCandidate:
        """Certain is only what the registers know as an office or its address."""
        if _PERSON.search(where) or _MEETS.search(where) or self._names(where):
            return _refused("comment.in_person", "person", source)
        plain = re.sub(r"^(?:tai )?tru so (?:cua )?|[ .,]+$", "", fold(where))
        if plain in self.offices:
            return FieldCandidate("comment.in_person", where, where, source)
        return FieldCandidate("comment.in_person", where, where, source, "doubtful", _WHERE)

    def _names(self, text: str) -> bool:
        return next(_names(text, self.registers), None) is not None

    def _without(self, source: SourceSentence, text: str) -> SourceSentence:
        """The source without what is a person's: it goes into a record, and git forgets nothing."""
        return source._replace(text=masked(text, self.registers, self.settings, names=True))

    def _hit(
        self, hit: Hit, text: str, source: SourceSentence, person: bool
    ) -> Iterator[FieldCandidate]:
        if hit.kind not in ("mobile", "landline", "email"):
            return
        field = "comment.email" if hit.kind == "email" else "comment.phone"
        words = text[hit.column - 1 : hit.column - 1 + hit.width].strip()
        value = hit.value if hit.kind == "email" else words
        if hit.value in self.known:
            yield FieldCandidate(field, value, words, source)
        elif hit.kind == "mobile" or (hit.kind == "email" and self._is_free(hit.value)):
            yield _refused(field, hit.kind, source)
        elif person:
            yield _refused(field, "person", source)
        elif is_official(hit, (), self.registers, self.settings):
            yield FieldCandidate(field, value, words, source)
        else:
            asked = Say("Đây có phải của cơ quan (không phải của một người) không?", "Is this the office's, not a person's?")  # fmt: skip
            kept = source._replace(
                text=masked(text, self.registers, self.settings, hit.value, names=True)
            )
            yield FieldCandidate(field, value, words, kept, "doubtful", asked)

    def _is_free(self, address: str) -> bool:
        return is_free_mail(address)

    def _addresses(self, text: str, source: SourceSentence) -> Iterator[FieldCandidate]:
        for match in _ADDRESS.finditer(text):
            address = _ADDRESS_END.sub("", match["address"]).strip(" ,.")
            if len(address) < 12 or "@" in address or "http" in address:
                continue
            before = text[: match.start()][-80:]
            if _PERSON.search(before) or self._names(before) or self._names(address):
                yield _refused("comment.postal_address", "person", source)
                continue
            known = any(a.contact.address and fold(a.contact.address) == fold(address) for a in self.registers.agencies.values())  # fmt: skip
            asked = None if known else Say("Đây có phải địa chỉ nhận góp ý của cơ quan không?", "Is this the office's address for opinions?")  # fmt: skip
            yield FieldCandidate("comment.postal_address", address, address, source, "doubtful" if asked else "certain", asked)  # fmt: skip

    def _url(self, url: str, about: str, source: SourceSentence) -> FieldCandidate:
        form = _FORM.search(about) is not None and not (_POSTED.search(about) and not re.search(r"bieu mau|phieu|khao sat", about))  # fmt: skip
        field = "comment.form_url" if form else "official_posting.url"
        if not url.lower().startswith("https://"):
            why = Say("Địa chỉ phải bắt đầu bằng https://: mở thử rồi ghi lại.", "An address begins with https://: try it and write it anew.")  # fmt: skip
            return FieldCandidate(field, "", url, source, "doubtful", why)
        unsure = not form and not _POSTED.search(about)
        asked = None
        if unsure:
            asked = Say("Đây có phải trang đăng tải chính thức không?", "Is this where the draft is posted?")  # fmt: skip
        return FieldCandidate(field, url, url, source, "doubtful" if asked else "certain", asked)


def _refused(field: str, why: str, source: SourceSentence) -> FieldCandidate:
    return FieldCandidate(field, "", source.text, source, "refused", _LEFT_OUT[why])


def _names(text: str, registers: Registers) -> Iterator[Hit]:
    """Names alone: the address of an office looks like that of a home. "Cho" is no market here, as it is where places are told."""
    text = re.sub(r"\bcho\b", "qua", nfc(text))
    return (hit for hit in named_persons(text, (), registers) if hit.kind == "name")


def masked(
    text: str, registers: Registers, settings: Settings, kept: str = "", names: bool = False
) -> str:
    """The text with … for numbers, addresses and names of persons; those of offices stay, and the one that is `kept`.

    Names are looked for where words say that a person follows, and with `names` everywhere: a title may be named after one.
    """
    hits = [
        hit
        for hit in personal(text)
        if hit.value != kept and not is_official(hit, (), registers, settings)
    ]
    if _PERSON.search(text):
        hits += named_persons(text, (), registers)
    if names or _PERSON.search(text) or _MAY_NAME.search(text):
        hits += _names(text, registers)
    pieces: list[str] = []
    spans = sorted((hit.column - 1, hit.column - 1 + hit.width) for hit in hits)
    here = 0  # one hit may stand in another
    for start, end in spans:
        if end > here:
            pieces += [text[here : max(here, start)], "…" if start >= here else ""]
            here = end
    return "".join([*pieces, text[here:]])
