"""What a ``source.yml`` and an entity contract may say.

Does not belong here: reading those files (``registry.py``) or acting on them.
"""

import datetime as dt
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Strict(BaseModel):
    """A declaration in which an unknown key is an error, so that a typo cannot pass."""

    model_config = ConfigDict(extra="forbid")


class Bilingual(Strict):
    """The same text for people in Spanish and English."""

    es: str
    en: str


class EntityColumn(Strict):
    """One column of an entity contract."""

    type: Literal[
        "text", "integer", "bigint", "money", "decimal", "double", "date", "boolean", "timestamptz"
    ]
    about: str
    required: bool = False
    values: list[str] | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    free_text: bool = False


class Entity(Strict):
    """The contract of rows that many sources share; every lake file of it has these columns."""

    name: str
    about: str
    key: list[str]
    columns: dict[str, EntityColumn]
    meta: bool = False


class Column(Strict):
    """How one column of a published file is found and read.

    Attributes:
        header: The published header or its known spellings; accents and case do not matter.
        occurrence: Which of several columns of the same header, counted from 1.
        required: Whether the file is refused without it.
        type: How the text is read.
        decimal: Decimal mark of numbers.
        formats: ``strptime`` formats of dates; ISO is always tried first.
        excel_serial: Whether a bare number is days since 1899-12-30.
        width: Digits of a code, filled with zeros on the left.
        missing: Texts that mean "no value".
        filled_down: A blank cell repeats the cell above (merged cells).
        person: Holds personal data; what stands there is never shown, not even in a reject.
    """

    header: str | list[str]
    occurrence: int = 1
    required: bool = True
    type: Literal["text", "code", "number", "integer", "date", "boolean"] = "text"
    decimal: Literal[".", ","] = "."
    formats: list[str] = Field(default_factory=list)
    excel_serial: bool = False
    width: int | None = None
    missing: list[str] = Field(default_factory=list)
    filled_down: bool = False
    person: bool = False

    @property
    def headers(self) -> list[str]:
        """Known spellings of the header, the preferred one first."""
        return [self.header] if isinstance(self.header, str) else self.header


class Reader(Strict):
    """How the cells of one table are reached.

    Attributes:
        format: Reader in ``ingest/readers``.
        sheet: Glob of the sheet names that hold the table.
        header_within: How many first rows may stand above the header.
        header: Headers whose presence marks the header row; by default all required ones.
        delimiter: Of a CSV file.
        encoding: ``auto`` tries UTF-8, then cp1252.
        ocid: Beginnings of the ``ocid`` by which a publisher's OCDS files are known; a source that
            gives none takes what no other source claims.
    """

    format: Literal["csv", "xlsx", "stata", "facts", "ocds", "custom"]
    sheet: str = "*"
    header_within: int = 40
    header: list[str] | None = None
    delimiter: str = ","
    encoding: Literal["auto", "utf-8", "cp1252"] = "auto"
    ocid: list[str] = Field(default_factory=list)


class Skip(Strict):
    """Rows that are not data: titles, blanks, subtotals; counted by reason."""

    reason: str
    when: str


class Output(Strict):
    """Rows of one entity made from the rows of a table.

    Attributes:
        entity: Contract that the rows must keep.
        map: Entity column to a DuckDB expression over the declared columns.
        where: Only rows for which this expression holds give an output.
        unpivot: Column name to constants: each source row gives one output row per entry, with
            the constants and ``cell`` (the column's value) usable in ``map``.
        unpivot_where: Which unpivoted cells are written, by default those with a value.
        once: One row per entity key, the first one seen (lists of names inside facts).
        controls: Name to a DuckDB aggregate over all data rows of the file; its entity column's
            total plus that of rejected rows must be equal.
    """

    entity: str
    map: dict[str, str] = Field(default_factory=dict)
    where: str = "true"
    unpivot: dict[str, dict[str, Any]] | None = None
    unpivot_where: str = "cell is not null"
    once: bool = False
    controls: dict[str, str] = Field(default_factory=dict)


class Table(Strict):
    """One table of a file and what becomes of it.

    Attributes:
        ignore: Globs of headers that are known and not used.
        labels: Globs of headers that are known, not used, and only name a code beside them: rows
            are told apart without them, and a large file is read faster.
        columns: Declared columns, by the name that ``map`` uses.
        skip: Rows that are not data.
        duplicates: Whether rows equal in every cell are rejected or are facts of their own.
        person_names: Expressions that give names of natural persons; free text is cleared of them.
        person_documents: Expressions that give their document numbers, likewise.
        optional: A file without this table is still complete.
    """

    name: str = "main"
    read: Reader
    columns: dict[str, Column] = Field(default_factory=dict)
    ignore: list[str] = Field(default_factory=list)
    labels: list[str] = Field(default_factory=list)
    skip: list[Skip] = Field(default_factory=list)
    duplicates: Literal["reject", "keep"] = "reject"
    person_names: list[str] = Field(default_factory=list)
    person_documents: list[str] = Field(default_factory=list)
    optional: bool = False
    outputs: list[Output]


class Finder(Strict):
    """Where a slice or an as-of date is written.

    Exactly one of: ``const``; ``filename`` or ``title`` (a regular expression; its groups are
    joined by ``-``, or fill ``form``); ``column`` (the largest value of a declared column);
    ``workbook`` (when the workbook says it was created or modified); ``hook`` (the function of
    that name in ``parse.py``, called with the file's path).
    """

    const: str | None = None
    filename: str | None = None
    title: str | None = None
    column: str | None = None
    workbook: Literal["created", "modified"] | None = None
    hook: str | None = None
    form: str | None = None
    default: str | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> "Finder":
        given = [self.const, self.filename, self.title, self.column, self.workbook, self.hook]
        if sum(v is not None for v in given) != 1:
            raise ValueError("give exactly one of const, filename, title, column, workbook, hook")
        return self


class VintageRule(Strict):
    """What a vintage of the source covers.

    Attributes:
        kind: ``snapshot``: absence means removal; ``window`` and ``delta``: it does not.
        slice: Part of the source that the file covers.
        as_of: Date the data speak of; the retrieval date where nothing says it.
        precedence: Glob of a slice to its rank; where slices repeat a key the lowest rank wins.
    """

    kind: Literal["snapshot", "window", "delta"] = "snapshot"
    slice: Finder = Field(default_factory=lambda: Finder(const="all"))
    as_of: Finder | None = None
    precedence: dict[str, int] = Field(default_factory=dict)


class Layout(Strict):
    """One shape in which the source was published."""

    name: str
    tables: list[Table]


class Limits(Strict):
    """What a vintage may look like before its source is stopped and the last good one kept.

    Attributes:
        max_reject_ratio: Share of rejected rows above which the file is refused.
        min_size_ratio: Rows, against the previous vintage of the slice.
        min_rows: Rows below which a file is refused; 0 where an empty list says something.
    """

    max_reject_ratio: float = 0.1
    min_size_ratio: float = 0.1
    min_rows: int = 1


class Live(Strict):
    """How a source is fetched from its publisher.

    Attributes:
        kind: Fetcher: ``file`` (one address), ``file_list`` (an index names the files),
            ``socrata``, ``ckan``, ``json_pages`` (each page names the next one).
        url: Address; ``{name}`` is filled from ``each``.
        filename: Name under which the bytes are landed; the source's patterns must fit it.
        each: One fetch per combination of these values.
        hosts: Hosts besides the address's own that may be asked or redirected to.
        content: What must arrive; an HTML page in its place is an error.
        records: Name of the list of records, or dotted path to the files of an index.
        incremental: Only what changed since the last fetch.
        where: Filter that the service itself applies (SoQL), for datasets too large to take whole.
        token: Environment variable that holds an app token, and the header it goes into.
        moved: Hosts that an index still names and that are gone, and the hosts in their place.
    """

    kind: Literal["file", "file_list", "socrata", "ckan", "json_pages"]
    url: str
    filename: str
    each: dict[str, list[str]] = Field(default_factory=dict)
    hosts: list[str] = Field(default_factory=list)
    content: Literal["csv", "json", "xlsx", "zip", "gzip", "any"] = "any"
    min_bytes: int = 2
    max_bytes: int = 20 * 1024**3
    page_size: int = 50_000
    records: str = "data"
    incremental: bool = False
    where: str | None = None
    token: dict[str, str] = Field(default_factory=dict)
    moved: dict[str, str] = Field(default_factory=dict)


class Source(Strict):
    """One official dataset, as its folder declares it.

    Attributes:
        volatile: Fields of its JSON that change at every download and say nothing: a file that
            differs only in them is no new vintage.
    """

    id: str
    title: Bilingual
    publisher: str
    country: str
    homepage: str | None = None
    licence: str = "not stated"
    republish: bool = False
    cadence: str
    expected_every_days: int | None = None
    owner: str = "veta"
    evidence: Literal["real_file_seen", "schema_only", "typed_facts", "synthetic"]
    caveats: Bilingual | None = None
    patterns: list[str] = Field(default_factory=list)
    bundled: list[str] = Field(default_factory=list)
    vintage: VintageRule = Field(default_factory=VintageRule)
    limits: Limits = Field(default_factory=Limits)
    volatile: list[str] = Field(default_factory=list)
    live: list[Live] = Field(default_factory=list)
    layouts: list[Layout]

    @property
    def entities(self) -> list[str]:
        """Entities that the source feeds, sorted."""
        return sorted({o.entity for y in self.layouts for t in y.tables for o in t.outputs})


class Retired(Strict):
    """A source that is no longer taken; never deleted from ``RETIRED.yml``."""

    id: str
    title: Bilingual
    publisher: str
    country: str
    retired_on: dt.date
    reason: str = Field(min_length=20)


class Erasure(Strict):
    """A person was taken out of a vintage's bytes on request.

    Attributes:
        on: When.
        request: Number in the register of requests.
        places: How many places were cleared.
        sha256: Of the bytes since then.
    """

    on: dt.date
    request: int
    places: int
    sha256: str


class Vintage(Strict):
    """One retrieval of a source: what ``vintage.json`` holds beside the bytes.

    Attributes:
        vintage_id: As-of date and the first digits of the hash; the same bytes give the same id.
        sha256: Of the bytes as received, also where a person was taken out of them since.
        content: Hash of the content without what the source declares volatile, where that differs.
        forgotten: What was taken out since.
    """

    vintage_id: str
    source_id: str
    layout: str
    slice: str
    kind: Literal["snapshot", "window", "delta"]
    retrieved_at: dt.datetime
    origin: str
    filename: str
    sha256: str
    bytes: int
    data_as_of: dt.date | None
    content: str | None = None
    forgotten: list[Erasure] = Field(default_factory=list)

    @property
    def kept_sha256(self) -> str:
        """Hash of the bytes that lie on the disk now."""
        return self.forgotten[-1].sha256 if self.forgotten else self.sha256

    def as_json(self) -> str:
        """What ``vintage.json`` holds."""
        return self.model_dump_json(indent=2, exclude_defaults=True)


class Outcome(StrEnum):
    """What became of a vintage."""

    LOADED = "loaded"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
