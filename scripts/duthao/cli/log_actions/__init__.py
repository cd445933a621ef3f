"""What `duthao log` does, an action a file.

Comes in: what was typed after `duthao log`. Goes out: rows in the logs of drafts, a table of what lacks, a workbook to be
filled in. Whatever an officer or a commune wrote is taken over or told, never dropped.

- `log_import`: reports of communes, from a form or from the workbook, into the logs; all of it or nothing
- `log_status`: how far each draft got in each commune, worst first
- `log_sheet`: the workbook that a commune fills in

May not: know how a row is read (records/record_tables) or how far a draft got (domain/log_coverage).
"""
