"""Invented records: N of them, the same every time, valid, and spread as a province's are.

Ten years up to the instant of the build (the registers know of no law before), more of them lately, so that
two or three in a hundred are open.
Seven in ten concern the whole province, the rest one to three communes. No record has files beside it:
what files cost is the disk's to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.bench import wording

AS_OF = "2026-11-22T08:00+07:00"
TODAY = date(2026, 11, 22)
_DAYS = (TODAY - date(2016, 7, 4)).days
_LATELY = 0.4  # exponent below 1: the nearer to today, the denser
_AHEAD = 25  # days: the last few open after today
_HOST = "laocai.example"
_PROVINCE = "lao-cai"
_TYPES = (
    ("nq-hdnd-tinh", "hdnd-tinh", "Nghị quyết", "NQ-HĐND"),
    ("qd-ubnd-tinh", "ubnd-tinh", "Quyết định", "QĐ-UBND"),
    ("qd-ct-ubnd-tinh", "chu-tich-ubnd-tinh", "Quyết định", "QĐ-CTUBND"),
)
_CHAIRMAN_SINCE = date(2025, 7, 1)
Place = tuple[str, str]


@dataclass(frozen=True)
class Made:
    """One invented record: what stands in its front matter, and its body."""

    id: str
    front: Mapping[str, Any]
    body: str

    @property
    def text(self) -> str:
        """The record as its file holds it."""
        return f"---\n{front_matter(self.front)}---\n\n{self.body}"

    @property
    def is_open(self) -> bool:
        """Whether comments are taken at the instant of the build."""
        first = self.front["rounds"][0]
        closes = first.get("deadline_changes", [first])[-1]["closes"]
        return str(first["opens"]) <= TODAY.isoformat() <= str(closes)

    @property
    def province_wide(self) -> bool:
        """Whether it concerns the whole province."""
        return tuple(self.front["places"]) == (_PROVINCE,)


def front_matter(front: Mapping[str, Any], width: int = 110) -> str:
    """YAML as a person might write it: short lists and groups on one line, long text folded at `width`."""
    return yaml.dump(
        dict(front),
        Dumper=yaml.CSafeDumper,
        allow_unicode=True,
        sort_keys=False,
        width=width,
        default_flow_style=None,
    )


def communes(root: Path) -> list[Place]:
    """Key and name of every commune of the site at `root`, sorted by key."""
    places = yaml.load(
        (root / "drafts/_registers/places.yml").read_bytes(), Loader=yaml.CSafeLoader
    )
    return sorted((key, entry["name"]) for key, entry in places.items() if "within" in entry)


def generate(count: int, places: Sequence[Place], seed: str = "duthao") -> Iterator[Made]:
    """`count` records, oldest first. Ids are of the year in which the record opened: `lc-2019-0042`."""
    numbers: dict[int, int] = {}
    for n in range(count):
        opens = TODAY + timedelta(days=round(_AHEAD - _DAYS * (1 - ((n + 0.5) / count) ** _LATELY)))
        numbers[opens.year] = numbers.get(opens.year, 0) + 1
        draft_id = f"lc-{opens.year}-{numbers[opens.year]:04}"
        yield Writer(Random(f"{seed} {draft_id}"), draft_id, opens, places).record()


class Writer:
    """Everything that one record says, drawn from one stream of chance; `wide` says whether it concerns the whole province
    (None: chance does).
    """

    def __init__(
        self,
        chance: Random,
        draft_id: str,
        opens: date,
        places: Sequence[Place],
        wide: bool | None = None,
    ) -> None:
        self.chance, self.id, self.opens = chance, draft_id, opens
        self.number = int(draft_id.rsplit("-", 1)[1])
        self.subject = chance.choice(wording.SUBJECTS)
        kinds = _TYPES if opens >= _CHAIRMAN_SINCE else _TYPES[:2]
        self.type, self.issuer, self.kind, self.symbol = chance.choice(kinds)
        # The chairman's decisions are posted for less time; the rest for a month or two.
        days = chance.randint(12, 20) if self.type == _TYPES[2][0] else chance.randint(31, 58)
        self.closes = opens + timedelta(days=days)
        self.places = (
            []
            if (chance.random() < 0.7 if wide is None else wide)
            else sorted(chance.sample(list(places), chance.randint(1, 3)))
        )
        self.where = ", ".join(name for _, name in self.places) or "tỉnh Lào Cai"
        later = self.closes + timedelta(days=chance.randint(5, 20))
        self.fate = chance.random()  # what becomes of it
        self.extended = later if chance.random() < 0.08 and opens <= TODAY else None

    @property
    def first_step(self) -> str:
        """By the law of the day: a proposal until the end of March 2025, then a registration."""
        began = self.opens - timedelta(days=95)
        return "proposal" if began <= date(2025, 3, 31) else "registration"

    @property
    def gone(self) -> bool:
        """Whether it was withdrawn by today."""
        return self.fate < 0.01 and self.opens + timedelta(days=15) <= TODAY

    @property
    def last(self) -> date:
        return self.extended or self.closes

    def record(self) -> Made:
        front = dict(self._front())
        if gone := front.get("withdrawn"):  # nothing goes on after that
            front["stages"] = [stage for stage in front["stages"] if stage["at"] <= gone["at"]]
        return Made(self.id, front, self._body())

    def say(self, sentence: str) -> str:
        """A sentence with its gaps filled."""
        chance = self.chance
        return sentence.format(
            what=self.subject.what,
            who=self.subject.who,
            where=self.where,
            n=chance.randint(11, 60),
            m=chance.randint(2, 9),
            percent=chance.randrange(10, 95, 5),
            year=self.opens.year + 1,
            until=self.opens.year + 5,
            money=f"{chance.randint(1, 90)},{chance.randint(1, 9)} triệu đồng"
            if chance.random() < 0.5
            else f"{chance.randint(15, 950)}.000 đồng",
        )

    def some(self, sentences: Sequence[str], least: int, most: int) -> list[str]:
        """Between `least` and `most` of them, in another order."""
        return [
            self.say(s)
            for s in self.chance.sample(
                sentences, self.chance.randint(least, min(most, len(sentences)))
            )
        ]

    # ---- front matter

    def _front(self) -> Iterator[tuple[str, Any]]:
        subject, chance = self.subject, self.chance
        near = (
            self.places[0][1]
            if self.places
            else f"giai đoạn {self.opens.year + 1} - {self.opens.year + 5}"
        )
        yield (
            "title",
            f"{self.kind} quy định {subject.what} trên địa bàn {self.where}, theo Chương trình công tác năm {self.opens.year}, mục {self.number}",
        )
        yield "short_title", f"{subject.short}, {near}"[:90].rstrip(" ,")
        yield "summary", " ".join(self.say(s) for s in wording.SUMMARY)
        yield "document_type", self.type
        yield "agency", subject.agency
        yield "issuer", self.issuer
        yield "topics", list(subject.topics)
        yield "places", [key for key, _ in self.places] or [_PROVINCE]
        yield "audiences", list(subject.audiences)
        yield "rounds", [self._round()]
        yield (
            "official_posting",
            {"url": f"https://{_HOST}/du-thao/{self.id}", "date": _day(self.opens)},
        )
        yield "stages", list(self._stages())
        yield (
            "comment",
            {
                "form_url": f"https://bieumau.{_HOST}/gop-y",
                "email": f"gopy-{self.id}@{_HOST}",
                "phone": "0214 000 0103",
                "postal_address": "Số 03 đường Minh Họa, phường Yên Bái, tỉnh Lào Cai",
                "in_person": "Bộ phận một cửa của Ủy ban nhân dân xã, phường, giờ hành chính",
            },
        )
        yield "documents", list(self._documents())
        yield (
            "scope",
            {
                "a": "true",
                "b": "true",
                "c": "true",
                "d": "false" if self.places else "true",
                "reason": "Chính sách tác động trực tiếp đến người dân.",
            },
        )
        yield (
            "channels",
            [
                {"channel": name, "planned": _day(self.opens + timedelta(days=2)), "unit": unit}
                for name, unit in (
                    ("portal", "Cổng thông tin điện tử tỉnh"),
                    ("loudspeaker", "Đài truyền thanh các xã, phường"),
                )
            ],
        )
        yield from self._after()
        if chance.random() < 0.3:
            meets = self.opens + timedelta(days=9)
            yield (
                "events",
                [
                    {
                        "kind": chance.choice(("hoi-nghi", "toa-dam", "doi-thoai")),
                        "title": f"Họp lấy ý kiến về {subject.short.lower()}",
                        "at": f"{_day(meets)}T14:00+07:00",
                        "ends": f"{_day(meets)}T16:30+07:00",
                        "place": "Nhà văn hóa trung tâm",
                        "published": _day(self.opens + timedelta(days=2)),
                    }
                ],
            )
        yield "signer", {"authority": "KT. GIÁM ĐỐC", "position": "PHÓ GIÁM ĐỐC"}
        yield (
            "contact",
            {
                "unit": "Văn phòng",
                "name": "Cán bộ đầu mối báo chí",
                "phone": "0214 000 0103",
                "email": f"baochi@{_HOST}",
            },
        )
        yield (
            "no_secret",
            {
                "by": "Văn phòng cơ quan soạn thảo",
                "date": _day(min(self.opens - timedelta(days=4), TODAY)),
            },
        )
        yield "demo", "true"

    def _round(self) -> dict[str, Any]:
        first: dict[str, Any] = {
            "of": "draft",
            "opens": _day(self.opens),
            "closes": _day(self.closes),
        }
        if self.extended:
            decided = _day(min(self.closes - timedelta(days=4), TODAY))
            first["deadline_changes"] = [
                {
                    "closes": _day(self.extended),
                    "reason": self.chance.choice(wording.REASONS),
                    "decided": decided,
                    "published": f"{decided}T09:00+07:00",
                }
            ]
        first["answer_due"] = _day(self.last + timedelta(days=30))
        if not self.gone and (outcome := self._outcome()):
            first["outcome"] = outcome
        return first

    def _outcome(self) -> dict[str, Any]:
        """Of the round, so far as it has come by today."""
        chance, received = self.chance, self.chance.randint(4, 90)
        summed, answered = (
            self.last + timedelta(days=12),
            self.last + timedelta(days=chance.randint(18, 30)),
        )
        outcome: dict[str, Any] = {}
        if summed <= TODAY:
            accepted = chance.randint(0, received)
            partly = chance.randint(0, received - accepted)
            outcome = {
                "asked": str(received + chance.randint(5, 60)),
                "received": str(received),
                "accepted": str(accepted),
                "partly": str(partly),
                "kept": str(received - accepted - partly),
                "method": "Họp dân, gửi văn bản và đăng tải trên cổng thông tin.",
                "summarised": {"at": _day(summed)},
            }
        if answered <= TODAY and self.fate < 0.9:
            outcome["answered"] = {
                "at": _day(answered),
                "published": f"{_day(answered)}T09:30+07:00",
            }
        elif answered <= TODAY and self.fate < 0.93:
            outcome["no_report"] = {
                "reason": "Văn bản không còn được xây dựng.",
                "at": _day(answered),
            }
        return outcome

    def _stages(self) -> Iterator[dict[str, Any]]:
        steps = [
            (self.first_step, self.opens - timedelta(days=95)),
            ("drafting", self.opens - timedelta(days=45)),
            ("appraisal", self.last + timedelta(days=40)),
            ("submission", self.last + timedelta(days=60)),
        ]
        for stage, day in steps:
            if day <= TODAY:
                yield {
                    "stage": stage,
                    "at": _day(day),
                    "published": _day(day),
                    "note": self.say("Hồ sơ gồm {m} tài liệu."),
                }

    def _documents(self) -> Iterator[dict[str, Any]]:
        for kind, title in (
            ("to-trinh", "Tờ trình"),
            ("du-thao", f"Dự thảo {self.kind}"),
            ("ban-so-sanh", "Bản so sánh, thuyết minh"),
        ):
            document = {
                "kind": kind,
                "title": title,
                "version": "1",
                "language": "vi",
                "date": _day(self.opens),
            }
            if self.chance.random() < 0.6:
                document["url"] = f"https://{_HOST}/du-thao/{self.id}/{kind}"
            yield document

    def _after(self) -> Iterator[tuple[str, Any]]:
        """Outcome, issue or withdrawal, of those that have come by today."""
        chance, fate = self.chance, self.fate
        if self.gone:
            yield (
                "withdrawn",
                {
                    "reason": "Cơ quan soạn thảo rút dự thảo để nghiên cứu thêm.",
                    "at": _day(self.opens + timedelta(days=15)),
                },
            )
            return
        issued = self.last + timedelta(days=100)
        if issued <= TODAY and fate < 0.8:
            yield (
                "issued",
                {
                    "number": f"{chance.randint(1, 99):02}/{issued.year}/{self.symbol}",
                    "date": _day(issued),
                    "effective": _day(issued + timedelta(days=10)),
                },
            )

    # ---- body

    def _body(self) -> str:
        """Six sections that the law asks for and two more: 600 to 900 words."""
        some = self.some
        table = [
            "| Nội dung | Quy định hiện hành | Dự thảo | Ai bị ảnh hưởng |",
            "|---|---|---|---|",
        ]
        table += [
            "| " + " | ".join(self.say(cell) for cell in row) + " |"
            for row in self.chance.sample(wording.ROWS, self.chance.randint(5, 8))
        ]
        sections = (
            ("Sự cần thiết ban hành", _paragraphs(some(wording.NECESSITY, 6, 7))),
            ("Mục đích, quan điểm xây dựng", _items(some(wording.PURPOSE, 3, 5))),
            ("Phạm vi điều chỉnh, đối tượng áp dụng", _paragraphs(some(wording.SCOPE, 3, 5))),
            ("Nội dung cơ bản", _numbered(some(wording.CONTENT, 5, 8))),
            ("Nội dung mới so với quy định hiện hành", "\n".join(table)),
            ("Vấn đề khó, còn ý kiến khác nhau", _paragraphs(some(wording.CONTESTED, 5, 6))),
            ("Câu hỏi xin ý kiến", _numbered(some(wording.QUESTIONS, 2, 3))),
            (
                "Nội dung khác",
                self.say("Kinh phí dự kiến khoảng {n} tỷ đồng mỗi năm, lấy từ ngân sách tỉnh."),
            ),
        )
        return "\n\n".join(f"## {heading}\n\n{text}" for heading, text in sections) + "\n"


def _day(day: date) -> str:
    return day.isoformat()


def _paragraphs(sentences: Sequence[str]) -> str:
    return "\n\n".join(" ".join(sentences[n : n + 3]) for n in range(0, len(sentences), 3))


def _items(sentences: Sequence[str]) -> str:
    return "\n".join(f"- {s}" for s in sentences)


def _numbered(sentences: Sequence[str]) -> str:
    return "\n".join(f"{n}. {s}" for n, s in enumerate(sentences, 1))
