"""A place among its peers: where it stands, the median, and the rule that makes the group."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboards.components import charts
from dashboards.components.peer_words import peer_words
from dashboards.components.sentence import budget_rows, peer_sentence
from dashboards.components.text import safe
from dashboards.i18n import _
from dashboards.published import Row
from dashboards.queries import money
from dashboards.queries.places import Place


def show(rows: Sequence[Row], place: Place) -> None:
    """The strip of peers, the place's position and the rule; nothing where a group is too small.

    Args:
        rows: rows of the chain of one place and period.
        place: the place they are of.
    """
    compared = [row for row in budget_rows(rows) if row["peer_group"]]
    sentence = peer_sentence(compared[0], place) if compared else None
    if sentence is None:
        return
    st.markdown(f"**{safe(_('Frente a sus pares'))}**")
    charts.peers(
        money.peers(compared[0]),
        place,
        compared[0]["peer_median_execution_ratio"],
        sentence.plain,
    )
    st.markdown(sentence.markdown)
    group = peer_words(compared[0]["peer_group"])
    st.caption(safe(_("Pares: {group}.").format(group=group)))
