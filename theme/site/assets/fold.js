// Vietnamese as people type it without diacritics: lower case, no marks, đ as d. As `fold` in scripts/duthao/text.py.
globalThis.duthaoFold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
