"""What a person says of a draft to an audience that it touches, within a minute: what changes for them, until when, how to comment."""

from __future__ import annotations

from duthao.domain import deadline_words
from duthao.outputs.loudspeaker.passages import change_sentences
from duthao.outputs.loudspeaker.script_facts import consulted_on, phrases
from duthao.outputs.loudspeaker.script_kinds import closed_reason
from duthao.outputs.loudspeaker.scripts import chosen_groups, spoken_seconds
from duthao.outputs.loudspeaker.talks import (
    Talk,
    grouped,
    holds_until,
    not_used,
    note,
    notices,
    seconds_of,
    ways,
)
from duthao.outputs.shared.comparison.audience_rows import AudienceRows, audience_rows
from duthao.outputs.site import Site, memo
from duthao.records.record import Record
from duthao.speech.sentences import cleaned, mid_sentence

MAX_SECONDS = 60
_OTHERS = 3.0  # about how many seconds the sentence takes that counts what is left out


@memo
def audience_talks(site: Site, record: Record) -> dict[str, Talk]:
    """Audience → what is said to it as the draft stands now; a time for comments must be known.

    An audience none of whose rows can be said aloud has none.
    """
    view = site.view(record)
    document = consulted_on(record, view)
    if why := closed_reason(view):
        over = not_used("Bài nói này", why)
        return {about.key: over for about in audience_rows(site, record)}
    talks = {}
    for about in audience_rows(site, record):
        groups = [group for row in about.rows if (group := change_sentences(row, document))]
        if groups:
            talks[about.key] = _talk(site, record, about, groups)
    return talks


def _talk(site: Site, record: Record, about: AudienceRows, groups: list[list[str]]) -> Talk:
    view, rate = site.view(record), site.settings.speech.rate
    assert view.opens is not None and view.closes is not None
    said = dict(phrases(site, record, view))
    upcoming = view.state == "upcoming"
    context: dict[str, object] = {
        "notices": "\n".join(notices(site, record)),
        "upcoming": upcoming,
        "agency": said["agency"],
        "what": said["what"],
        "audience": mid_sentence(cleaned(about.name)),
        "draft": consulted_on(record, view),
        "ways": ways(site, record, 1),
        "where": site.links.spelled(site.links.short(record.id)),
        "period": f"{said['opens']} " if upcoming else "",
        "until": said["until"],
        "new": "",
        "others": 0,
    }
    template = "bai-noi-doi-tuong.txt"
    fixed = seconds_of(grouped(site.render(template, **context)), rate)
    lengths = {"new": [spoken_seconds(group, rate) for group in groups]}
    left = MAX_SECONDS - fixed
    count = chosen_groups((("new", len(groups)),), lengths, left, 1)["new"]
    if count < len(groups):
        left -= _OTHERS
        count = chosen_groups((("new", len(groups)),), lengths, left, 1)["new"]
    context["new"] = "\n".join(line for group in groups[:count] for line in group)
    context["others"] = len(about.rows) - count
    spoken = grouped(site.render(template, **context))
    # Once it has opened it is no more true that opinions will be asked.
    holds = deadline_words.before(view.opens) if upcoming else holds_until(view.closes)
    return Talk(note(seconds_of(spoken, rate), holds), spoken)
