"""What may be wrong with the log of a record: each entry by itself, and against the days of the record.

Comes in: a record with its log, and a `Context`, as for every rule. Goes out: findings at cells of `log.csv`.

- `log_entries`: places, amounts, evidence, nobody's name, nothing twice
- `log_dates`: not in days to come, not before there was anything to tell, and not when it was true no more

That a log cannot be read at all is told by `records.record_tables`. What lacks in a log is no fault of it: see
`domain.log_coverage`.

May not: read a file, or repeat what may be somebody's name.
"""
