"""Tables for people: real `<table>` elements, escaped cells, words instead of blanks.

Streamlit renders Markdown inside cells, so every cell is escaped here unless it is `Markup`,
which only `dashboards.components.text` and the helpers below make.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

import pandas as pd
import streamlit as st

from dashboards.components.text import link, safe
from dashboards.i18n import formats
from dashboards.published import Row

Cell = Callable[[Row], object]
SHOWN = 25  # rows of a long table before it folds


class Markup(str):
    """Text that is already safe Markdown."""


def cell(value: object) -> str:
    """One cell as safe Markdown; NULL becomes words."""
    if isinstance(value, Markup):
        return str(value)
    if value is None or value == "":
        return safe(formats.no_data())
    if isinstance(value, date | datetime):
        return safe(formats.day(value))
    return safe(value)


def url(label: str, address: object) -> Markup:
    """A link to an official page as a cell; words only when there is no web address."""
    return Markup(link(label, address))


def inner(label: str, address: str) -> Markup:
    """A link to another page of the dashboard as a cell; the address is `urls.address`'s."""
    return Markup(f"[{safe(label)}]({quote(address, safe='./?=&%-_+')})")


def show(
    rows: Sequence[Row],
    columns: Mapping[str, Cell],
    *,
    numeric: Sequence[str] = (),
    key: str,
) -> None:
    """Draw rows as a table that scrolls inside its own box on a phone.

    Args:
        rows: what to show, at most a few hundred.
        columns: header in the visitor's language → function giving the cell.
        numeric: headers whose cells are set right.
        key: stable name of the box.
    """
    data: list[dict[str, Any]] = [
        {safe(head): cell(make(row)) for head, make in columns.items()} for row in rows
    ]
    frame = pd.DataFrame(data, columns=[safe(head) for head in columns])
    with st.container(key=f"table_{key}"):
        _align_right(key, [list(columns).index(head) + 1 for head in numeric])
        st.table(frame, border="horizontal", hide_index=True)


def folded(
    rows: Sequence[Row],
    columns: Mapping[str, Cell],
    *,
    numeric: Sequence[str] = (),
    key: str,
    others: str,
    shown: int = SHOWN,
) -> None:
    """The first rows as a table, the others as one that opens.

    Args:
        rows: what to show, at most a few hundred.
        columns: see `show`.
        numeric: see `show`.
        key: see `show`; the table that opens is `more_` and this.
        others: what the part that opens is called; takes `n`.
        shown: how many rows stand open.
    """
    show(rows[:shown], columns, numeric=numeric, key=key)
    rest = rows[shown:]
    if rest:
        with st.expander(others.format(n=len(rest))):
            show(rest, columns, numeric=numeric, key=f"more_{key}")


def filled(rows: Sequence[Row], columns: Mapping[str, tuple[str, Cell]]) -> dict[str, Cell]:
    """Only the columns in which some row has a value.

    Args:
        rows: what will be shown.
        columns: header → (column of the row that must have a value, function giving the cell).
    """
    return {
        head: make
        for head, (column, make) in columns.items()
        if any(row.get(column) is not None for row in rows)
    }


def _align_right(key: str, positions: Sequence[int]) -> None:
    """Set columns right; Streamlit's tables know no alignment. Only our own key and numbers."""
    cells = ", ".join(
        f".st-key-table_{key} tr > :is(td, th):nth-child({position})" for position in positions
    )
    if cells:
        st.html(f"<style>{cells} {{ text-align: right !important; }}</style>")


def facts(pairs: Sequence[tuple[str, object]]) -> None:
    """A short list of label and value, one per line."""
    lines = [f"**{safe(name)}:** {cell(value)}" for name, value in pairs]
    st.markdown("  \n".join(lines))
