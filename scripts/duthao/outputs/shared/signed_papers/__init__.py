"""Papers that an agency puts its name to, in the form of Decree 30/2020: plans, reports, releases, letters, and their heads.

Comes in: who signs, what the paper says in parts, on which day it was made. Goes out: the same paper as PDF and as a Word
document that the office edits before it signs. Number, date and signature always stay blank: nobody makes them up.

In reading order:

- `letterhead`: who writes, from where, who signs
- `official_document_data`: the parts of a text, annexes, and the whole as both templates are given it
- `official_document`: a paper of these parts, and its files
- `official_document_word`, `word_letter`: the same for Word; head and end of a letter there, which the signed table shares
- `field_sentences`, `approval_sheet`: the sheet by which a record is approved; it alone has places for name and number

May not: import a medium; put an agency's name to what the record does not say.
"""
