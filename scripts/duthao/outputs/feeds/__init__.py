"""Feeds and calendars: what happened and what is to come, for readers that ask again and again.

Comes in: the news and dates of records. Goes out: RSS 2.0, Atom 1.0, JSON Feed 1.1, ninjs 3.0, iCalendar.

- `feeds`: the feeds themselves; `archives`: the pages to which no feed reaches back
- `feed_list`: which feeds there are; `window`: how far back each reaches
- `plan_feed`: the yearly plans as news and as a calendar; `meeting_feed`, `meeting_entries`: the meetings of the whole site
- `opml`: the main ones in one list
- `writer`: items and feeds as bytes; `xml_templates`: the XML that feedgen makes, with placeholders where data goes
- `ninjs`: the newest news for news agencies
- `calendar`, `ics`: calendars, and how an entry is written

May not: import another medium; change an id that went out once.
"""
