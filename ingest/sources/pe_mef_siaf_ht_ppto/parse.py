"""The part of the source that a workbook covers: the budget year and unit that stand in its rows.

Does not belong here: what the columns mean (``source.yml``).
"""

from pathlib import Path

from ingest.problems import IngestError, Problem
from ingest.readers import excel

SHEET = "01_BD_MEF"


def period(path: Path) -> str:
    """``<year>-<unit>`` of the first data row.

    Raises:
        IngestError: The sheet has no data row.
    """
    for sheet in excel.read(path, SHEET):
        header = next((i for i, row in enumerate(sheet.rows) if "sec_ejec" in row), None)
        if header is not None and len(sheet.rows) > header + 1:
            names, first = sheet.rows[header], sheet.rows[header + 1]
            return f"{first[names.index('ano_eje')]}-{first[names.index('sec_ejec')]}"
    raise IngestError(Problem("empty_file", path.name, "pe_mef_siaf_ht_ppto"))
