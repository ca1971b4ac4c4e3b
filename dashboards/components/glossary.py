"""Terms of extractive public money in plain words, with the norm each rests on.

Only terms that pages use. A norm is cited where the definition is legal; terms of method have
none.
"""

from __future__ import annotations

from typing import NamedTuple

from dashboards.i18n import N_


class Term(NamedTuple):
    """A word, what it means and the norm it rests on."""

    name: str
    meaning: str
    norm: str | None = None


PERU = (
    Term(
        N_("Canon minero"),
        N_(
            "Parte del impuesto a la renta que pagan las mineras y que el Estado reparte entre "
            "los gobiernos locales y regionales de la zona."
        ),
        "Ley 27506",
    ),
    Term(
        N_("Regalía minera"),
        N_("Pago de las mineras por explotar recursos que son de la Nación."),
        "Ley 28258",
    ),
    Term(
        N_("FONCOMUN"),
        N_("Fondo que reparte parte de un impuesto a las ventas entre las municipalidades."),
        "Decreto Legislativo 776",
    ),
    Term(
        N_("Rubro 18"),
        N_(
            "Casilla del presupuesto que junta canon, sobrecanon, regalías, renta de aduanas y "
            "participaciones; no permite separar el canon minero."
        ),
        "MEF",
    ),
    Term(
        N_("PIA y PIM"),
        N_(
            "Presupuesto con que se abre el año (inicial) y presupuesto después de los cambios "
            "hechos durante el año (modificado)."
        ),
        "Decreto Legislativo 1440",
    ),
    Term(
        N_("Certificado, comprometido, devengado, girado"),
        N_(
            "Pasos del gasto: se reserva, se contrata, se reconoce la obligación porque el bien o "
            "servicio se recibió, y se paga. «Gastado» en Veta es lo devengado."
        ),
        "Decreto Legislativo 1440",
    ),
    Term(
        N_("CUI"),
        N_("Código único de una inversión pública."),
        "Decreto Legislativo 1252",
    ),
    Term(
        N_("Ubigeo"),
        N_(
            "Código de cada departamento, provincia y distrito. El INEI y el RENIEC usan códigos "
            "distintos para un mismo distrito."
        ),
        "INEI; RENIEC",
    ),
)
COLOMBIA = (
    Term(
        N_("Sistema General de Regalías (SGR)"),
        N_("Reglas y fondos con que Colombia reparte las regalías de minas e hidrocarburos."),
        "Ley 2056 de 2020",
    ),
    Term(
        N_("Asignaciones directas"),
        N_("Parte de las regalías que reciben los lugares donde se extrae o por donde se exporta."),
        "Ley 2056 de 2020, art. 22",
    ),
    Term(
        N_("Asignación para la inversión local y regional"),
        N_(
            "Partes de las regalías para municipios con más necesidades y para departamentos y "
            "regiones."
        ),
        "Ley 2056 de 2020, art. 22",
    ),
    Term(
        N_("Bienio"),
        N_("Período de dos años del presupuesto de regalías, por ejemplo 2023-2024."),
        "Ley 2056 de 2020",
    ),
    Term(
        N_("Plan bienal de caja"),
        N_("Calendario de lo que se espera girar en el bienio. Es un plan, no un pago."),
        "Ley 2056 de 2020",
    ),
    Term(
        N_("OCAD"),
        N_("Órgano en que varios gobiernos deciden qué proyectos pagan las regalías."),
        "Ley 2056 de 2020",
    ),
    Term(N_("BPIN"), N_("Código de un proyecto en el banco de proyectos de inversión."), "DNP"),
    Term(
        N_("GESPROY"),
        N_("Sistema en que los ejecutores informan el avance de los proyectos de regalías."),
        "DNP",
    ),
    Term(
        N_("SECOP"), N_("Sistema donde las entidades publican sus contratos."), "Ley 1150 de 2007"
    ),
)
METHOD = (
    Term(
        N_("Nominal y constante"),
        N_(
            "Nominal: la cifra como se publicó ese año. Constante: descontada la inflación, en "
            "dinero de un año que se nombra."
        ),
    ),
    Term(N_("Mediana"), N_("Valor del medio: la mitad está por encima y la mitad por debajo.")),
    Term(
        N_("Pares"),
        N_(
            "Lugares comparables por país, nivel y tamaño; la regla que los une siempre se muestra."
        ),
    ),
    Term(
        N_("Señal"),
        N_(
            "Una regla publicada que se cumplió con datos oficiales. Motivo para mirar, no "
            "veredicto."
        ),
    ),
    Term(
        N_("Tasa base"), N_("Con qué frecuencia aparece una señal entre todos los casos evaluados.")
    ),
    Term(
        N_("Línea de base"),
        N_("Situación antes de un compromiso, sin la cual no se puede medir qué cambió."),
    ),
    Term(
        N_("Edición"),
        N_("Estado completo y fechado de los datos, que no cambia después de publicado."),
    ),
    Term(
        N_("Huella SHA-256"),
        N_("Número que identifica un archivo: si cambia un solo byte, la huella es otra."),
    ),
)
GLOSSARY = ((N_("Perú"), PERU), (N_("Colombia"), COLOMBIA), (N_("Método"), METHOD))
