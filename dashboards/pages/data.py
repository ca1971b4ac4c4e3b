"""Data: every public dataset to take away, with its dictionary and checksums."""

from __future__ import annotations

import streamlit as st

from dashboards import published
from dashboards.api.editions import editions
from dashboards.components import states, tables
from dashboards.components.datasets import OTHER, THEMES
from dashboards.components.packages import Package, packages
from dashboards.components.text import safe
from dashboards.i18n import _, formats


def render() -> None:
    """One card per dataset."""
    edition = published.current()
    st.title(_("Datos"), anchor=False)
    st.markdown(
        _(
            "Todo lo que Veta muestra se puede descargar: CSV y Parquet, con la descripción de "
            "cada columna en español e inglés, las fuentes con su fecha y las huellas SHA-256 de "
            "cada archivo. Las direcciones nombran la edición y no cambian."
        )
    )
    with st.expander(_("Cómo están escritos los archivos")):
        st.markdown(
            _(
                "CSV en UTF-8, separado por comas, con punto decimal, fechas ISO (2024-12-31) y "
                "celda vacía cuando la fuente no da el dato. Los códigos son texto y conservan "
                "sus ceros a la izquierda: ábralos como texto en una hoja de cálculo. Los montos "
                "están en unidades de la moneda, nominales."
            )
        )
    if edition.synthetic:
        st.warning(
            _("Estos archivos contienen DATOS SINTÉTICOS: sirven para probar, no para citar.")
        )
    found = packages()
    if not found:
        states.empty(_("Esta edición no incluye archivos para descargar."))
    _themes({package.name: package for package in found})
    st.markdown(
        f"[{safe(_('Manifiesto de la edición'))}](/descargas/{edition.id}/manifest.json) — "
        + safe(_("tablas, filas, versiones de las fuentes, versión del código y huellas."))
    )
    _beside(edition)
    _editions(edition)
    st.caption(
        safe(
            _("Cómo citar: Veta, edición {edition}, tabla y fuentes que nombra su LÉAME.").format(
                edition=edition.id
            )
        )
    )


def _beside(edition: published.Edition) -> None:
    """What an edition holds beside its packages, as far as it does."""
    root = f"/descargas/{edition.id}"
    files = (
        ("correcciones.csv", _("Qué corrige esta edición, con su causa (CSV)")),
        ("veta.duckdb", _("Todas las tablas en una base de datos DuckDB")),
        ("SHA256SUMS", _("Huellas de todos los archivos, para comprobarlos con sha256sum -c")),
    )
    held = {p.name.replace("-sintetico", "") for p in edition.folder.iterdir() if p.is_file()}
    links = [f"[{safe(told)}]({root}/{name})" for name, told in files if name in held]
    st.markdown("\n".join(f"- {link}" for link in links))


def _editions(served: published.Edition) -> None:
    """Every edition kept here: its files and its answers keep their addresses."""
    found = editions(served.id)
    if len(found) < 2:
        return
    st.header(_("Ediciones anteriores"), anchor=False)
    st.caption(
        safe(
            _(
                "Las direcciones de una edición no cambian: ponga su nombre en la dirección de un "
                "archivo o pregunte a la API con edition=. Lo que cambió entre ediciones está en "
                "la tabla de correcciones y en Qué cambió."
            )
        )
    )
    tables.show(
        found,
        {
            _("Edición"): lambda r: r["edition"],
            _("Publicada"): lambda r: formats.day(r["created_at"]),
            _("Datos hasta"): lambda r: formats.day(r["reference_date"]),
            _("Filas"): lambda r: formats.number(r["rows"]),
            _("Huella del contenido"): lambda r: (r["content_hash"] or "")[:12] or None,
            _("Manifiesto"): lambda r: tables.inner(_("manifiesto"), r["manifest"]),
            _("API"): lambda r: tables.inner("API", r["api"]),
        },
        numeric=[_("Filas")],
        key="editions",
        cards=True,
    )


def _themes(found: dict[str, Package]) -> None:
    listed = {name for _theme, names in THEMES for name in names}
    others = {name: name for name in found if name not in listed}
    for theme, names in (*THEMES, (OTHER, others)):
        here = [name for name in names if name in found]
        if not here:
            continue
        st.header(_(theme), anchor=False)
        for name in here:
            title = _(names[name]) if name in listed else name
            _card(found[name], title)


def _card(package: Package, title: str) -> None:
    with st.container(border=True, gap="xsmall"):
        told = f"**{safe(title)}**"
        if package.description:
            told += f"  \n{safe(package.description)}"
        st.markdown(told)
        rows = formats.number(package.rows) if package.rows is not None else formats.no_data()
        about = safe(_("{table} · {rows} filas").format(table=package.name, rows=rows))
        data = [
            f"[{safe(_format(name))}]({package.address(name)}) {safe(f'({formats.size(size)})')}"
            for name, size in package.files
            if name.startswith(package.name)
        ]
        beside = [
            f"[{safe(name)}]({package.address(name)})"
            for name, _size in package.files
            if not name.startswith(package.name)
        ]
        st.markdown(" · ".join(data))
        st.caption(f"{about}  \n" + " · ".join(beside))


def _format(name: str) -> str:
    """What people call the format of a file."""
    ending = name.partition(".")[2]
    return {"xlsx": "Excel", "parquet": "Parquet", "zip": _("todo en un zip")}.get(
        ending, ending.upper().replace(".", " ")
    )


if __name__ == "__main__":
    render()
