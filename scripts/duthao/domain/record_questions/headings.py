"""The sections of a record's body: each heading, in order, with its key."""

from types import MappingProxyType

HEADINGS = MappingProxyType(
    {
        "Sự cần thiết ban hành": "necessity",
        "Mục đích, quan điểm xây dựng": "purpose",
        "Phạm vi điều chỉnh, đối tượng áp dụng": "scope",
        "Nội dung cơ bản": "content",
        "Nội dung mới so với quy định hiện hành": "new",
        "Vấn đề khó, còn ý kiến khác nhau": "contested",
        "Câu hỏi xin ý kiến": "questions",
        "Nội dung khác": "other",
        "Bài phát thanh": "radio",
    }
)
OPTIONAL = frozenset({"questions", "other", "radio"})  # a record may be without these
