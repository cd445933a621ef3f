"""What the files beside a record state that the record states too: title, deadline, effect, number, amounts.

Comes in: the text of one file, as paragraphs and tables with their places. Goes out: statements, each with the sentence that
makes it and where that stands; and all the numbers of a text of articles. Both are kept with the scan of the file, by its
digest, so that a check costs no reading.

- `stated`: what is kept; `statements`: a file to it, by the readers of `word_files`, in the process that reads
- `asked_opinions`: whether a day in a sentence is that until which everybody, or agencies in general, are asked for opinions
- `written_amounts`: amounts and percentages in figures and in words (`18.000 đồng`, `02 triệu`, `hai triệu đồng`, `80 %`)
- `worked_out_amounts`: which amounts of a sentence a draft should have, and which follow from others, are old or somebody else's
- `papers_of_record`: which files of a record speak for it now: the latest draft, letters, proposals

What differs from the record is judged in `rules/contradictions`.

May not: judge, or conclude from a sentence that leaves room for doubt: then there is no statement.
"""
