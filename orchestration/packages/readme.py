"""README of a download, in Spanish and English, in the order a reader asks.

What a row is; key facts; how to cite; what to know; sources; our processing; filters; dictionary;
known problems; corrections; contact; licence. Wording lives in ``readme.yml``.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from orchestration.packages.package import Package
from orchestration.publishing import corrections
from orchestration.publishing.facts import EditionFacts, SourceUse

CAVEATS = 7  # lines that a reader still reads


@cache
def _words() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("readme.yml")
    found: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def readme(package: Package, facts: EditionFacts, lang: str) -> str:
    """The README of a package in ``es`` or ``en``, as Markdown."""
    words = {key: text[lang] for key, text in _words().items()}
    table = package.table
    about = table.es if lang == "es" else table.en
    mark = f" · {words['synthetic_mark']}" if facts.synthetic else ""
    parts = [f"# {table.title(lang)} (`{table.name}`){mark}"]
    if facts.synthetic:
        parts.append(f"**{words['synthetic']}**")
    parts += [
        _section(words["row"], about),
        _section(words["facts"], _facts(package, facts, words)),
        _section(words["cite"], _cite(package, facts, lang)),
        _section(words["know"], _know(package, words, lang)),
        _section(words["sources"], _sources(package, words, lang)),
        _section(words["processing"], words["processing_text"]),
        _section(words["filters"], words["filters_none"]),
        _section(words["dictionary"], words["dictionary_text"]),
        _section(words["problems"], _problems(package, words)),
        _section(words["corrections"], _corrections(package, facts, words)),
        _section(words["contact"], words["contact_text"]),
        _section(words["licence"], _licence(package, words, lang)),
    ]
    return "\n\n".join(parts) + "\n"


def _section(title: str, body: str) -> str:
    return f"## {title}\n\n{body.strip()}"


def _facts(package: Package, facts: EditionFacts, words: dict[str, str]) -> str:
    years = f"{package.years[0]}–{package.years[1]}" if package.years else words["no_years"]
    named = (words.get(f"unit_{c.unit}") for c in package.table.columns)
    units = sorted({unit for unit in named if unit})
    rows: list[tuple[str, Any]] = [
        (words["rows"], f"{package.rows}" + ("" if package.rows else f" ({words['empty']})")),
        (words["edition"], facts.name),
        (words["made"], f"{facts.created_at:%Y-%m-%d}"),
        (words["as_of"], facts.reference_date or words["not_stated"]),
        (words["due"], _due(package, facts, words)),
        (words["range"], years),
        (words["units"], ", ".join(units) or "-"),
        (words["key"], ", ".join(package.table.key) or words["no_key"]),
    ]
    return "\n".join(f"- {name}: {value}" for name, value in rows)


def _due(package: Package, facts: EditionFacts, words: dict[str, str]) -> str:
    """The first update still to come when the edition was made; else that none is."""
    days = sorted(s.next_expected_on for s in package.sources if s.next_expected_on)
    ahead = [day for day in days if day >= facts.created_at.date()]
    if ahead:
        return str(ahead[0])
    return words["overdue"].format(day=days[-1]) if days else words["not_stated"]


def _cite(package: Package, facts: EditionFacts, lang: str) -> str:
    title = f"{package.table.name}: {package.table.title(lang)}"
    after = {"es": "A partir de", "en": "Based on"}[lang]
    publishers = sorted({s.publisher for s in package.sources})
    full = facts.cite(lang, title)
    if publishers:
        full += f" {after}: {'; '.join(publishers)}."
    return f"- Veta, {facts.name}\n- {full}"


def _know(package: Package, words: dict[str, str], lang: str) -> str:
    said = [s.caveats_es if lang == "es" else s.caveats_en for s in package.sources]
    lines = [
        f"- {s.source_id}: {t.strip()}" for s, t in zip(package.sources, said, strict=True) if t
    ]
    dialect = words["csv_text"].format(file=package.csv, guarded=package.guarded)
    others = words["others_text"].format(stem=package.stem)
    rest = len(lines) - CAVEATS
    more = [f"- {words['more_caveats'].format(count=rest)}"] if rest > 0 else []
    return "\n".join([*lines[:CAVEATS], *more, f"- {dialect}", f"- {others}"])


def _sources(package: Package, words: dict[str, str], lang: str) -> str:
    if not package.sources:
        return words["sources_none"]
    return "\n".join(_source_line(s, words, lang) for s in package.sources)


def _source_line(source: SourceUse, words: dict[str, str], lang: str) -> str:
    where = source.homepage or words["not_stated"]
    retrieved = source.retrieved_on or words["not_stated"]
    return (
        f"- {source.publisher}, “{source.title(lang)}” ({source.source_id}). "
        f"{words['from']}: {where}. "
        f"{words['retrieved']}: {retrieved}. {words['as_of']}: "
        f"{source.data_as_of or words['not_stated']}. {words['vintages']}: "
        f"{', '.join(source.vintages) or '-'}."
    )


def _problems(package: Package, words: dict[str, str]) -> str:
    if not package.empty_columns:
        return words["problems_text"]
    columns = ", ".join(f"`{c}`" for c in package.empty_columns)
    return f"{words['problems_text']}\n\n{words['empty_columns']}: {columns}."


def _corrections(package: Package, facts: EditionFacts, words: dict[str, str]) -> str:
    return words["corrections_text"].format(
        count=package.corrections, file=corrections.file_name(facts)
    )


def _licence(package: Package, words: dict[str, str], lang: str) -> str:
    lines = [
        f"- {s.publisher}, “{s.title(lang)}” ({s.source_id}): "
        f"{s.licence if s.has_licence else words['no_licence']}"
        for s in package.sources
    ]
    return "\n".join([words["licence_text"], "", *lines]) if lines else words["licence_text"]


def licences(package: Package) -> str:
    """``LICENCIA.md``: under what each source of a download may be used, in both languages."""
    parts = []
    for lang in ("es", "en"):
        words = {key: text[lang] for key, text in _words().items()}
        parts.append(f"# {words['licence']}\n\n{_licence(package, words, lang)}")
    return "\n\n".join(parts) + "\n"
