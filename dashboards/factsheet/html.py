"""A factsheet as one light HTML page: no scripts, no other host, readable in a text browser."""

from __future__ import annotations

from html import escape

from dashboards.components.labels import label
from dashboards.factsheet.content import Sheet
from dashboards.factsheet.linked import data_address, embedded, query
from dashboards.factsheet.parts import Listed
from dashboards.i18n import set_language

STYLE = (
    "body{font:1.05rem/1.5 system-ui,sans-serif;color:#17212B;max-width:46rem;margin:0 auto;"
    "padding:1rem}h1{font-size:1.9rem;margin:.2rem 0}h2{font-size:1.15rem;margin:1.4rem 0 .3rem}"
    "table{border-collapse:collapse;font-size:.88rem;width:100%}th,td{border-bottom:1px solid "
    "#5F6B7A;padding:.3rem .4rem;text-align:right}th:first-child,td:first-child{text-align:left}"
    ".scroll{overflow-x:auto}.mark{border:2px solid;padding:.4rem .6rem;font-weight:700}"
    "a{color:#005A8C}ul{padding-left:1.2rem}small{color:#3D4753}.bar{background:#5F6B7A;"
    "height:.7rem}@media print{body{max-width:none}}"
)


def html(content: Sheet, address: str, root: str) -> str:
    """The page.

    Args:
        content: what it says.
        address: its own address without a query.
        root: address of this installation.
    """
    set_language(content.language)
    body = "\n".join(
        part
        for part in (
            _synthetic(content),
            f"<p><small>{escape(content.say('kicker'))}</small></p>",
            f"<h1>{escape(content.title)}</h1>",
            f"<p>{escape(content.subtitle)}{_period(content)}</p>",
            *(f"<p>{escape(sentence)}</p>" for sentence in content.sentences),
            _money(content),
            _bars(content),
            _listed(content.unknown),
            *(_listed(listed) for listed in content.lists),
            _listed(content.sources),
            _links(content, address, root),
            f"<p><small>{escape(content.made)}<br>{escape(content.cite)}</small></p>",
        )
        if part
    )
    head = _head(content, address, root)
    return (
        f'<!doctype html>\n<html lang="{content.language}">\n<head>\n{head}'
        f"\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _head(content: Sheet, address: str, root: str) -> str:
    mark = f"[{content.say('synthetic')}] " if content.edition.synthetic else ""
    title = f"{content.place.label}" + (f" · {content.period}" if content.period else "")
    told = mark + " ".join(content.sentences[:2])
    other = "es" if content.language == "en" else "en"
    image = f"{address}.png{query(content)}"
    locale = {"en": "en", "es": "es_CO" if content.place.country == "CO" else "es_PE"}
    metas = {
        "og:type": "article",
        "og:site_name": "Veta",
        "og:title": title,
        "og:description": told,
        "og:url": address + query(content),
        "og:image": image,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": told,
        "og:locale": locale[content.language],
    }
    lines = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)} · Veta</title>",
        f'<meta name="description" content="{escape(told)}">',
        '<meta name="twitter:card" content="summary_large_image">',
        *(f'<meta property="{k}" content="{escape(v)}">' for k, v in metas.items()),
        f'<link rel="canonical" href="{escape(address + query(content))}">',
        f'<link rel="alternate" hreflang="{other}" '
        f'href="{escape(address + query(content, other))}">',
        f'<link rel="alternate" type="application/pdf" href="{escape(address)}.pdf'
        f'{escape(query(content))}">',
        f'<link rel="alternate" type="application/atom+xml" href="{root}/feed/territorio/'
        f'{content.place.id}.xml">',
        f"<style>{STYLE}</style>",
        f'<script type="application/ld+json">{embedded(content, address, root)}</script>',
    ]
    return "\n".join(lines)


def _synthetic(content: Sheet) -> str:
    if not content.edition.synthetic:
        return ""
    return f'<p class="mark">{escape(content.say("synthetic"))}</p>'


def _period(content: Sheet) -> str:
    if not content.period:
        return ""
    scope = label("scope", content.scope)
    period = content.say("period", period=content.period)
    return f"<br><strong>{escape(period)}</strong> · {escape(scope)}"


def _money(content: Sheet) -> str:
    if not content.cells:
        return ""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in content.columns)
    rows = "".join(
        "<tr>"
        + f'<th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in content.cells
    )
    return (
        f"<h2>{escape(content.say('money'))}</h2>\n<p><small>{escape(content.unit)}</small></p>\n"
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _bars(content: Sheet) -> str:
    if not content.bars:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(bar.period)}</th><td style="width:50%">'
        f'<div class="bar" style="width:{bar.share:.1%}"></div></td>'
        f"<td>{escape(bar.text)}</td></tr>"
        for bar in content.bars
    )
    return f"<h2>{escape(content.bars_title)}</h2>\n<table><tbody>{rows}</tbody></table>"


def _listed(listed: Listed) -> str:
    note = f"<p><em>{escape(listed.note)}</em></p>" if listed.note else ""
    lines = "".join(f"<li>{escape(line)}</li>" for line in listed.lines)
    return f"<h2>{escape(listed.title)}</h2>{note}" + (f"<ul>{lines}</ul>" if lines else "")


def _links(content: Sheet, address: str, root: str) -> str:
    other = "es" if content.language == "en" else "en"
    links = (
        (content.page, content.say("page_link")),
        (f"{address}.pdf{query(content)}", content.say("pdf_link")),
        (f"{data_address(content, root)}&format=csv", content.say("data_link")),
        (f"{root}/feed/territorio/{content.place.id}.xml", content.say("feed_link")),
        (address + query(content, other), content.say("language_link")),
    )
    shown = "".join(f'<li><a href="{escape(to)}">{escape(text)}</a></li>' for to, text in links)
    language = "&amp;lang=en" if content.language == "en" else ""
    periods = " ".join(
        f'<a href="{escape(address)}?year={period}&amp;scope={content.scope}{language}">'
        f"{escape(period)}</a>"
        for period in content.periods
        if period != content.period
    )
    more = f"<p>{escape(content.say('periods'))}: {periods}</p>" if periods else ""
    return f"<ul>{shown}</ul>{more}"
