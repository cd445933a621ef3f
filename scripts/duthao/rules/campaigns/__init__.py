"""What may be wrong between a record and the campaigns that it says it belongs to.

Comes in: a record with `campaigns`, and a `Context`, as for every rule. Goes out: findings at the entry of that list.

- `campaign_dates`: the days of a campaign against the rounds, results and deadlines of the record
- `campaign_members`: places, and whether both are invented or neither

That a key stands in no register is told by `rules.references`, what is wrong within `campaigns.yml` by
`records.register_checks`. All here only warn: an office may have its reasons to tell of a draft before opinions are
asked or after.

May not: read a file, or ask the clock.
"""
