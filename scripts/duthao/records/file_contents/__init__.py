"""What is inside an attachment beside what one sees: text in every part of it, traces of its making, what acts by itself.

Comes in: the bytes of one file, from any machine. Goes out: `extracted_content.Content`: text, names, faults, and traces, each
with where it stands. Only `text_extraction` asks for it, inside the process of `attachment_scan`.

- `extracted_content`: what is found, and how it is called
- `pdf_file`: pages by PDFium; form fields, bookmarks, properties, notes and actions by pypdf
- `office_file`: packed files of XML (DOCX, XLSX, PPTX, ODT, ODS): the text of every part
- `word_review`: of a DOCX, what reviewers left: comments, tracked changes, hidden text
- `workbook_parts`: of an XLSX, numbers in cells, formulas, data behind pivot tables, sheets that are hidden
- `open_document`: of ODT and ODS, notes, changes, and what is hidden
- `active_parts`: what a packed file would run or fetch when it is opened
- `picture_details`: what a camera or a program wrote into a picture
- `table_cells_said`: cells of a table as text that the search understands, by the heading above them

May not: raise on purpose where a fault can be told, read without bounds, or know a record.
"""
