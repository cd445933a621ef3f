"""What the browser filters lists by: one file of all drafts in columns, one of all places.

theme/site/assets/filter.js reads both, theme/site/assets/my-place.js the second. Drafts go by their number, as in
the search index (`search.numbering`), whose cards are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any

from duthao.clock import VN
from duthao.domain.lifecycle import LABELS
from duthao.domain.registers import Registers
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import draft_list, in_list, own_drafts, rank_group
from duthao.outputs.site import Site
from duthao.outputs.summary import IndexFields, Summary
from duthao.outputs.web.search import as_json, numbering, other_names
from duthao.rendering.links import FACETS, LISTS, PLACES

# What can be chosen: name in the address → how it is called; in the order in which it is offered.
NAMES = MappingProxyType(
    {
        "tinh-trang": "Tình trạng",
        "linh-vuc": "Lĩnh vực",
        "dia-ban": "Địa bàn",
        "co-quan": "Cơ quan",
        "doi-tuong": "Đối tượng",
        "loai": "Loại văn bản",
        "nam": "Năm lấy ý kiến",
    }
)
# In which order what was found stands; the first where the address names none.
ORDERS = MappingProxyType(
    {
        "sap-het-han": "Sắp hết hạn trước",
        "moi": "Mới cập nhật trước",
        "han": "Hạn góp ý muộn nhất trước",
    }
)
_STATES = tuple(LISTS)
_VN = 7 * 3600  # Việt Nam's time: deadlines are whole days there


class Facets(Output):
    """`/du-thao/loc.json`, `/dia-ban/tat-ca.json`."""

    name = "facets"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """Both files."""
        summaries = tuple(sorted(site.summaries, key=lambda summary: summary.id))
        drafts = _drafts(site.registers, summaries)
        yield Artifact(FACETS, partial(as_json, drafts), depends_on=drafts)
        places = _places(site.registers, summaries)
        yield Artifact(PLACES, partial(as_json, places), depends_on=places)


def _drafts(registers: Registers, summaries: Sequence[Summary]) -> dict[str, Any]:
    """`{of, names, columns, standing, turns}`.

    `names`: facet → `[[key, name, other names]]` of what some draft has; of places the keys alone.
    `columns`: facet → of every draft its places in `names`, a bare number where it has one.
    `standing`: what turns with time, each value of `_standing` for all drafts; `turns`: `[epoch second, number, *standing]`.
    """
    used = [_keys(registers, summary.fields) for summary in summaries]
    names = {
        facet: [key for key in table if key in some]
        for facet, table in _registers(registers).items()
        for some in ({key for keys in used for key in keys[facet]},)
    }
    number_of = {facet: {key: n for n, key in enumerate(keys)} for facet, keys in names.items()}
    columns = {
        facet: [_bare([number_of[facet][key] for key in keys[facet]]) for keys in used]
        for facet in names
    }
    turns = [
        (turn[0], number, *_standing(summary.fields.turned(turn), summary.fields))
        for number, summary in enumerate(summaries)
        for turn in summary.fields.turns
    ]
    return {
        "of": numbering(summaries),
        "names": {
            "tinh-trang": [(LISTS[name].rstrip("/"), LABELS[name], "") for name in _STATES],
            **{
                facet: [_named(registers, facet, key) for key in keys]
                for facet, keys in names.items()
            },
        },
        "columns": columns,
        # Columns weigh a tenth less than rows, days half as much as minutes.
        "standing": list(zip(*(_standing(s.fields, s.fields) for s in summaries), strict=True)),
        "turns": sorted(turns),
    }


def _keys(registers: Registers, fields: IndexFields) -> Mapping[str, Sequence[str]]:
    """Facet → the keys of the choices that a draft meets; of places those that it names, and their successors."""
    heirs = registers.heirs
    return {
        "linh-vuc": fields.topics,
        "dia-ban": [heir for key in fields.places for heir in registers.place_heirs(key)],
        "co-quan": list(dict.fromkeys(heir for body in fields.bodies for heir in heirs(body))),
        "doi-tuong": fields.audiences,
        "loai": (fields.document_type,),
    }


def _registers(registers: Registers) -> Mapping[str, Mapping[str, Any]]:
    """The facets that have a register."""
    return {
        "linh-vuc": registers.topics,
        "dia-ban": registers.places,
        "co-quan": registers.agencies,
        "doi-tuong": registers.audiences,
        "loai": registers.document_types,
    }


def _named(registers: Registers, facet: str, key: str) -> str | tuple[str, str, str]:
    if facet == "dia-ban":
        return key
    others = other_names(registers, key) if facet == "co-quan" else ""
    return key, _registers(registers)[facet][key].name, others


def _bare(numbers: list[int]) -> int | list[int]:
    return numbers[0] if len(numbers) == 1 else numbers


def _standing(fields: IndexFields, now: IndexFields) -> tuple[Any, ...]:
    """The draft's lists; its year, 0 where none is known; its group in the order of lists (`rank_group`), its deadline and
    its last event, and its opening where that orders it: in days since 1970 in Việt Nam, 0 where there is none. `now`: the
    draft as it stands at the build.
    """
    group = rank_group(fields)
    first = fields.opens or now.opens or min(now.happened, default=None)
    return (
        [_STATES.index(name) for name in _STATES if name in fields.lists],
        datetime.fromtimestamp(first, VN).year if first else 0,
        group,
        _days(fields.closes),
        _days(max(fields.happened, default=None)),
        _days(fields.opens) if group == 1 else 0,
    )


def _days(instant: int | None) -> float:
    days = round((instant + _VN) / 86400, 5) if instant is not None else 0
    return int(days) if days == int(days) else days


def _places(registers: Registers, summaries: Sequence[Summary]) -> list[tuple[Any, ...]]:
    """`[[key, name, former names, number of the place above or -1, open]]`; `open`: how many open drafts concern it and not
    the place above, as they turn: `[[epoch second, count]]`, the first from now.
    """
    places = registers.places
    number_of = {key: number for number, key in enumerate(places)}
    own = own_drafts(registers, summaries)
    return [
        (
            key,
            place.name,
            ", ".join(place.former),
            number_of.get(place.within or "", -1),
            [(start, len(drafts)) for start, drafts in draft_list(own[key], in_list("open")).steps],
        )
        for key, place in places.items()
    ]
