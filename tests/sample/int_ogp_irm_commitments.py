"""Invented open government commitments in the layout of the IRM's live file of 2016.

Plans and countries exist; every commitment, institution and assessment here is made up.
"""

import csv
from pathlib import Path

from tests.sample.world import World


def _names(text: str) -> list[str]:
    return text.split("|")


TAGS = _names(
    "Anti-corruption|Conflicts of Interest|Asset disclosure|Audits & Controls"
    "|Whistleblower Protections|Fiscal Openness|Citizen Budgets|Participatory Budgeting|E-petitions"
    "|Social Audits|Public Participation|Public Procurement|Access to Information"
    "|Records Management|Open Data|Elections & Political Finance|Law Enforcement & Justice"
    "|Public Service Delivery|E-government|Capacity Building|Legislation & Regulation"
    "|Private sector|Legislature|Sub-national|Judiciary|Media & Telecommunications|Education"
    "|Health & Nutrition|Citizenship & Immigration|Welfare & Social Security|Water & Sanitation"
    "|Infrastructure|Public Safety|Defense|Natural Resources|Aid|Nonprofits|Labor"
    "|Science & Technology|Gender & Sexuality|Human Rights|Marginalized Communities|OGP"
)
HEADER = [
    *_names("Country|Action Plan Number|Theme|Comm No|Comm Dummy|Commitment Title|Short Title"),
    *_names("Full Text|Start Date|End Date|Lead Institution|Supporting Institution(s)"),
    *_names("Contact Name|Contact Position|Contact Email|Contact Telephone"),
    *TAGS,
    *_names("Checksum|ODWG|FOWG|LOWG|ATWG|ONRWG|Compound|Cluster|PoC Specified? (Delete?)"),
    *_names("Specificity|_Specificity|GC-PubInt|GC-PubRes|GC-PubSvc|GC-CorpAcc|GC-SafComm"),
    *_names("Value -Info|Value -Part|Value -Acc|Value -Tech|_Relevant"),
    *_names("Potential impact|_Pot Impact Coded|Completion (progress report)"),
    *_names("_CompletionProgress|Starred (pre-June 2014 assessments)|Starred (2015 only)"),
    *_names("Starred (current formula) progress report|IRM Assessed (Y/N)?|Year of submission"),
    "Report publication year (progress report)",
    "Report publication year (end of term)",
    *_names("Completion (end of term)|_CompletionEndTerm|Change in completion"),
    *_names("_ChangeCompletion|Did it open government (end of term only)|_OpenGovt"),
    "Starred (current formula) end of term",
]
PLANS = [
    ("Peru", "1", 2012, 14),
    ("Colombia", "1", 2012, 14),
    ("Chile", "1", 2012, 12),
    ("Mexico", "1", 2011, 12),
    ("Mexico", "2", 2013, 12),
    ("Uruguay", "1", 2012, 12),
    ("Paraguay", "1", 2012, 12),
    ("Guatemala", "2", 2014, 12),
    ("Brazil", "2", 2013, 12),
]
PROMISES = [
    ("Portal de transferencias de canon y regalías", "Natural Resources", "Fiscal Openness"),
    ("Datos abiertos de obras públicas", "Open Data", "Infrastructure"),
    ("Presupuesto participativo en municipios", "Participatory Budgeting", "Sub-national"),
    ("Publicar contratos del sector extractivo", "Natural Resources", "Public Procurement"),
    ("Capacitar funcionarios en acceso a la información", "Access to Information", "OGP"),
]
COMPLETION = ["a. Not started", "b. Limited", "c. Substantial", "d. Complete", "Unclear"]
CODES = {"a. Not started": "2", "b. Limited": "3", "c. Substantial": "4", "d. Complete": "5",
         "Unclear": "1", "Withdrawn": "0"}  # fmt: skip
ENDS = ["Not Specified", "06/01/2014", "31/12/2014", "Quarter 4 2014", "2014", "12/11/2014"]


def write(folder: Path, world: World) -> None:
    """Writes one file: every plan, one commitment repeated in every cell, one with no country."""
    rows = [
        _commitment(world, plan, number)
        for plan in PLANS
        for number in range(1, plan[3] + 1)
    ]  # fmt: skip
    rows.append(rows[0])
    rows.append(rows[1] | {"Country": "Atlantis", "Comm No": "99"})
    with (folder / "ogpirm_live_data_muestra.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(range(len(HEADER)))
        out.writerow(HEADER)
        out.writerows([[row[name] for name in HEADER] for row in rows])


def _commitment(world: World, plan: tuple[str, str, int, int], number: int) -> dict[str, str]:
    country, plan_number, year, size = plan
    what, *tags = PROMISES[(number + len(country)) % len(PROMISES)]
    seen = world.random.choices(COMPLETION, weights=[2, 4, 3, 2, 1])[0]
    if country == "Peru" and number == size:
        seen = "Withdrawn"
    row = dict.fromkeys(HEADER, "NR") | dict.fromkeys(TAGS, "0") | dict.fromkeys(tags, "1")
    row |= {
        "Country": country,
        "Action Plan Number": plan_number,
        "Theme": "NA",
        "Comm No": str(number),
        "Comm Dummy": "1",
        "Commitment Title": f"{number}. {what} (muestra)",
        "Full Text": f"Compromiso inventado para la muestra.<br/>{what}, número {number}.",
        "Start Date": f"07/01/{year}",
        "End Date": ENDS[number % len(ENDS)],
        "Lead Institution": "Ministerio de Muestra" if number % 4 else "None Specified",
        "Supporting Institution(s)": "None Specified",
        "Year of submission": str(year),
        "Specificity": "b. medium",
        "_Specificity": "2",
        "Potential impact": "Moderate",
        "_Pot Impact Coded": "2",
        "IRM Assessed (Y/N)?": "1",
        "Starred (2015 only)": "1" if seen == "d. Complete" else "0",
    }
    return row | _assessed(country, number, year, seen)


def _assessed(country: str, number: int, year: int, seen: str) -> dict[str, str]:
    """What the reports say: one code that contradicts its label, one plan not yet assessed."""
    if (country, number) == ("Guatemala", 12):
        return {"IRM Assessed (Y/N)?": "0"}
    told = {
        "Completion (progress report)": seen,
        "_CompletionProgress": "2" if (country, number) == ("Chile", 3) else CODES[seen],
        "Report publication year (progress report)": str(year + 2),
    }
    if (country, year) != ("Mexico", 2013):
        return told
    end = "b. Limited" if number == 1 else "d. Complete" if number % 3 == 0 else "c. Substantial"
    return told | {
        "Completion (end of term)": end,
        "_CompletionEndTerm": CODES[end],
        "Report publication year (end of term)": str(year + 3),
        "Did it open government (end of term only)": "c. Marginal",
        "_OpenGovt": "2",
    }
