"""From an office's own Word files to what of them may be offered for a record.

Comes in: one or several `.docx` (or PDFs with text) of a dossier. Goes out: candidates, each with the field, the value, the
very words that it was read from, the sentence, the file and the place in it; and how sure it is. Nothing is taken that
stands in no sentence, and nothing is filled in that a person has to decide.

- `dossier_files`: paths to documents, every file that cannot be read told
- `paragraph_reader`: the files, in the process that reads attachments: `docx_reader` (with `list_numbers`), and PDFs
- `document`: paragraphs and tables with their places; `papers`: which paper of a dossier each is, its head and its parts
- `candidates`: what is offered, and how candidates for one field are settled; `source_sentences`: a paragraph to sentences
- finders, one subject each: `draft_titles`, `parties` (type, issuer, agency), `deadlines` (with `written_days`, and what a
  sentence is about in `deadline_sentences`), `contacts`, `sections` (parts of the body), `comparison_tables`,
  `provisions_of_draft` (articles, legal basis, effect, repeals), `reached` (audiences, places)
- `dossier`: all of them asked, in the order of a record

The record that is written from them is made in `editor/new_records`.

May not: write a file, or decide a doubt.
"""
