"""The days of a campaign, and when there is something to tell of the draft."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from duthao.clock import date_vi
from duthao.domain.draft import Draft
from duthao.domain.lifecycle import ended_since
from duthao.domain.rounds import deadlines, results
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.rules import Context, Rule

RULES = {
    "campaign-outside-rounds": Rule(
        "Đợt truyền thông không trùng thời gian nào của dự thảo",
        "Sửa ngày của đợt trong campaigns.yml, hoặc xóa đợt khỏi «campaigns» của hồ sơ.",
        "warning",
    ),
    "campaign-ends-early": Rule(
        "Đợt truyền thông kết thúc trước hạn góp ý",
        "Kéo dài đợt đến hết hạn góp ý; nếu đợt chỉ để giới thiệu dự thảo thì để nguyên.",
        "warning",
    ),
}


def check(record: Record, context: Context) -> Iterator[Finding]:
    """Each campaign meets a round or a result, and lasts to the end of a round that is open on its last day."""
    spans, told = list(_rounds(record.draft)), list(_results(record.draft))
    for number, key in enumerate(record.draft.campaigns):
        campaign = context.registers.campaigns.get(key)
        if campaign is None or not spans:
            continue
        if not any(campaign.meets(*span) for span in spans) and not any(
            campaign.meets(day, day) for day in told
        ):
            yield record.finding(
                "campaign-outside-rounds",
                ("campaigns", number),
                Say(
                    f"Đợt «{campaign.name}» từ {date_vi(campaign.opens)} đến {date_vi(campaign.closes)}; dự thảo không lấy ý kiến, không công bố kết quả trong thời gian ấy.",
                    f"Campaign `{key}` is from {campaign.opens} to {campaign.closes}: no round and no result of the draft is then.",
                ),
                Say(
                    "Sửa ngày của đợt trong campaigns.yml, hoặc xóa đợt khỏi «campaigns».",
                    "Mend the days in campaigns.yml, or take it out of `campaigns`.",
                ),
            )
        if ended_since(record.draft, context.now) is not None:
            continue  # opinions are asked no more, whatever its rounds say
        late = [last for first, last in spans if first <= campaign.closes < last]
        if late:
            yield record.finding(
                "campaign-ends-early",
                ("campaigns", number),
                Say(
                    f"Đợt «{campaign.name}» kết thúc ngày {date_vi(campaign.closes)}, trước hạn góp ý {date_vi(late[0])}.",
                    f"Campaign `{key}` closes on {campaign.closes}, before opinions are due on {late[0]}.",
                ),
                Say(
                    "Kéo dài đợt trong campaigns.yml; nếu đúng ý thì để nguyên.",
                    "Extend it in campaigns.yml; leave it where that is meant.",
                ),
            )


def _rounds(draft: Draft) -> Iterator[tuple[date, date]]:
    """First and last day of each round that is dated, as it was last set."""
    for round_ in draft.rounds:
        if round_.opens and (dated := deadlines(round_)):
            yield round_.opens.day, dated[-1].closes.day


def _results(draft: Draft) -> Iterator[date]:
    """The days on which something became of the draft."""
    for round_ in draft.rounds:
        yield from (step.at.day for _, step in results(round_))
    yield from (entry.at.day for entry in draft.stages)
    if draft.issued:
        yield draft.issued.date.day
