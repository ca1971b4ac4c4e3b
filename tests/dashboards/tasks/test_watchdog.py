"""Tasks W1 to W8: a regional observatory follows the money of its own place."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from tests.dashboards.tasks.visitor import Visitor

Rows = Callable[[str], list[tuple]]


def test_w1_received_and_spent_of_one_district_and_year(visitor: Visitor, sample_sql: Rows) -> None:
    visitor.arrive().search("torata").follow("Torata — municipio o distrito · Mariscal Nieto")
    visitor.choose("Período", "2024").sees("En 2024")
    visitor.settled().within(4)
    told = visitor.text
    [(received, budget, accrued)] = sample_sql(
        "select sum(received) filter (received_phase = 'transferred'), "
        "sum(current_budget) filter (stream_code = '18'), "
        "sum(accrued) filter (stream_code = '18') from fct_money_chain "
        "where territory_id = 'PE-180106' and fiscal_period = '2024' and scope = 'own_government'"
    )
    for amount in (received, budget, accrued):
        assert f"S/ {amount / 1_000_000:.2f} millones" in told
    assert f"{accrued / budget:.0%}".replace("%", " %") in told
    assert "quedaron S/ 735,684 sin gastar" in told
    assert "Canon minero transferido y Regalía minera transferida" in told
    assert "soles (PEN), nominales" in told
    assert "Fuente:" in told
    sentence = visitor.page.locator(".st-key-lead").bounding_box()
    assert sentence["y"] + sentence["height"] < 900, "the sentence is not on the first screen"
    assert visitor.page.locator("[data-testid=stCaptionContainer] a[href^=https]").count()


def test_w2_is_that_much_among_peers(visitor: Visitor) -> None:
    visitor.arrive("/?entity=PE-180106&year=2024").follow(
        "Comparar con otros lugares", wait="Con quién se compara"
    )
    visitor.sees("Con quién se compara")
    told = visitor.text
    assert "Pares: Perú" in told
    assert "la mediana de sus" in told
    assert "Es el n.º 1 de 9" in told
    assert "Montos" in told
    assert "Precios" in told
    visitor.choose("Montos", "Por habitante").page.wait_for_url("**per=inhabitant**")
    visitor.sees("por habitante")
    visitor.page.get_by_role("button", name="Remove Huaraz").first.click()
    visitor.steps += 1
    visitor.page.wait_for_url("**with=**")
    kept = visitor.settled().page.url
    chosen = visitor.table("compared")
    visitor.page.reload()
    assert visitor.settled().table("compared") == chosen
    assert visitor.page.url == kept
    visitor.within(3)


def test_w3_what_was_not_spent_and_where(visitor: Visitor, sample_sql: Rows) -> None:
    visitor.arrive("/territorio?entity=PE-18").choose("Período", "2024")
    visitor.sees("Lo que no se gastó, y dónde")
    cells = visitor.settled().table("inside")
    head, first, *others = cells
    unspent = head.index("Sin gastar")
    assert first[0].startswith("Total de los")
    assert any(row[0] == "Gobierno de Moquegua" for row in others)
    [(total,)] = sample_sql(
        "select sum(unspent) from fct_money_chain where fiscal_period = '2024' "
        "and scope = 'own_government' and stream_code = '18' and territory_id like 'PE-18%'"
    )
    assert first[unspent] == f"S/ {total / 1_000_000:.2f} millones"
    reported = [row for row in others if row[unspent] != "sin reporte"]
    assert int(first[0].split()[3]) == len(reported)
    visitor.within(1)


def test_w3_a_silent_district_is_not_a_zero(visitor: Visitor) -> None:
    # 2020 is reported by some districts only.
    visitor.arrive("/territorio?entity=PE-18&year=2020&scope=all_within")
    told = visitor.text
    assert "No cuentan como cero y el total no los incluye" in told
    rows = {row[0]: row[1:] for row in visitor.table("inside")}
    for silent in ("Ilo, Ilo", "Ubinas, General Sánchez Cerro"):
        assert set(rows[silent]) == {"sin reporte"}
    [total] = [cells for name, cells in rows.items() if name.startswith("Total de los 3")]
    assert "sin reporte" not in total


def test_w4_from_a_project_to_its_contract(visitor: Visitor) -> None:
    visitor.arrive("/territorio?entity=CO-70001").sees("Proyectos aquí")
    visitor.follow("PROYECTO DE MUESTRA", wait="BPIN")
    told = visitor.text
    for name in (
        "Valor total:",
        "De regalías:",
        "Avance físico:",
        "Avance financiero:",
        "Ejecuta:",
        "De qué fondos sale",
        "Aprobado",
        "datos al",
    ):
        assert name in told
    assert {"Fondo", "Aprobado"} <= set(visitor.table("funding")[0])
    assert "Estados en que se ha visto" in told
    cells = visitor.table("contracts")
    assert "Contrato" in cells[0]
    assert visitor.page.locator(".st-key-table_contracts a[href*='gov.co']").count()
    visitor.within(1)


def test_w4_without_a_contract_the_linking_rule_is_told(visitor: Visitor, sample_sql: Rows) -> None:
    [(code, country), *_rest] = sample_sql(
        "select project_code, country from fct_project where country || project_code not in "
        "(select country || project_code from fct_contract where project_code is not null) "
        "order by 1"
    )
    visitor.arrive(f"/proyecto?country={country}&project={code}")
    assert "No hay contrato vinculado" in visitor.text
    assert "cuando el contrato publica el código del proyecto" in visitor.text


def test_w5_a_signal_and_its_evidence(visitor: Visitor) -> None:
    visitor.arrive("/").follow("Señales", exact=True, wait="Señales encontradas")
    visitor.follow("Ver la regla y la evidencia", wait="Las cifras")
    told = visitor.text  # and no accusing word in it
    for part in (
        "La regla",
        "Umbral",
        "Mediana de los pares",
        "explicaciones inocentes",
        "La evidencia",
        "Cómo responder",
        "Versión",
        "vista el",
    ):
        assert part in told
    assert len(visitor.table("evidence")) > 1
    bundle = visitor.take("Descargar estas filas")
    with zipfile.ZipFile(bundle) as files:
        assert {"fct_indicator_result.csv", "fct_indicator_evidence.csv"} <= set(files.namelist())
    visitor.within(3)


def test_w6_a_commitment_followed(visitor: Visitor) -> None:
    visitor.arrive("/").follow("Compromisos", exact=True, wait="Compromisos y espacios")
    visitor.follow("Mesa de desarrollo de Torata", wait="Terminar el reservorio")
    visitor.follow("Terminar el reservorio", wait="Línea de base")
    told = visitor.text
    for part in ("Responde:", "Línea de base:", "Meta:", "Plazo:", "Historia", "no coinciden"):
        assert part in told
    history = visitor.table("history")
    assert {"Fecha", "Estado", "Evaluó", "Evidencia"} <= set(history[0])
    assert any("sin evidencia disponible" in row for row in history)
    assert "MEJORAMIENTO DE MUESTRA" in told  # the money line it speaks of
    visitor.within(3)


def test_w8_take_it_to_the_assembly(visitor: Visitor) -> None:
    from pypdf import PdfReader

    visitor.arrive("/?entity=PE-180106&year=2024")
    link = visitor.page.get_by_role("link", name="Ficha en PDF")
    answer = visitor.page.request.get(visitor.base + link.get_attribute("href"))
    visitor.steps += 1
    assert answer.headers["content-type"] == "application/pdf"
    sheet = PdfReader(io.BytesIO(answer.body()))
    assert len(sheet.pages) == 1
    assert sheet.trailer["/Root"]["/Lang"].startswith("es")
    assert "/StructTreeRoot" in sheet.trailer["/Root"]  # tagged
    text = sheet.pages[0].extract_text().replace("\u00a0", " ")
    for figure in ("S/ 1.86 millones", "S/ 3.66 millones", "S/ 2.93 millones"):
        assert figure in text
        assert figure in visitor.text
    assert "2026.11.0" in text  # version, date and short address beside the code to scan
    assert "/f/PE-180106/2024" in text
    assert "Datos hasta el" in text
    visitor.within(1)


def test_w1_real_espinar_2012(page, real: str, real_sql: Rows) -> None:
    visitor = Visitor(page, real).arrive().search("espinar")
    visitor.follow("Espinar — municipio o distrito · Espinar, Cusco").choose("Período", "2012")
    visitor.sees("En 2012")
    visitor.settled().within(4)
    [(received,)] = real_sql(
        "select sum(received) from fct_money_chain where territory_id = 'PE-080801' "
        "and fiscal_period = '2012' and scope = 'own_government'"
    )
    assert f"S/ {received / 1_000_000:.1f} millones" in visitor.text
    visitor.follow("Comparar con otros lugares", wait="Con quién se compara")
    assert "la mediana de sus" in visitor.text


def test_w3_real_cusco_2012(page, real: str, real_sql: Rows) -> None:
    visitor = Visitor(page, real).arrive("/territorio?entity=PE-08&year=2012&scope=all_within")
    cells = visitor.table("inside")
    [(total, places)] = real_sql(
        "select sum(unspent), count(unspent) from fct_money_chain where fiscal_period = '2012' "
        "and scope = 'own_government' and stream_code = 'ALL' and territory_id like 'PE-08%'"
    )
    assert cells[1][cells[0].index("Sin gastar")] == f"S/ {total / 1_000_000:,.1f} millones"
    assert f"Total de los {places} que reportan" in cells[1][0]


def test_w4_real_sucre_project(page, real: str) -> None:
    visitor = Visitor(page, real).arrive().search("2012002700005")
    visitor.follow("CONSTRUCCIÓN EN PAVIMENTO", wait="BPIN 2012002700005")
    assert "De regalías: COP 925,0 millones" in visitor.text
    assert "Contratos vinculados" in visitor.text


def test_w1_real_casanare_2023_2024(page, real: str) -> None:
    visitor = Visitor(page, real).arrive("/?entity=CO-85&year=2023-2024")
    assert "tenía previsto recibir" in visitor.text
    assert "Lo gastado: sin dato." in visitor.text  # a plan is never told as spending


def test_w7_leave_an_observation_and_see_it_again(visitor: Visitor, sample_data: Path) -> None:
    page = visitor.page
    visitor.arrive("/compromisos?commitment=RED-MUESTRA-C1")
    visitor.unfold("Aportar una observación o evidencia")
    assert "No hace falta cuenta" in visitor.text
    page.get_by_label("Qué observó, dónde y cuándo").fill(
        "En octubre la excavación seguía <b>abierta</b> y sin obreros."
    )
    picture = io.BytesIO()
    Image.new("RGB", (320, 240), "brown").save(picture, "JPEG")
    page.locator("input[type=file]").set_input_files(
        {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    )
    page.get_by_text("foto.jpg").first.wait_for()
    visitor.settled()  # what arrives with the upload closes an open list
    visitor.choose("Municipio (opcional)", "Torata, Mariscal Nieto, Moquegua")
    page.get_by_text("Acepto que se publique").click()
    page.get_by_role("button", name="Enviar a revisión").click()
    visitor.steps += 4
    page.get_by_text("Este es su código").wait_for()
    code = page.locator("[data-testid=stCode] code").first.inner_text().strip()
    assert len(code) == 23
    assert "obreros" not in visitor.arrive("/compromisos?commitment=RED-MUESTRA-C1").text
    moderate(sample_data, "publish", "1")
    told = visitor.arrive("/compromisos?commitment=RED-MUESTRA-C1").text
    assert "En octubre la excavación seguía <b>abierta</b> y sin obreros." in told
    assert "Torata, Mariscal Nieto, Moquegua · autor sin decir" in told
    assert "Sin respuesta de la entidad desde el" in told
    assert page.locator("[data-testid=stImage] img").count() == 1
    moderate(sample_data, "answer", "1", "--by", "Gerencia de Obras", "--text", "Sigue en enero.")
    told = visitor.arrive("/compromisos?commitment=RED-MUESTRA-C1").text
    assert "Sin respuesta de la entidad" not in told
    assert "Gerencia de Obras" in told
    assert "Sigue en enero." in told
    visitor.arrive("/observaciones")
    page.get_by_label("Código").fill(code)
    page.get_by_role("button", name="Ver el estado").click()
    page.get_by_text("Estado: publicada").wait_for()
    page.get_by_role("button", name="Retirarla para siempre").click()
    page.get_by_text("retirada por quien la envió").wait_for()
    assert "obreros" not in visitor.arrive("/compromisos?commitment=RED-MUESTRA-C1").text
    visitor.within(6)


def moderate(data: Path, *arguments: str) -> None:
    """What an operator types."""
    subprocess.run(
        [sys.executable, "-m", "dashboards.observations", *arguments],
        env={**os.environ, "VETA_DATA_DIR": str(data)},
        check=True,
        stdout=subprocess.DEVNULL,
    )
