"""What the invented rows of the fixture edition share: where they come from."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]
MEF = {"source_id": "peru_canon", "vintage_id": "v-pe-1", "source_row": 7}
DNP = {"source_id": "colombia_cash_plan", "vintage_id": "v-co-1", "source_row": 21}
SUCRE = {"source_id": "colombia_projects", "vintage_id": "v-co-2", "source_row": 4}
IRM = {"source_id": "ogp_irm", "vintage_id": "v-xx-1", "source_row": 3}
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
