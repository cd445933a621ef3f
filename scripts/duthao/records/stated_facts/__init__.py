"""What the files beside a record state that the record states too: title, deadline, effect, number, amounts.

Comes in: the text of one file, as paragraphs and tables with their places. Goes out: statements, each with the sentence that
makes it and where that stands; and all the numbers of a text of articles. Both are kept with the scan of the file, by its
digest, so that a check costs no reading.

- `stated`: what is kept; `statements`: a file to it, by the readers of `word_files`, in the process that reads
- `written_amounts`: amounts and percentages in figures and in words (`18.000 đồng`, `02 triệu`, `hai triệu đồng`, `80 %`)
- `papers_of_record`: which files of a record speak for it now: the latest draft, letters, proposals

What differs from the record is judged in `rules/contradictions`.

May not: judge, or conclude from a sentence that leaves room for doubt: then there is no statement.
"""
