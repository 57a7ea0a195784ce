"""Builds the derived files of `datasets/demo` from the TOML sources beside this module.

The workbook, the event and the judgements are derived; the CSV files of the demo are edited by hand. Run
`python -m evaluation.demo_builder [FOLDER]` after changing a source; a test holds the committed files to it.
"""
