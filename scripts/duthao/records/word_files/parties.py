"""The type of the text, who issues it and who drafts it, by the names of the registers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duthao.domain.registers import Registers
from duthao.errors import Say
from duthao.records.plan_files.register_names import RegisterNames
from duthao.records.word_files.candidates import Certainty, FieldCandidate
from duthao.records.word_files.draft_titles import KIND_WORDS, title_line
from duthao.records.word_files.papers import ASKING, TELLING, Paper, PaperLine, is_rule
from duthao.records.word_files.source_sentences import SourceSentence, single, stands_in
from duthao.text import fold

_BODY = r"(?P<body>(?:Sở|Ban|Công an|Bộ Chỉ huy|Thanh tra|Văn phòng|Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Chi cục|Cục|Hội đồng nhân dân|HĐND|Chủ tịch)\b[^.;:()\n]{0,80}?)"
_TO_END = r"(?=[.;:(\n]|$)"  # a name may hold commas: what is too much is cut off word by word
# Of the draft, not of a plan or a road: other things are made by bodies that are named in a dossier too.
_A_TEXT = r"(?=[^.;]{0,80}(?:dự thảo|[Nn]ghị quyết|[Qq]uyết định|văn bản|[Qq]uy định|[Qq]uy chế))"
_BY_PROPOSAL = 3  # the pattern that a draft itself is looked through for: its last articles give tasks to many bodies
_DRAFTS = (
    re.compile(r"cơ quan (?:chủ trì )?soạn thảo\s*(?:là|:)\s*" + _BODY + _TO_END, re.IGNORECASE),
    re.compile(r"\b(?:giao|phân công)\s+(?:cho\s+)?" + _BODY + r"\s+(?:chủ trì|là cơ quan|xây dựng|soạn thảo|tham mưu)" + _A_TEXT),
    re.compile(_BODY + r"\s+(?:được\s+(?:\S+\s+){0,4}?giao\s+)?(?:chủ trì(?:,)?|là cơ quan chủ trì|đang|đã)\s*(?:,?\s*phối hợp[^.;]{0,80}?)?\s*(?:tổ chức )?(?:soạn thảo|xây dựng|dự thảo|tham mưu)" + _A_TEXT),
    re.compile(r"theo đề nghị của (?:Giám đốc|Trưởng ban|Chánh Thanh tra|Chánh Văn phòng|Thủ trưởng|Chủ tịch)?\s*" + _BODY + r"(?= tại |[.;:(\n]|$)", re.IGNORECASE),
)  # fmt: skip
_ISSUES = re.compile(r"cơ quan (?:có thẩm quyền )?ban hành\s*(?:là|:)\s*" + _BODY + _TO_END, re.IGNORECASE)  # fmt: skip
_OF = re.compile(rf"(?:dự thảo|ban hành)\s+(?P<kind>{'|'.join(KIND_WORDS)})\s+(?:của\s+)?(?P<body>(?:HĐND|UBND|Hội đồng nhân dân|[ỦU][yỷ] ban nhân dân|Chủ tịch (?:UBND|[ỦU][yỷ] ban nhân dân))\s+(?:tỉnh|xã|phường)(?:\s+[A-ZĐ]\w*){{0,3}})", re.IGNORECASE)  # fmt: skip
_PLACE = re.compile(
    r"^(?:của )?(?:tỉnh|thành phố|xã|phường|đặc khu|huyện|thị trấn)\s+\w", re.IGNORECASE
)
_JOINED = re.compile(r"^(?:,|và|cùng(?: với)?|[-\u2013])\s+(?=[A-ZĐỦ])")
_SAYS_NO_MORE = Say("Cơ quan «{}» nay là cơ quan này?", "Is `{}` this one today?")


def find(papers: Sequence[Paper], registers: Registers, year: int) -> Iterator[FieldCandidate]:
    """Candidates for `issuer`, `document_type` and `agency`."""
    parties = _Parties(registers, year)
    drafts = [paper for paper in papers if paper.kind == "draft"]
    issuers = [c for paper in drafts for c in parties.issuer_of_draft(paper)]
    issuers += [c for paper in papers for c in parties.issuer_said(paper)]
    if not issuers:
        issuers = [c for paper in papers if paper.kind in ASKING + TELLING for c in parties.issuer_named(paper)][:1]  # fmt: skip
    yield from issuers
    agencies = [c for paper in papers for c in parties.agency_said(paper)]
    heads = [paper for paper in papers if paper.kind in ASKING + TELLING]
    agencies += [c for paper in heads for c in parties.agency_of_head(paper)]
    yield from agencies
    level = next(
        (registers.agencies[str(c.value)].level for c in [*issuers, *agencies] if c.value),
        "province",
    )
    yield from parties.types(papers, issuers, level)


class _Parties:
    def __init__(self, registers: Registers, year: int) -> None:
        self.registers = registers
        self.names = RegisterNames(registers, year)

    def lines_of_head(self, paper: Paper) -> list[PaperLine]:
        """The lines above the number of a paper: who issues it, below those above him."""
        lines: list[PaperLine] = []
        for line in paper.left:
            if re.match(r"(?:số|v/v|về việc)\b", line.text, re.IGNORECASE):
                break
            lines.append(line)
        if not lines:
            lines = [line for line in paper.lines[:3] if line.text.isupper()]
        return [line for line in lines if not is_rule(line.text)]

    def head(self, field: str, paper: Paper) -> Iterator[FieldCandidate]:
        """Who issues a paper: of its head the last lines that are a name of a body, as many as make one.

        What stands below that name is a part of the body, or its place, and makes it doubtful; so does what stands above it
        unless that is a body of the register itself.
        """
        lines = self.lines_of_head(paper)
        for end in range(len(lines), 0, -1):
            for start in range(end):
                text = single(" ".join(line.text for line in lines[start:end]))
                if not self._keys(text)[0]:
                    continue
                whole = single(" ".join(line.text for line in lines))
                above = single(" ".join(line.text for line in lines[:start]))
                below = single(" ".join(line.text for line in lines[end:]))
                source = SourceSentence(whole, paper.file, lines[start].place)
                known = not above or bool(self._keys(above)[0])
                yield from self.candidate(field, text, source, below, "" if known else above)
                return
        for line in lines:  # "SỞ TÀI CHÍNH - SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"
            names = re.split(r"\s[-\u2013]\s", line.text)
            if len(names) > 1 and all(self._keys(name)[0] for name in names):
                for name in names:
                    yield from self.candidate(field, name, paper.source(line))
                return

    def _keys(self, text: str) -> tuple[tuple[str, ...], str]:
        """The bodies that a name may mean, and the key of one that is no more."""
        found = self.names.agency(text.strip(" ,.*"))
        return found.keys, found.ended

    def candidate(
        self, field: str, text: str, source: SourceSentence, behind: str = "", above: str = ""
    ) -> Iterator[FieldCandidate]:
        """The bodies of this name. `behind` and `above` are what of the name or the head was left out to find it: with another
        place behind it, it is none of the register.
        """
        keys, ended = self._keys(text)
        if _PLACE.match(behind):
            words = behind.split()
            size = next((n for n, w in enumerate(words) if n > 1 and not w[0].isupper()), len(words))  # fmt: skip
            whole = single(f"{text} {' '.join(words[:size])}")
            asked = Say(f"Danh mục không có «{whole}»: cơ quan nào?", f"No register has `{whole}`: which body is it?")  # fmt: skip
            yield FieldCandidate(field, "", text, source, "doubtful", asked)
            return
        for key in keys:
            question = self._asked(key, text, ended, len(keys) > 1, behind, above)
            doubt: Certainty = "doubtful" if question else "certain"
            yield FieldCandidate(field, key, text, source, doubt, question)

    def _asked(
        self, key: str, text: str, ended: str, several: bool, behind: str, above: str
    ) -> Say | None:
        agency = self.registers.agencies[key]
        if ended:
            return Say(_SAYS_NO_MORE.vi.format(text), _SAYS_NO_MORE.en.format(text))
        if several:
            return Say(f"«{text}» có thể là nhiều cơ quan: chọn một.", f"`{text}` may be several.")
        if left := behind or above:
            return Say(f"Tệp còn ghi «{left}». Có phải «{agency.name}» không?", f"The file has `{left}` too. Is it `{agency.name}`?")  # fmt: skip
        of_a_place = agency.kind in ("committee", "council") or agency.chairman
        if of_a_place and not re.search(r"\b(?:tinh|xa|phuong|dac khu)\b", fold(text)):
            return Say(f"«{text}» không ghi của tỉnh hay xã nào. Có phải «{agency.name}» không?", f"`{text}` says of no place. Is it `{agency.name}`?")  # fmt: skip
        return None

    def issuer_of_draft(self, paper: Paper) -> Iterator[FieldCandidate]:
        """The line in capitals between title and basis, which tells a chairman from his committee; else the head."""
        start = title_line(paper)
        if start is not None:
            for line in paper.lines[start + 1 : start + 9]:
                text = single(line.text).strip(" ,*")
                if text.isupper() and self._keys(text)[0]:
                    yield from self.candidate("issuer", text, paper.source(line))
                    return
        yield from self.head("issuer", paper)

    def issuer_said(self, paper: Paper) -> Iterator[FieldCandidate]:
        for line, sentence in paper.sentences():
            if match := _ISSUES.search(sentence):
                source = paper.source(line, sentence)
                yield from self._named("issuer", match["body"], source)

    def issuer_named(self, paper: Paper) -> Iterator[FieldCandidate]:
        """Of "dự thảo Nghị quyết của Hội đồng nhân dân tỉnh"."""
        for line, sentence in paper.sentences():
            for match in _OF.finditer(sentence):
                if found := list(
                    self._named("issuer", match["body"], paper.source(line, sentence))
                ):
                    yield from found
                    return

    def agency_said(self, paper: Paper) -> Iterator[FieldCandidate]:
        for line, sentence in paper.sentences():
            for pattern in _DRAFTS[_BY_PROPOSAL if paper.kind == "draft" else 0 :]:
                for match in pattern.finditer(sentence):
                    yield from self._drafter(match["body"], paper.source(line, sentence))

    def _drafter(self, text: str, source: SourceSentence) -> Iterator[FieldCandidate]:
        yield from self._if_drafts(self._named("agency", text, source))

    def _named(self, field: str, text: str, source: SourceSentence) -> Iterator[FieldCandidate]:
        """The body whose name these words begin with, and those that are joined to it by "và"."""
        words = text.split()
        for size in range(len(words), 1, -1):
            name, behind = " ".join(words[:size]), " ".join(words[size:])
            if not self._keys(name)[0]:
                continue
            joined = _JOINED.sub("", behind) if _JOINED.match(behind) else ""
            more = list(self._named(field, joined, source)) if joined else []
            # A name goes on with a place or a capital: "Sở Y tế tỉnh" + "Sơn La".
            left = behind if not more and (joined or behind[:1].isupper() or _PLACE.match(behind)) else ""  # fmt: skip
            if left[:1].isupper() and name.endswith((" tỉnh", " xã", " phường")):
                name, _, place = name.rpartition(" ")
                left = f"{place} {left}"
            yield from self.candidate(field, name, source, left)
            yield from more
            return

    def agency_of_head(self, paper: Paper) -> Iterator[FieldCandidate]:
        yield from self._if_drafts(self.head("agency", paper))

    def _if_drafts(self, candidates: Iterator[FieldCandidate]) -> Iterator[FieldCandidate]:
        """A council never drafts, and the committee of a province has its departments do it."""
        for candidate in candidates:
            if not candidate.value:
                yield candidate
                continue
            agency = self.registers.agencies[str(candidate.value)]
            province = agency.level == "province" and agency.kind == "committee"
            if not (agency.kind == "council" or province or agency.chairman):
                yield candidate

    def types(
        self, papers: Sequence[Paper], issuers: Sequence[FieldCandidate], level: str
    ) -> Iterator[FieldCandidate]:
        """By the kind of text in the draft's head and who issues it; without a draft by what the others call it."""
        for paper in papers:
            start = title_line(paper) if paper.kind == "draft" else None
            if start is None:
                continue
            kind = next(w for w in KIND_WORDS if stands_in(w, paper.lines[start].text))
            yield from self._type(kind, issuers, level, paper.source(paper.lines[start]))
            return
        for paper in papers:
            for line, sentence in paper.sentences():
                said = re.search(
                    rf"(?:dự thảo|ban hành)\s+({'|'.join(KIND_WORDS)})", sentence, re.IGNORECASE
                )
                if said and paper.kind in ASKING + TELLING:
                    yield from self._type(said[1], issuers, level, paper.source(line, sentence))
                    return

    def _type(
        self, kind: str, issuers: Sequence[FieldCandidate], level: str, source: SourceSentence
    ) -> Iterator[FieldCandidate]:
        issuer = next((self.registers.agencies[str(c.value)] for c in issuers if c.value), None)
        name = f"{kind} của {issuer.name}" if issuer else kind
        keys = self.names.document_type(name, issuer.level if issuer else level)
        asked = None
        if issuer is None or any(c.doubt == "doubtful" for c in issuers):
            asked = Say("Văn bản do ai ban hành? Loại văn bản theo cơ quan ban hành.", "Who issues it? The type follows from that.")  # fmt: skip
        for key in keys[:1]:
            yield FieldCandidate(
                "document_type", key, kind, source, "doubtful" if asked else "certain", asked
            )
