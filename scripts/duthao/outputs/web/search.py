"""Search: the page, and an index of folded syllables and pairs of them in shards, of which a query fetches a few.

What a file holds is said where it is made; theme/site/assets/search.js reads them. Drafts go by their number: their
place among all ids. Every file that numbers drafts bears the digest of these ids, by which a browser notices that it
holds files of two builds.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from duthao.domain.publication import effective
from duthao.domain.registers import Registers
from duthao.outputs.artifact import Artifact, digest
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import CARDS, CRUMBS, draft_list, in_list
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.records.record import Record
from duthao.rendering.links import SEARCH
from duthao.text import fold

SHARDS = 256  # of 5,000 drafts the heaviest is some 40 kB then; search.js is told
PER_FILE = 4  # cards in a file: of ten results few lie in one
# The parts of a draft in which a word stands, the heaviest first; masks in the index are sums of them.
TITLE, ABOUT, SUMMARY, TEXT = 1, 2, 4, 8
_WORD = re.compile(r"[a-z0-9]+")
_TITLE = "Tìm kiếm"
_LEAD = "Tìm dự thảo theo tên, nội dung, cơ quan, lĩnh vực, số hiệu; tìm xã, phường, cơ quan theo tên mới hoặc tên cũ. Gõ có dấu hay không dấu đều được."
TERMS = "search_terms"  # the snippet: the draft's terms in each shard, a line each: its mask and the term
SYLLABLES = "search_syllables"  # the snippet: those of the draft, joined by spaces; a pair is no word for `isalpha`
SHARD_DIGESTS = "search_shard_digests"  # the snippet: a digest of each of these, 4 bytes each


class Search(Output):
    """`/tim-kiem/`."""

    name = "search"
    plans_from_summaries = True

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`/tim-kiem/van-ban/<id>.txt`: what is shown around the words that were found."""
        yield Artifact(f"{SEARCH}van-ban/{record.id}.txt", partial(_text, record))

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """The page and the index."""
        summaries = tuple(sorted(site.summaries, key=lambda summary: summary.id))
        of = numbering(summaries)
        yield Artifact(site.links.file(SEARCH), partial(_page, site), depends_on="")
        names = _names(site)
        yield Artifact(f"{SEARCH}ten.json", partial(as_json, names), depends_on=names)
        order = _order(summaries, of)
        yield Artifact(f"{SEARCH}thu-tu.json", partial(as_json, order), depends_on=order)
        for number, first in enumerate(range(0, len(summaries), PER_FILE)):
            some = summaries[first : first + PER_FILE]
            yield Artifact(
                f"{SEARCH}the/{number}.json",
                partial(_cards, some, of),
                depends_on=(of, snippet_digest(some, CARDS)),
            )
        for number, shard_digest in enumerate(_shard_digests(summaries)):
            yield Artifact(
                f"{SEARCH}tu/{number}.json",
                partial(_shard, summaries, number, of),
                depends_on=(of, shard_digest),
            )
        yield Artifact(
            f"{SEARCH}am-tiet.json",
            partial(_vocabulary, summaries),
            depends_on=snippet_digest(summaries, SYLLABLES),
        )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft's terms by shard, and its syllables."""
        masks = _masks(_parts(site, record))
        shards = _by_shard(masks)
        digests = b"".join(bytes.fromhex(digest(shard)[:8]) for shard in shards)
        syllables = " ".join(sorted(filter(str.isalpha, masks)))
        return {TERMS: shards, SHARD_DIGESTS: digests, SYLLABLES: syllables}


# ---- what a draft is found by


def _parts(site: Site, record: Record) -> Iterator[tuple[int, str]]:
    """The texts of a draft, each with the part that it belongs to."""
    draft, registers = record.draft, site.registers
    yield from ((TITLE, draft.short_title), (TITLE, draft.title))
    yield ABOUT, record.id
    yield ABOUT, record.code
    yield ABOUT, registers.document_types[draft.document_type].name
    for key in dict.fromkeys((*draft.agencies, *draft.issuers)):
        yield ABOUT, site.agency_name(record, key)
        yield ABOUT, registers.agencies[key].short or ""
    yield from ((ABOUT, registers.topics[key].name) for key in draft.topics)
    yield from ((ABOUT, registers.audiences[key].name) for key in draft.audiences)
    for key in draft.places:
        place = registers.places[key]
        yield from ((ABOUT, name) for name in (place.name, *place.former))
    if draft.issued and effective(draft.issued) <= site.now:
        yield ABOUT, draft.issued.number
    yield SUMMARY, draft.summary
    for text in record.published_translations.values():
        yield from ((TITLE, text.title), (SUMMARY, text.summary))
    yield from ((TEXT, text) for text in _blocks(record))


def _blocks(record: Record) -> Iterator[str]:
    """The plain text of the record's body, block by block; what the loudspeaker says is said of the rest."""
    for section in record.body.sections:
        if section.key != "radio":
            yield section.heading
            yield from (text for _, text in section.blocks)


def _masks(parts: Iterable[tuple[int, str]]) -> Mapping[str, int]:
    """Every syllable and every pair of syllables side by side → the parts in which it stands."""
    masks: dict[str, int] = defaultdict(int)
    for part, text in parts:
        before = ""
        for syllable in _WORD.findall(fold(text)):
            masks[syllable] |= part
            if before:
                masks[f"{before} {syllable}"] |= part
            before = syllable
    return masks


def shard_of(syllable: str) -> int:
    """The shard of a syllable, and of every pair that begins with it; search.js reckons the same."""
    number = 0
    for letter in syllable:
        number = (number * 31 + ord(letter)) % 65521
    return number % SHARDS


_shard_of = lru_cache(maxsize=4096)(shard_of)


def _by_shard(masks: Mapping[str, int]) -> list[str]:
    """The terms of each shard: lines of mask and term, sorted."""
    shards: list[list[str]] = [[] for _ in range(SHARDS)]
    for term, mask in sorted(masks.items()):
        shards[_shard_of(term.partition(" ")[0])].append(f"{mask} {term}")
    return ["\n".join(lines) for lines in shards]


def _shard_digests(summaries: Sequence[Summary]) -> Iterator[str]:
    """For every shard a digest of all that drafts have in it."""
    columns = memoryview(b"".join(snippets(summaries, SHARD_DIGESTS))).cast("I")
    for number in range(SHARDS):
        yield digest(columns[number::SHARDS].tobytes())


# ---- the files


def numbering(summaries: Sequence[Summary]) -> str:
    """The digest of the ids that drafts are numbered by."""
    return digest([summary.id for summary in summaries])[:8]


def as_json(value: object) -> bytes:
    """The value in as few letters as JSON allows."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@lru_cache(maxsize=1)
def _terms(summaries: tuple[Summary, ...]) -> Sequence[Sequence[str]]:
    """The terms of all drafts: every shard is made of a part of each."""
    return list(snippets(summaries, TERMS))


def _shard(summaries: tuple[Summary, ...], number: int, of: str) -> bytes:
    """`{of, terms: {term: "mask:numbers mask:numbers"}}`: the numbers of the drafts that have it in the parts of the mask,
    joined by commas, each but the first as what is added to the one before.
    """
    terms: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for draft, shards in enumerate(_terms(summaries)):
        for line in filter(None, shards[number].split("\n")):
            mask, _, term = line.partition(" ")
            terms[term][mask].append(draft)
    written = {
        term: " ".join(f"{mask}:{_gaps(drafts)}" for mask, drafts in sorted(by_mask.items()))
        for term, by_mask in sorted(terms.items())
    }
    return as_json({"of": of, "terms": written})


def _gaps(numbers: Sequence[int]) -> str:
    return ",".join(
        str(number - before) for before, number in zip((0, *numbers), numbers, strict=False)
    )


def _vocabulary(summaries: tuple[Summary, ...]) -> bytes:
    """Every syllable, those of most drafts first, joined by spaces."""
    count: Counter[str] = Counter()
    for syllables in snippets(summaries, SYLLABLES):
        count.update(syllables.split())
    return as_json(" ".join(sorted(count, key=lambda syllable: (-count[syllable], syllable))))


def _cards(summaries: Sequence[Summary], of: str) -> bytes:
    """`{of, cards: [html]}` of `PER_FILE` drafts."""
    up = "../" * SEARCH.count("/")
    cards = [html.replace('="~/', f'="{up}') for html in snippets(summaries, CARDS)]
    return as_json({"of": of, "cards": cards})


def _order(summaries: Sequence[Summary], of: str) -> dict[str, Any]:
    """`{of, count, open, latest}`: how many drafts there are; the open ones as they turn: `[[epoch second, [number]]]`,
    the first from now; of each draft the day of its last event, since 1970.
    """
    number_of = {summary: number for number, summary in enumerate(summaries)}
    steps = draft_list(summaries, in_list("open")).steps
    return {
        "of": of,
        "count": len(summaries),
        "open": [[start, [number_of[s] for s in listed]] for start, listed in steps],
        "latest": [max(s.fields.happened, default=0) // 86400 for s in summaries],
    }


def _names(site: Site) -> list[tuple[str, str, str, str]]:
    """Places, agencies and topics: kind, name, other names, address from the root."""
    registers, links = site.registers, site.links
    return [
        *(
            ("Địa bàn", place.name, ", ".join(place.former), links.by("place", key))
            for key, place in registers.places.items()
        ),
        *(
            (
                "Cơ quan",
                agency.name,
                other_names(registers, key),
                links.by("agency", key),
            )
            for key, agency in registers.agencies.items()
        ),
        *(
            ("Lĩnh vực", topic.name, "", links.by("topic", key))
            for key, topic in registers.topics.items()
        ),
    ]


def other_names(registers: Registers, agency: str) -> str:
    """What an agency is called for short, and its former names; "" where there is nothing."""
    known = registers.agencies[agency]
    return ", ".join(filter(None, (known.short, *(former.name for former in known.former_names))))


def _text(record: Record) -> bytes:
    return "\n".join([record.draft.summary, *_blocks(record), ""]).encode()


def _page(site: Site) -> bytes:
    main = site.render(
        "search.html", crumbs=CRUMBS[:1], title=_TITLE, lead=_LEAD, shards=SHARDS, per_file=PER_FILE
    )
    return site.page("list", SEARCH, title=_TITLE, description=_LEAD, main=main)
