"""The five-step state of a commitment, in words that need no colour."""

from __future__ import annotations

from dashboards.components.labels import label

# Open Government Partnership's scale; the other states say why a commitment is off it.
STEPS = ("not_assessed", "not_started", "limited", "substantial", "complete")
FULL, EMPTY = "●", "○"


def steps(status: str | None) -> str:
    """`●●○○ limitado`; a state outside the scale is only named."""
    code = status or "not_assessed"
    if code not in STEPS:
        return label("commitment_status", code)
    reached = STEPS.index(code)
    marks = FULL * reached + EMPTY * (len(STEPS) - 1 - reached)
    return f"{marks} {label('commitment_status', code)}"


def scale() -> str:
    """The whole scale, to be read once per page."""
    return " → ".join(label("commitment_status", code) for code in STEPS)
