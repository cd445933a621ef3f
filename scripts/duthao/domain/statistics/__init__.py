"""Figures of a period: how many drafts people were asked about, how they were told, what they said, when they were answered.

Comes in: drafts, as their dated facts, and a period. Goes out: figures, each with the records from which it is counted, so
that no number can differ from the list behind it.

- `report_periods`: half-years and years as reports close them, years and quarters of the calendar
- `record_facts`: what happened to a draft and when, as far as figures need it
- `figure_definitions`: what each figure is called, and what it counts: in plain words, and strictly
- `figure_types`: a figure, its number and its words; `figures`: how those of a period are counted; `figure_words`: what is said
  beside the numbers
- `breakdowns`: the same by agency, type, topic and quarter

May not: keep a number beside a list (docs/decisions/0074-a-figure-is-the-list-behind-it.md), read a file or the clock.
"""
