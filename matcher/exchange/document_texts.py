"""The prose around the tables of docs/import.md."""

OPENING = """
# Importing and exporting hosts and youths

*This page is made from the column definitions in `matcher/exchange`; change those, then run
`python -m matcher.exchange.describe > docs/import.md`.*

There are two kinds of files. **Hosts**: one row per room, with the columns of the household and
the home; rooms of one household share its reference, and the columns of the household need to be
filled in on its first row only. **Youths**: one row per youth, with needs and places.

```
kamermatch template youths youths.xlsx      # headers, explanation, choices, one example row
kamermatch import youths youths.xlsx --preview
kamermatch import youths youths.xlsx
kamermatch export youths all-youths.csv
```

## What a file may look like

- **CSV** with `;`, `,` or tab between the cells, in UTF-8 (with or without byte order mark),
  UTF-16 with byte order mark, or Windows-1252; or **XLSX**, of which the first sheet is read.
- The first row that is not empty holds the column names: the Dutch or English name, or the code.
  Capitals, accents, spaces and signs make no difference. The order is free. A column that
  Kamermatch does not know is a problem, so that nothing is left out unnoticed.
- **Dates**: 31-12-2026, 31/12/2026, 31 december 2026 or 2026-12-31. **Amounts**: 425, 425,50,
  1.250,50 or € 425,-. **Yes and no**: ja, nee, yes, no, j, n, y, 1, 0, x. **Choices**: the code or
  the Dutch or English text. **Lists**: commas or semicolons between the items.
- Empty rows are skipped. At most 20 MB and 50,000 rows (`KAMERMATCH_IMPORT_MEGABYTES`,
  `KAMERMATCH_IMPORT_ROWS`).

## What happens

- **All or nothing.** Every problem is listed with its row, column, value and remedy; with one
  problem nothing is saved. Rows are counted as in a spreadsheet: the header is row 1.
- A **reference** that is already known updates that record; what is the same stays untouched.
  A column that the file lacks changes nothing. In an update an empty cell keeps the stored value
  when the column has a default, and empties it when it has none; dates of consent and of
  registration are never emptied.
- A room with two periods stands on two rows with the same reference. The periods in the file
  replace those stored. A day on which somebody is expected cannot be taken away: that row is a
  problem. An open proposal from such a day is named in the preview and lapses when you save.
- The same person or home under **another reference** is a problem that names the known one.
- **Status**: a new household is 'signed up' and a new youth 'registered' unless the file says
  otherwise; only approved households and youths who are ready enter a matching round. 'Placed'
  follows from a placement and cannot come from a file. Who is known already takes only a
  step that a coordinator can take by hand, and with the same conditions: a home visit approves a
  household, and a youth whose dossier lacks something does not become ready by a file.
- **No BSN.** A nine-digit number that passes the elfproef is refused in every text.
- **Positions**: latitude and longitude if given, else that of the postcode, else that of the town.
- A place outside the Netherlands cannot be given; leave the cell empty.
- The **lottery number** of a youth follows from the reference: it is the same on every machine.
- **Formulas**: on export a text that starts with `=`, `+`, `-` or `@` gets an apostrophe in front,
  so that no spreadsheet runs it; import takes it off again.
- An export can be imported again and changes nothing.
"""

CLOSING = """
"""
