"""What may be wrong with the acceptance of what came of a channel.

Comes in: a record, its log, and a `Context` with the sets of criteria of `criteria.yml`. Goes out: findings at
`channels.….accepted` of the front matter.

- `accepted_products`: not before there was a product, not without evidence, by criteria that there are and that are for
  such a product, with no more marks than there are to give

That a date is still to come is told by `rules.dates`; what is wrong in the register itself by `records.plan_files`. A
product that nobody has accepted yet is no fault: the office's list says so.

May not: say what a criterion is worth; that stands in the register.
"""
