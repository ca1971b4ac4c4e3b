"""Words for the closed vocabularies of the public tables.

One dictionary per vocabulary, in Spanish; English comes from the catalogue. A code that is not
here is shown as written, so nothing new in the data can break a page.
"""

from __future__ import annotations

from babel import Locale

from dashboards.components.reasons import REASONS
from dashboards.i18n import N_, _, get_language

COUNTED = {
    "hours": N_("horas"),
    "tenderers": N_("oferentes"),
    "classes": N_("clases"),
    "groups": N_("grupos"),
    "contracts": N_("contratos"),
    "processes": N_("procesos"),
    "pairs": N_("parejas"),
    "points": N_("puntos"),
    "score 0-100": N_("puntos de 100"),
    "days": N_("días"),
    "years": N_("años"),
    "months": N_("meses"),
    "fields": N_("campos"),
    "steps": N_("pasos"),
}
ONE = {
    "hours": N_("hora"),
    "tenderers": N_("oferente"),
    "classes": N_("clase"),
    "groups": N_("grupo"),
    "contracts": N_("contrato"),
    "processes": N_("proceso"),
    "pairs": N_("pareja"),
    "points": N_("punto"),
    "score 0-100": N_("punto de 100"),
    "days": N_("día"),
    "years": N_("año"),
    "months": N_("mes"),
    "fields": N_("campo"),
    "steps": N_("paso"),
}

LABELS: dict[str, dict[str, str]] = {
    "country": {"PE": N_("Perú"), "CO": N_("Colombia"), "XX": N_("Internacional")},
    "level": {
        "country": N_("país"),
        "region": N_("departamento"),
        "province": N_("provincia"),
        "municipality": N_("municipio o distrito"),
    },
    "scope": {
        "own_government": N_("Solo su propio gobierno"),
        "all_within": N_("Todas las entidades dentro"),
    },
    "beneficiary_kind": {
        "corporation": N_("corporación autónoma"),
        "ethnic_people": N_("pueblo étnico"),
        "region_pot": N_("bolsa regional"),
        "national_body": N_("entidad nacional"),
        "university": N_("universidad"),
        "fund": N_("fondo"),
        "department": N_("departamento"),
    },
    "government_level": {
        "national": N_("gobierno nacional"),
        "regional": N_("gobierno regional"),
        "local": N_("gobierno local"),
    },
    "phase": {
        "budgeted": N_("presupuestado"),
        "planned_cash": N_("previsto en el plan de caja"),
        "collected": N_("recaudado"),
        "transferred": N_("transferido"),
        "available": N_("disponible"),
        "blocked": N_("bloqueado"),
        "certified": N_("certificado"),
        "committed": N_("comprometido"),
        "paid": N_("pagado"),
    },
    "project_status": {
        "not_started": N_("sin iniciar"),
        "contracted": N_("contratado"),
        "in_progress": N_("en ejecución"),
        "suspended": N_("suspendido"),
        "finished": N_("terminado"),
        "closed": N_("cerrado"),
        "cancelled": N_("cancelado"),
        "unknown": N_("estado sin dato"),
    },
    "method": {
        "open": N_("abierta"),
        "selective": N_("selectiva"),
        "limited": N_("limitada"),
        "direct": N_("directa"),
    },
    "supplier_kind": {
        "company": N_("empresa"),
        "consortium": N_("consorcio o unión temporal"),
    },
    "per": {"total": N_("Total"), "inhabitant": N_("Por habitante")},
    "bid_status": {
        "invited": N_("invitada"),
        "pending": N_("pendiente"),
        "valid": N_("válida"),
        "disqualified": N_("descalificada"),
        "withdrawn": N_("retirada"),
    },
    "author_kind": {
        "neighbour": N_("vecina o vecino"),
        "organisation": N_("organización"),
        "journalist": N_("prensa"),
        "official": N_("funcionaria o funcionario"),
        "unsaid": N_("autor sin decir"),
    },
    "observation_state": {
        "waiting": N_("espera revisión"),
        "published": N_("publicada"),
        "rejected": N_("no publicada"),
        "withdrawn": N_("retirada por quien la envió"),
    },
    "evidence_error": {
        "too_large": N_("La foto pesa demasiado: hasta 6 MB."),
        "too_many_pixels": N_("La foto es demasiado grande: hasta 30 millones de puntos."),
        "not_a_picture": N_("El archivo no es una foto JPEG, PNG o WebP que se pueda leer."),
    },
    "prices": {"nominal": N_("De cada año (nominales)"), "constant": N_("Constantes")},
    "measure": {
        "received": N_("Recibido o previsto"),
        "current_budget": N_("Presupuesto modificado"),
        "accrued": N_("Gastado"),
        "unspent": N_("Sin gastar"),
        "execution_ratio": N_("% gastado"),
    },
    "changed_by": {"publisher": N_("Quien publica"), "veta": N_("Veta, entre ediciones")},
    "record": {
        "allocation": N_("asignación"),
        "project": N_("proyecto"),
        "contract": N_("contrato"),
        "process": N_("proceso"),
        "commitment": N_("compromiso"),
        "population": N_("población"),
        "money_chain": N_("cadena del dinero"),
    },
    "cause": {
        "source_revised": N_("la fuente lo revisó"),
        "our_error": N_("error nuestro"),
        "rule_changed": N_("cambió la regla"),
        "linkage": N_("cambió un vínculo"),
    },
    "bidding": {"bid": N_("oferta"), "award": N_("adjudicación")},
    "funding": {
        "royalty": N_("regalías"),
        "other": N_("otra fuente"),
        "unknown": N_("fuente sin dato"),
    },
    "commitment_status": {
        "not_assessed": N_("sin evaluar"),
        "not_started": N_("no iniciado"),
        "limited": N_("limitado"),
        "substantial": N_("sustancial"),
        "complete": N_("completo"),
        "withdrawn": N_("retirado"),
        "no_evidence": N_("sin evidencia disponible"),
        "unclear": N_("poco claro"),
    },
    "assessor_kind": {
        "government": N_("gobierno"),
        "civil_society": N_("sociedad civil"),
        "independent": N_("evaluación independiente"),
        "company": N_("empresa"),
    },
    "forum_kind": {
        "action_plan": N_("plan de acción"),
        "dialogue_table": N_("mesa de diálogo"),
        "development_agenda": N_("agenda de desarrollo"),
        "participatory_budget": N_("presupuesto participativo"),
        "learning_community": N_("comunidad de aprendizaje"),
        "other": N_("otro espacio"),
    },
    "fact_kind": {
        "phase": N_("Fases"),
        "actor": N_("Quiénes participan"),
        "topic": N_("Temas"),
        "measure": N_("En cifras"),
        "appraisal": N_("Valoración"),
        "lesson": N_("Lecciones"),
        "good_practice": N_("Buenas prácticas"),
        "recommendation": N_("Recomendaciones y retos"),
    },
    "family": {
        "revenue": N_("ingresos"),
        "execution": N_("ejecución"),
        "procurement": N_("contratación"),
        "project": N_("proyectos"),
        "commitment": N_("compromisos"),
    },
    "panel": {
        "revenue": N_("ingresos"),
        "execution": N_("ejecución"),
        "procurement": N_("contratación"),
    },
    "signal_status": {
        "signal": N_("señal"),
        "clear": N_("sin señal"),
        "insufficient_data": N_("datos insuficientes"),
        "not_computable": N_("no calculable"),
        "not_applicable": N_("no aplica"),
    },
    "evidence_level": {
        "verified": N_("verificada en su fuente"),
        "secondary": N_("tomada de una fuente secundaria"),
        "from_memory": N_("por verificar en su fuente"),
    },
    "direction": {
        "high": N_("a más alto, más atención"),
        "low": N_("a más bajo, más atención"),
        "outlier": N_("un valor extremo, alto o bajo, pide atención"),
        "present": N_("basta con que ocurra"),
    },
    "source_state": {
        "active": N_("activa"),
        "retired": N_("retirada"),
        "never_loaded": N_("aún sin cargar"),
    },
    "subjects": {
        "commitments": N_("compromisos"),
        "forums": N_("espacios de diálogo y planes"),
        "processes": N_("procesos"),
        "suppliers": N_("proveedores"),
        "buyer": N_("entidades que compran"),
        "small_years": N_("años con menos de treinta entidades comparables"),
        "all_funding": N_("contratos de todo origen de fondos"),
        "royalty": N_("contratos pagados con regalías"),
    },
    "slice": {"all": N_("todo")},
    "vintage_kind": {
        "snapshot": N_("foto completa"),
        "window": N_("ventana de tiempo"),
        "delta": N_("solo cambios"),
    },
    # The two sides of totals that should agree.
    "side": {
        "file": N_("el archivo"),
        "lake + rejects": N_("lo cargado y lo rechazado"),
        "stated": N_("lo que dice el documento"),
        "named": N_("lo que nombra"),
        "sum of branches": N_("la suma por rama"),
        "distinct bodies listed": N_("entidades distintas en la lista"),
        "departments named as linked": N_("departamentos que nombra como vinculados"),
        "of them, with their government in the list": N_("de ellos, con gobernación en la lista"),
        "departmental governments in the list": N_("gobernaciones en la lista"),
        "of them, of a department named as linked": N_("de ellas, de un departamento vinculado"),
        "labels on the scale": N_("etiquetas de la escala"),
        "of them, with the same numeric code": N_("de ellas, con el mismo código numérico"),
        "sum of the cash plan": N_("la suma del plan de caja"),
        "rows of the current vintages": N_("filas de las versiones vigentes"),
        "rows kept": N_("filas que quedan"),
    },
    "unit_of_count": {"rows": N_("filas")},
    # Records without any date, and of every year together.
    "period": {"undated": N_("sin fecha"), "all": N_("todos los años")},
    # Units of indicators: those that follow a number, and the others.
    "counted": COUNTED,
    "one": ONE,
    "unit": {
        **COUNTED,
        "ratio": N_("proporción, de 0 a 1"),
        "pct": N_("porcentaje"),
        "pp": N_("puntos porcentuales"),
        "currency per inhabitant": N_("moneda por habitante"),
        "HHI 0-10 000": N_("índice de concentración HHI, de 0 a 10 000"),
        "MAD": N_("desviaciones absolutas medianas"),
        "star": N_("1 si es estrella de la OGP, 0 si no"),
    },
    "layer": {
        "lake": N_("al recibir"),
        "warehouse": N_("al construir"),
        "edition": N_("al publicar"),
    },
    "severity": {"error": N_("error"), "warning": N_("aviso")},
    "revision_kind": {
        "added": N_("agregado"),
        "removed": N_("quitado"),
        "changed": N_("cambiado"),
    },
    "layout": {
        "real_file_seen": N_("Su formato se conoce por archivos reales."),
        "schema_only": N_("Su formato se conoce solo por su documentación."),
        "typed_facts": N_("Hechos transcritos a mano de un documento."),
        "synthetic": N_("Archivo sintético."),
    },
    **REASONS,
}


def label(vocabulary: str, code: object) -> str:
    """What people read for a code; the code itself, without underscores, when it is new."""
    if code is None:
        return _("sin dato")
    if vocabulary == "country" and code != "XX":
        return Locale(get_language()).territories.get(str(code), str(code))
    known = LABELS.get(vocabulary, {}).get(str(code))
    # a reason may name the field that is missing: "field_hardly_published:contract.paid"
    word, colon, detail = str(code).partition(":")
    if known is None and colon:
        return f"{label(vocabulary, word)}: {label(vocabulary, detail)}"
    return _(known) if known else str(code).replace("_", " ")
