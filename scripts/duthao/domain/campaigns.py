"""A campaign: drafts that an agency makes known together, under one name, between two days."""

from __future__ import annotations

from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from duthao.clock import Point, all_day
from duthao.domain.fields import Day, Key, OneLine, Strict, Text, Truth

CampaignState = Literal["upcoming", "open", "over"]
STATES = MappingProxyType(
    {"upcoming": "Sắp diễn ra", "open": "Đang diễn ra", "over": "Đã kết thúc"}
)


class Campaign(Strict):
    """An entry of `campaigns.yml`. `opens` and `closes` are its first and last day; `audiences` empty: it is for everybody.

    Which drafts it has, their records say.
    """

    name: OneLine
    summary: Text
    opens: Day
    closes: Day
    agency: Key
    places: tuple[Key, ...] = Field(min_length=1)
    audiences: tuple[Key, ...] = ()
    demo: Truth = False

    @property
    def first(self) -> Point:
        """Its first day."""
        return all_day(self.opens)

    @property
    def last(self) -> Point:
        """Its last day."""
        return all_day(self.closes)

    def meets(self, first: date, last: date) -> bool:
        """Whether a day of it is also one of the days from `first` to `last`."""
        return first <= self.closes and self.opens <= last


def campaign_state(campaign: Campaign, now: datetime) -> CampaignState:
    """How it stands at an instant: computed, never stored."""
    if now < campaign.first.start:
        return "upcoming"
    return "open" if now < campaign.last.end else "over"


def campaign_turns(campaign: Campaign) -> tuple[datetime, datetime]:
    """The instants at which that changes."""
    return campaign.first.start, campaign.last.end
