"""The yearly plans, `drafts/_registers/plan-<year>.yml`, and the lists of offices from which they are made.

Comes in: the bytes of the registers, and tables that offices keep (`records.spreadsheets`). Goes out: plans with sessions and
unit prices, or every fault in them; of a list the rows of a plan, with every doubt and the cell that it stands in.

In reading order:

- `plan_reader`: the registers as they are read; the only place that takes from rows what is for the office alone
- `plan_privacy`: nobody's name or telephone in what of a plan is published
- `register_names`: agencies and kinds of texts by the names that lists call them
- `time_words`: "Quý II/2027", "Kỳ họp thường lệ giữa năm 2027" as an expected time
- `list_columns`, `office_list`, `list_doubts`: what each column of a list is for; a list as rows, and what of it is doubtful
- `plan_permanence`: what was let out of a plan stays in it
- `row_match`: which row of a list is which row of the plan
- `plan_update`: these rows into a plan that may be there already: numbers stay, what a person wrote stays

May not: write a file, or drop a cell in silence.
"""
