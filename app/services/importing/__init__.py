"""From a spreadsheet to a design: read a sheet, find its labels and records, map them to keys, apply one record."""
