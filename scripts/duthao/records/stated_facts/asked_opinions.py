"""Who is asked for opinions until a day: everybody, agencies in general, or nobody whom the public's deadline concerns.

The clause with the day is read, not the sentence: without what stands in brackets, without the purpose («để tổng hợp, báo cáo
…»), and from the last request in it («đề nghị …»), since what stands before tells of other letters and of what was done. What
is asked of one named body (an opinion of Sở Tư pháp, a criticism of the Front, a vote of members), and what is no opinion (a
list of names, a report, a posting), has a day of its own.
"""

from __future__ import annotations

import re
from typing import Literal

from duthao.text import nfc

AskedOf = Literal["everybody", "agencies"]

_BRACKETS = re.compile(r"\([^)]*\)")
_PURPOSE_WORD = r"\b(?:để|nhằm|phục vụ|làm cơ sở|làm căn cứ)\b"
_PURPOSE_AFTER = re.compile(rf",?\s*{_PURPOSE_WORD}.*", re.DOTALL)
_ASKING = r"(?:(?:tổ chức |xin |tham vấn )?(?:lấy|nhận|tiếp nhận) ý kiến|(?:tham gia |đóng |có |cho |gửi )?(?:góp ý|ý kiến)|đóng góp|phản hồi)"
_REQUEST = r"(?:đề nghị|yêu cầu|kính mời|trân trọng mời|\bmời|\bgiao\b|\bmong\b)"
_WHO = r"(?:các|mọi|những|quý|nhân dân|người dân|bà con|cơ quan|tổ chức|cá nhân)\b"
# "để lấy ý kiến", "để Nhân dân góp ý" stay: there the purpose is what is asked for.
_PURPOSE_BEFORE = re.compile(
    rf"{_PURPOSE_WORD}(?!\s[^,;]*{_ASKING}|\s{_WHO})[^,;]*?(?={_REQUEST}|,|$)"
)
# Not the noun: "theo đề nghị của Sở", "hồ sơ đề nghị xây dựng nghị quyết".
_REQUESTED = re.compile(rf"(?<!theo )(?<!hồ sơ ){_REQUEST}(?! của| tại| xây dựng)")
_OTHERS_LETTER = re.compile(
    r"(?:công văn|thông báo|văn bản|kế hoạch|tờ trình) số\b[^,]*$"
    r"|\bđã (?:có|gửi|ban hành|nhận được)\b.*(?:công văn|văn bản|thông báo|kế hoạch|tờ trình) số\b",
    re.DOTALL,
)
_OTHER_STEP = re.compile(
    r"thẩm định|thẩm tra|phản biện|tổng hợp|báo cáo|kỳ họp|phiên họp|hiệu lực|kết quả|giải trình|biểu quyết|\bbằng phiếu|phiếu lấy ý kiến"
    r"|\bđã (?:lấy|đăng|gửi|tổ chức|nhận)|(?:hội nghị|hội thảo|tọa đàm|toạ đàm|\bhọp)|\blần (?:2|3|hai|ba)\b|\bđã (?:được )?(?:tiếp thu|chỉnh lý|chỉnh sửa|hoàn thiện)"
    r"|(?<!góp ý )(?<!ý kiến )hoàn (?:thiện|chỉnh) (?:hồ sơ|dự thảo)|\btrình (?:ubnd|ủy ban|hđnd|hội đồng|chủ tịch|tỉnh ủy)|đề nghị xây dựng|tổ soạn thảo|tổ biên tập|\bcử \w+|danh sách|đăng ký|rà soát|thống kê"
    r"|đưa tin|phát (?:bài|thanh|sóng)|tuyên truyền|phổ biến"
)
# What is sent is opinions, or is not named ("gửi về Sở").
_OTHER_THING = re.compile(
    r"\bgửi (?!về|đến|tới|lại|bằng|trước|qua|cho|theo|ý kiến|góp ý|các ý kiến|(?:văn bản|bản|công văn|nội dung|phiếu)\s+(?:\w+\s+)?(?:góp ý|ý kiến)|văn bản\b|dự thảo|sở|ubnd|ủy ban|hđnd|phòng|chậm|muộn|đúng|kèm|bản mềm|\W|$)"
)
_OTHER_DRAFT = re.compile(r"(?:góp ý|ý kiến)[^,;]{0,30}(?:kế hoạch|đề cương|danh mục|dự thảo báo cáo|chương trình)")  # fmt: skip
# Whoever posts a draft, or gathers the opinions of others, has a day for that; only an end of the asking is the public's.
_POSTS = re.compile(r"đăng tải|\bđăng\b|niêm yết|công khai|thông báo")
_GATHERS = re.compile(r"(?:lấy|thu thập) ý kiến|xin ý kiến")
_SENDS = re.compile(r"\bgửi\b|nộp")
_END_OF_TERM = re.compile(
    r"^(?:bắt đầu |kể )?(?:từ\b.*(?:đến|tới|-|–)|(?:cho )?đến|hết)", re.DOTALL
)
_DECIDE = re.compile(
    r"(?:thành viên|ủy viên) (?:ubnd|ủy ban|hđnd)|thường trực|thường vụ|đại biểu (?:hđnd|hội đồng|quốc hội)|các ban (?:của )?(?:hđnd|hội đồng)"
)
_IN_GENERAL = re.compile(
    r"\bcác\b|\bmọi\b|toàn thể|\bquý\b|những|tổ chức, cá nhân|\b(?:cơ quan|đơn vị|địa phương)\b|nhân dân(?! (?:tỉnh|xã|phường|các))|người dân|doanh nghiệp"
)
_BODY = r"(?:sở|ủy ban|ubnd|hđnd|hội đồng|hội|ban|bộ|văn phòng|mặt trận|mttq|đoàn|cục|chi cục|phòng|công an|viện|trung tâm|liên đoàn|báo|đài|thanh tra|tòa án|toà án|cổng)"
_NAMED = re.compile(rf"(?:[\w\-, ]{{0,60}}\b)?{_BODY}\b")
_PREDICATE = re.compile(
    r"\b(?:tham gia|góp ý|có ý kiến|cho ý kiến|có văn bản|nghiên cứu|xem xét|gửi|đóng góp|phản hồi|lấy ý kiến|tổ chức lấy|xin ý kiến|nhận|tiếp nhận|đăng|niêm yết|công khai|phối hợp|quan tâm)\b"
)
_RECEIVES = re.compile(
    r"\b(?:nhận|tiếp nhận|lấy|tổ chức lấy|xin|gửi dự thảo|đăng|công khai|niêm yết)\b"
)
_EVERYBODY = re.compile(
    r"nhân dân(?! (?:tỉnh|xã|phường|các|cấp))|người dân|bà con|cá nhân|công dân|cộng đồng|doanh nghiệp|\bhộ\b|rộng rãi|trang thông tin điện tử|cổng (?:thông tin|ttđt)|thời gian (?:lấy|đăng)|(?:lấy|nhận|tiếp nhận) ý kiến"
)


def asked(sentence: str, words: str) -> AskedOf | None:
    """Of whom a sentence asks opinions on the draft until the day that stands in it as `words`; None where it does not, or
    where that is in doubt.
    """
    sentence, words = (nfc(t).lower().replace("uỷ", "ủy") for t in (sentence, words))
    start = sentence.find(words)
    if start < 0:
        return None
    before = _BRACKETS.sub(" ", sentence[:start].rpartition(";")[2])
    after = _PURPOSE_AFTER.sub(
        "", _BRACKETS.sub(" ", sentence[start + len(words) :].partition(";")[0])
    )
    before = _PURPOSE_BEFORE.sub(" ", before)
    requests = list(_REQUESTED.finditer(before))
    told = before[: requests[-1].start()] if requests else ""
    if _OTHERS_LETTER.search(told if requests else before):
        return None
    clause = before[requests[-1].end() :] if requests else before
    if not re.search(_ASKING, clause):  # the day stands first, or below «Góp ý gửi về:»
        clause = f"{clause} {after}"
    if _is_of_another(clause, is_requested=bool(requests), ends=bool(_END_OF_TERM.match(words))):
        return None
    in_general = words.startswith("từ") and not _IN_GENERAL.search(
        clause
    )  # "Thời gian góp ý: từ ngày … đến …"
    return "everybody" if in_general or _EVERYBODY.search(clause) else "agencies"


def _is_of_another(clause: str, *, is_requested: bool, ends: bool) -> bool:
    """Whether the clause is about another step, another thing or one named body."""
    if any(p.search(clause) for p in (_OTHER_STEP, _OTHER_THING, _OTHER_DRAFT, _DECIDE)):
        return True
    if _POSTS.search(clause) and not (ends and re.search(_ASKING, clause)):
        return True
    if is_requested and _GATHERS.search(clause) and (not ends or _SENDS.search(clause)):
        return True
    predicate = _PREDICATE.search(clause)
    subject = clause[: predicate.start()].strip() if predicate else ""
    if not _NAMED.match(subject) or _IN_GENERAL.search(subject):
        return False
    # «Sở nhận ý kiến đến hết …» receives; «Sở Tư pháp cho ý kiến …» is the one who is asked.
    return not (predicate and _RECEIVES.match(clause, predicate.start()))
