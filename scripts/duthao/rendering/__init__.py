"""The tools that outputs write with; each library has one owner here.

Comes in: plain data, text and templates. Goes out: HTML, layouts of pages, PDF, pictures, addresses.

In reading order:

- `links`: the only maker of addresses; every path of the site and what names are reserved
- `markdown`: an officer's text to safe HTML (cmarkgfm, nh3); `slides`: a page written by hand, section by section; `task_pages`: the handbook's
  tasks, for the site and the terminal
- `templates`: the one Jinja environment; `messages`: what it says in other languages (Babel); `chrome_words`: what
  menus and footers do
- `mkdocs_site`: runs MkDocs over `content/`; `layouts`: its finished pages cut into text and slots, to be filled
- `stylesheet`: the theme's, cut to what our pages use (tinycss2); `content_security`: what a page may load and run
- `fonts`: which font files paper and pictures are set with
- `typesetting`: a Typst template and data to PDF or PNG (typst)
- `palette`: pictures of few colours, small (Pillow)
- `qr`: QR codes (segno)
- `office_package`: parts of XML packed alike everywhere; `workbook`: tables to XLSX; `word`: paragraphs and tables to DOCX,
  with places to fill in by `word_controls`

May not: know a record, or decide what is published; whoever calls hands over words that are settled.
"""
