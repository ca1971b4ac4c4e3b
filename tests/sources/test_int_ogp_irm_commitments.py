"""Open government commitments of 61 countries: identity, status from labels, dates, drift."""

import csv
import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from ingest.models import Limits
from ingest.pipeline import bring_up_to_date
from ingest.registry import load_sources
from ingest.settings import Settings
from tests.sample import int_ogp_irm_commitments as sample
from tests.sample.world import SEED, World
from tests.sources.pe_support import bring_in, lake, offer

SOURCE = "int_ogp_irm_commitments"
STATUS = {"a. not started": "not_started", "b. limited": "limited", "c. substantial": "substantial",
          "d. complete": "complete", "unclear": "unclear", "withdrawn": "withdrawn",
          "nr": "not_assessed", "na": "not_assessed"}  # fmt: skip


def published(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, skiprows=1)


@pytest.fixture
def generated(tmp_path: Path) -> Path:
    sample.write(tmp_path, World(SEED))
    (file,) = tmp_path.iterdir()
    return file


def rewrite(path: Path, target: Path, change: dict[str, str]) -> Path:
    """A copy of the file with changed header names."""
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines(keepends=True)))
    rows[1] = [change.get(name, name) for name in rows[1]]
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return target


def test_the_real_file(settings: Settings, extracts: Path) -> None:
    path = extracts / "intl" / "ogp_irm" / "ogpirm_live_data.csv"
    file = published(path)
    (report,) = bring_in(settings, SOURCE, [path])
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (1927, 1927, 0)
    assert len(file) == 1927
    assert report.vintage.data_as_of == dt.date(2016, 12, 31)
    per_country = "select country, count(*), count(distinct commitment_id) from lake group by 1"
    counts = {c: (n, ids) for c, n, ids in lake(settings, "commitment", per_country)}
    assert len(counts) == file["Country"].nunique() == 61
    assert (counts["PE"], counts["CO"]) == ((48, 48), (28, 28))
    assert sorted(n for n, _ in counts.values()) == sorted(file["Country"].value_counts())
    plans = file.groupby(["Country", "Action Plan Number"]).ngroups
    assert lake(settings, "forum", "select count(*), min(starts_on) from lake") == [
        (plans, dt.date(2011, 1, 1))
    ]
    _check_statuses(settings, file)
    _check_tags_and_stars(settings, file)
    _check_codes(settings)


def _check_statuses(settings: Settings, file: pd.DataFrame) -> None:
    said = file["Completion (progress report)"].str.lower().map(STATUS)
    found = lake(
        settings,
        "commitment_status",
        "select status, count(*) from lake where evidence = 'IRM progress report' group by 1",
    )
    assert dict(found) == said.value_counts().to_dict()
    peru = said[file["Country"] == "Peru"].value_counts().to_dict()
    assert peru == {"not_started": 9, "limited": 19, "substantial": 12, "complete": 2,
                    "withdrawn": 2, "unclear": 4}  # fmt: skip
    at_end = file["Completion (end of term)"].str.lower().map(STATUS).isin(list(STATUS.values()))
    at_end &= file["Completion (end of term)"] != "NR"
    end = "select count(*), min(as_of) from lake where evidence = 'IRM end-of-term report'"
    assert lake(settings, "commitment_status", end) == [(int(at_end.sum()), dt.date(2016, 12, 31))]
    undated = "select distinct status, as_of_precision from lake where as_of is null"
    assert lake(settings, "commitment_status", undated) == [("not_assessed", None)]


def _check_tags_and_stars(settings: Settings, file: pd.DataFrame) -> None:
    tagged = "select count(*) from lake where contains(theme, 'Natural Resources')"
    own = file["Natural Resources"].eq("1") | file["Theme"].str.contains("Natural Resources")
    assert lake(settings, "commitment", tagged) == [(int(own.sum()),)]
    assert (file["Natural Resources"] == "1").sum() == 100
    starred = (file.filter(like="Starred") == "1").any(axis=1).sum()
    assert lake(settings, "commitment", "select count(*) from lake where is_starred") == [
        (int(starred),)
    ]
    assert lake(settings, "commitment", "select count(*) from lake where text like '%<br%'") == [
        (0,)
    ]


def _check_codes(settings: Settings) -> None:
    """Labels on each scale, and how many have another code beside them."""
    query = (
        "select split_part(reconciliation_id, ':', 3), left_value, difference, "
        "cause_es is not null from lake where contains(reconciliation_id, 'int_ogp')"
    )
    found = {name: tuple(rest) for name, *rest in lake(settings, "meta_reconciliation", query)}
    assert found == {
        "completion": (1856, 4, True),
        "completion_end": (54, 0, False),
        "specificity": (1858, 13, True),
        "impact": (1675, 0, False),
        "opened": (54, 0, False),
    }


def test_repeated_and_unplaced_rows_are_rejected(settings: Settings, generated: Path) -> None:
    (report,) = bring_in(settings, SOURCE, [generated])
    rows = len(published(generated))
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (rows, rows - 2, 2)
    reasons = lake(settings, "meta_reject", "select distinct source_row, reason from lake")
    # two header lines stand above the data
    assert set(reasons) == {(rows + 1, "duplicate_row"), (rows + 2, "missing_value")}


def test_dates_keep_what_is_certain(settings: Settings, generated: Path) -> None:
    bring_in(settings, SOURCE, [generated])
    file = published(generated)
    wanted = {
        "06/01/2014": (dt.date(2014, 6, 30), "month"),
        "31/12/2014": (dt.date(2014, 12, 31), "day"),
        "Quarter 4 2014": (dt.date(2014, 12, 31), "month"),
        "2014": (dt.date(2014, 12, 31), "year"),
        "12/11/2014": (dt.date(2014, 12, 31), "year"),
        "Not Specified": (None, None),
    }
    query = "select number, due_on, due_precision from lake where country = 'UY'"
    for number, due, precision in lake(settings, "commitment", query):
        mask = (file["Country"] == "Uruguay") & (file["Comm No"] == number)
        assert wanted[file.loc[mask, "End Date"].item()] == (due, precision)


def test_unassessed_and_end_of_term(settings: Settings, generated: Path) -> None:
    bring_in(settings, SOURCE, [generated])
    query = "select status_raw, as_of from lake where status = 'not_assessed'"
    assert lake(settings, "commitment_status", query) == [("NR", None)]
    (size,) = [
        size for country, plan, _, size in sample.PLANS if (country, plan) == ("Mexico", "2")
    ]
    twice = (
        "select count(*) from (select commitment_id from lake group by 1 "
        "having count(distinct as_of) = 2)"
    )
    assert lake(settings, "commitment_status", twice) == [(size,)]


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"Completion (progress report)": "Completion"}, "wrong_header", "Completion (progress"),
        ({"Compound": "Early results"}, "undeclared_column", "Early results"),
    ],
)
def test_a_changed_layout_is_refused(
    settings: Settings, generated: Path, change: dict[str, str], code: str, said: str
) -> None:
    moved = rewrite(generated, generated.with_name("ogpirm_live_data_2.csv"), change)
    taken = offer(settings, SOURCE, [moved])
    (problem,) = taken.refused[SOURCE]
    assert problem.code == code
    assert said in problem.value


def test_an_unknown_label_is_rejected_and_not_guessed(settings: Settings, generated: Path) -> None:
    text = generated.read_text(encoding="utf-8")
    assert text.count("Withdrawn,") == 1
    generated.write_text(text.replace("Withdrawn,", "Retirado,"), encoding="utf-8")
    bring_in(settings, SOURCE, [generated])
    where = "select count(*) from lake where reason = 'not_in_list' and raw_value = 'Retirado'"
    assert lake(settings, "meta_reject", where) == [(1,)]


def test_an_older_trial_layout_has_three_columns_more(settings: Settings, generated: Path) -> None:
    lines = generated.read_text(encoding="utf-8").splitlines()
    extra = "Projected Completion,On time,On schedule"
    lines = [f"97,98,99,{lines[0]}", f"{extra},{lines[1]}", *(f",2,NR,{row}" for row in lines[2:])]
    trial = generated.with_name("ogpirm_testing.csv")
    trial.write_text("\n".join(lines), encoding="utf-8")
    (report,) = bring_in(settings, SOURCE, [trial])
    assert report.rows_loaded > 100


def test_todays_export_has_identifiers_and_a_wider_scale(
    settings: Settings, tmp_path: Path
) -> None:
    header = (
        "Commitment Unique Identifier,Country/Locality,Region,Theme,Year Of Submission,"
        "Action Plan Number,Commitment Number,Commitment Title,Short Title,Full Text,"
        "Lead Institution,Supporting Institution(s),OGP Value Access To Information,"
        "OGP Value Civic Participation,OGP Value Public Accountability,OGP Value Technology,"
        "Specificity,Potential Impact,Completion (Progress Report),"
        "Did It Open Government (Overall),URL"
    )
    row = "{0},{1},Americas,{2},2020,4,{3},Promesa inventada {3},P,Texto,Ministerio,NA,1,0,0,0"
    row += ",High,Moderate,{4},NR,https://example.org/{0}"
    given = [
        ("PE0099", "Peru", "Mining", "1", "No Evidence Available"),
        ("CO0098", "Colombia", "NA", "2", "Complete"),
        ("CO0097", '"Nariño, Colombia"', "NA", "3", "c. Substantial"),
        ("XX0001", "Atlantis", "NA", "4", "Complete"),
    ]
    text = "\n".join([header, *(row.format(*values) for values in given)])
    path = tmp_path / "ogp_commitments_export.csv"
    path.write_text(text, encoding="utf-8")
    taken = offer(settings, SOURCE, [path])
    assert not taken.refused
    found = load_sources()[SOURCE].model_copy(update={"limits": Limits(max_reject_ratio=0.5)})
    (report,) = bring_up_to_date(found, settings)
    assert (report.rows_loaded, report.rows_rejected) == (3, 1)
    rows = "select commitment_id, country, forum_code from lake order by 1"
    assert lake(settings, "commitment", rows) == [
        ("OGP-CO0097", "CO", "OGP-CO-4"),
        ("OGP-CO0098", "CO", "OGP-CO-4"),
        ("OGP-PE0099", "PE", "OGP-PE-4"),
    ]
    states = "select status from lake order by commitment_id"
    assert lake(settings, "commitment_status", states) == [
        ("substantial",),
        ("complete",),
        ("no_evidence",),
    ]
