"""Tables for people: real `<table>` elements, escaped cells, words instead of blanks.

Streamlit renders Markdown inside cells, so every cell is escaped here unless it is `Markup`,
which only `dashboards.components.text` and the helpers below make.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

import pandas as pd
import streamlit as st

from dashboards.components.text import link, safe
from dashboards.i18n import formats
from dashboards.published import Row

Cell = Callable[[Row], object]
SHOWN, CARDS_SHOWN = 25, 10  # rows of a long table before it folds
NOT_PLAIN = re.compile(r"[^\w .%()/–-]")  # in a text of a style sheet


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
    cards: bool = False,
) -> None:
    """Draw rows as a table that scrolls inside its own box on a phone.

    Args:
        rows: what to show, at most a few hundred.
        columns: header in the visitor's language → function giving the cell.
        numeric: headers whose cells are set right.
        key: stable name of the box.
        cards: on a phone each row stands as a card of its cells one under another, each with its
            header: for rows that are read one by one, not down a column.
    """
    data: list[dict[str, Any]] = [
        {safe(head): cell(make(row)) for head, make in columns.items()} for row in rows
    ]
    frame = pd.DataFrame(data, columns=[safe(head) for head in columns])
    box = f".st-key-table_{key}"
    with (
        st.container(key=f"cards_{key}") if cards else nullcontext(),
        st.container(key=f"table_{key}"),
    ):
        style = _set_right(box, [list(columns).index(head) + 1 for head in numeric])
        if cards:
            style += _headers(box, list(columns))
        if style:
            st.html(f"<style>{style}</style>")
        st.table(frame, border="horizontal", hide_index=True)


def folded(
    rows: Sequence[Row],
    columns: Mapping[str, Cell],
    *,
    numeric: Sequence[str] = (),
    key: str,
    others: str,
    shown: int | None = None,
    cards: bool = False,
) -> None:
    """The first rows as a table, the others as one that opens.

    Args:
        rows: what to show, at most a few hundred.
        columns: see `show`.
        numeric: see `show`.
        key: see `show`; the table that opens is `more_` and this.
        others: what the part that opens is called; takes `n`.
        shown: how many rows stand open; fewer where each is a card on a phone.
        cards: see `show`.
    """
    shown = shown or (CARDS_SHOWN if cards else SHOWN)
    show(rows[:shown], columns, numeric=numeric, key=key, cards=cards)
    rest = rows[shown:]
    if rest:
        with st.expander(others.format(n=len(rest))):
            show(rest, columns, numeric=numeric, key=f"more_{key}", cards=cards)


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


def _set_right(box: str, positions: Sequence[int]) -> str:
    """Style that sets columns right; Streamlit's tables know no alignment."""
    cells = ", ".join(f"{box} tr > :is(td, th):nth-child({position})" for position in positions)
    return f"{cells} {{ text-align: right !important; }}" if cells else ""


def _headers(box: str, heads: Sequence[str]) -> str:
    """Style that puts the header before each cell of a card; what cards are stands in `style`."""
    rules = "".join(
        f'{box} td:nth-child({n})::before {{ content: "{_style_text(head)}"; }}'
        for n, head in enumerate(heads[1:], start=2)
    )
    return f"@media (max-width: 640px) {{ {rules} }}"


def _style_text(text: str) -> str:
    """A text inside the quotes of a style sheet: all but plain letters by their number."""
    return NOT_PLAIN.sub(lambda found: f"\\{ord(found[0]):x} ", text)


def facts(pairs: Sequence[tuple[str, object]]) -> None:
    """A short list of label and value, one per line."""
    lines = [f"**{safe(name)}:** {cell(value)}" for name, value in pairs]
    st.markdown("  \n".join(lines))
