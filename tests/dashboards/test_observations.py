"""Observations: what is kept, what is never kept, what is shown, and how it is taken back."""

from __future__ import annotations

import csv
import io
import sqlite3
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from dashboards import observations
from dashboards.components import observe
from dashboards.i18n import set_language
from dashboards.observations import contact, evidence, export, pace, store
from dashboards.observations.__main__ import main
from dashboards.observations.store import Left
from dashboards.pages import moderation
from tests.dashboards.test_pages import open_page, texts

HOSTILE = "<img src=x onerror=alert(1)> **negrita** [enlace](javascript:alert(1)) :smile:"
GPS, MAKE = 34853, 271


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VETA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("VETA_OBSERVATIONS", "on")
    pace._recent.clear()
    set_language("es")
    return tmp_path / "observations"


def photograph() -> bytes:
    picture = Image.new("RGB", (900, 600), "green")
    exif = picture.getexif()
    exif[MAKE] = "Telefono de Ana"
    exif[GPS] = {1: "S", 2: (17.0, 4.0, 30.0)}
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"secreto")
    return out.getvalue()


def left(**changes: object) -> Left:
    told = {"subject_type": "commitment", "subject": "C1", "text": "El reservorio no tiene agua."}
    return Left(**(told | changes))  # type: ignore[arg-type]


def test_off_unless_somebody_turns_it_on(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VETA_OBSERVATIONS", raising=False)
    assert not observations.enabled()
    assert "observó" not in texts(open_page("commitments", commitment="CO-2015-01"))
    assert "no recibe observaciones" in texts(open_page("observations"))


def test_nothing_is_shown_before_it_is_read(kept: Path) -> None:
    receipt = store.add(left())
    assert store.published_of("commitment", "C1") == []
    row = store.by_receipt(receipt.lower())
    assert row["state"] == "waiting"
    assert store.decide(row["id"], "published")
    assert [r["text"] for r in store.published_of("commitment", "C1")] == [
        "El reservorio no tiene agua."
    ]
    assert store.answer(row["id"], "Se repara en marzo.", "Municipalidad")
    assert store.published_of("commitment", "C1")[0]["answered_by"] == "Municipalidad"
    assert store.by_receipt("AAAAA-AAAAA-AAAAA-AAAAA") is None


def test_the_file_holds_no_receipt_no_plain_contact_and_no_hour(kept: Path) -> None:
    receipt = store.add(left(contact="ana@ejemplo.pe"))
    raw = (kept / "observations.sqlite").read_bytes()
    for secret in (receipt, receipt.replace("-", ""), "ana@ejemplo.pe"):
        assert secret.encode() not in raw
    [row] = store.in_state("waiting")
    assert store.contact_of(row) == "ana@ejemplo.pe"
    assert len(row["received_on"]) == len("2026-11-21")
    for path in (kept, kept / "observations.sqlite", kept / contact.KEY_FILE):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_contact_is_forgotten_after_its_time(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VETA_OBSERVATION_CONTACT_DAYS", "10")
    store.add(left(contact="987 654 321"))
    assert store.forget_contacts(store.today() + timedelta(days=9)) == 0
    assert store.forget_contacts(store.today() + timedelta(days=10)) == 1
    assert store.contact_of(store.in_state("waiting")[0]) is None


def test_a_key_of_the_environment_leaves_no_key_beside_the_data(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cryptography.fernet import Fernet

    monkeypatch.setenv("VETA_OBSERVATIONS_KEY", Fernet.generate_key().decode())
    store.add(left(contact="ana"))
    assert not (kept / contact.KEY_FILE).exists()
    monkeypatch.setenv("VETA_OBSERVATIONS_KEY", Fernet.generate_key().decode())
    assert store.contact_of(store.in_state("waiting")[0]) is None


def test_a_photograph_keeps_its_pixels_and_nothing_else(kept: Path) -> None:
    picture = evidence.clean(photograph())
    for trace in (b"Telefono", b"secreto", b"Exif", b"GPS"):
        assert trace not in picture.data
    with Image.open(io.BytesIO(picture.data)) as drawn:
        assert drawn.size == (900, 600)
        assert not drawn.getexif()
        assert drawn.getpixel((10, 10))[1] > 100
    store.add(left(pictures=[picture]))
    [saved] = (kept / "evidence").iterdir()
    assert saved.name == picture.name
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def _bytes(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 not a picture", "not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not_a_picture"),
        (_bytes(Image.new("RGB", (4, 4)), "GIF"), "not_a_picture"),
        (photograph()[:200], "not_a_picture"),
        (b"\xff\xd8" + b"0" * evidence.BYTES_MOST, "too_large"),
        (_bytes(Image.new("1", (7000, 7000)), "PNG"), "too_many_pixels"),
    ],
)
def test_other_files_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(evidence.EvidenceError) as told:
        evidence.clean(data)
    assert told.value.reason == reason


def test_what_is_taken_back_is_gone(kept: Path) -> None:
    receipt = store.add(
        left(pictures=[evidence.clean(photograph())], contact="ana", territory_id="PE-180106")
    )
    store.decide(1, "published")
    assert store.withdraw(receipt)
    assert not store.withdraw(receipt)
    assert store.published_of("commitment", "C1") == []
    assert list((kept / "evidence").iterdir()) == []
    with sqlite3.connect(kept / "observations.sqlite") as con:
        row = con.execute("select text, contact, territory_id, state from observation").fetchone()
    assert row == ("", None, None, "withdrawn")
    assert b"reservorio" not in (kept / "observations.sqlite").read_bytes()
    assert not store.decide(1, "published")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"text": "corto"}, "al menos"),
        ({"text": "Llame al 987 654 321 para saber más."}, "parece llevar"),
        ({"text": "Escriba a ana@ejemplo.pe por favor hoy."}, "parece llevar"),
        ({"link": "javascript:alert(1)"}, "https://"),
        ({"consent": False}, "consentimiento"),
        ({"pictures": [1, 2, 3, 4]}, "demasiadas fotos"),
        ({}, None),
    ],
)
def test_a_form_says_what_it_lacks(asked: dict[str, object], said: str | None) -> None:
    set_language("es")
    good = {"text": "En 2024 el reservorio no tenía agua.", "consent": True}
    problem = observe.problem_of(good | asked, reply=False)
    assert (problem is None) if said is None else (said in str(problem))


def test_the_pace_of_a_session_and_of_all() -> None:
    times: list[float] = []
    assert [pace.allow_session(times, now) for now in (0, 1, 2, 3)] == [True, True, True, False]
    assert pace.allow_session(times, 3_601.5)
    pace._recent.clear()
    assert all(pace.allow_all(n) for n in range(pace.ALL_PER_HOUR))
    assert not pace.allow_all(50)
    assert pace.allow_all(4_000)
    pace._recent.clear()


def test_what_a_visitor_wrote_is_shown_and_never_runs(
    edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VETA_OBSERVATIONS", "on")
    store.add(left(subject="CO-2015-01", text=HOSTILE, link="https://ejemplo.pe/a"))
    number = store.in_state("waiting")[-1]["id"]
    store.decide(number, "published")
    app = open_page("commitments", commitment="CO-2015-01")
    shown = texts(app)
    assert "<img src=x onerror=alert(1)> negrita" in shown.replace("**", "")
    assert "Sin respuesta de la entidad desde el" in shown
    marked = [m.value for m in app.markdown if "onerror" in m.value]
    assert all("\\<img" in m and "\\*\\*negrita" in m and "\\[enlace" in m for m in marked)
    assert marked
    assert "Nobody" not in texts(open_page("commitments", commitment="CO-2015-01", lang="en"))


def test_moderation_by_command_and_the_file_of_answers(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = store.signal_key(
        {"indicator_code": "FX-01", "subject_type": "entity_stream", "subject_id": "1:ALL",
         "country": "PE", "period": "2024"}
    )  # fmt: skip
    store.add(
        Left("signal", key, "La obra sigue, según el acta.\x1b[2J", office="Gerencia", link=None)
    )
    assert main(["list"]) == 0
    listed = capsys.readouterr().out
    assert "Gerencia" in listed
    assert "\x1b" not in listed
    assert main(["publish", "1"]) == 0
    assert main(["publish", "99"]) == 1
    assert main(["export", str(tmp_path / "inbox")]) == 0
    with (tmp_path / "inbox" / export.FILE).open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["Indicador"] == "FX-01"
    assert row["Oficina que responde"] == "Gerencia"
    assert row["Fecha de la respuesta"] == store.today().isoformat()


def test_only_listed_and_verified_accounts_moderate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VETA_MODERATORS", "Ana@ejemplo.pe, luz@ejemplo.pe")
    assert moderation.allowed("ana@ejemplo.pe", verified=True)
    assert not moderation.allowed("ana@ejemplo.pe", verified=False)
    assert not moderation.allowed("otra@ejemplo.pe", verified=True)
    monkeypatch.delenv("VETA_MODERATORS")
    assert not moderation.allowed("", verified=True)
    assert not moderation.allowed(None, verified=True)
