"""The page's standing words, language by language: the catalogue behind every layout.

A language is complete or it is not there: the tests compare the keys and the placeholders.
"""

from typing import Final

FURNITURE: Final[dict[str, dict[str, str]]] = {
    "en": {
        "worth_a_look_if": "Worth a look if",
        "maybe_not_if": "Maybe not if",
        "work_heading": "What you’d actually do all day",
        "time_split": "Share of working time",
        "day_heading": "A typical day",
        "day_line": "The same day on a line, to scale",
        "yes_heading": "People find it’s their thing when…",
        "no_heading": "…and find that it isn’t when",
        "money_heading": "The real money and market",
        "pay_on_one_scale": "Pay on one scale",
        "low": "low",
        "typical": "typical",
        "high": "high",
        "percentile_10": "10th percentile",
        "median": "median",
        "percentile_90": "90th percentile",
        "outlook_heading": "Where it’s going",
        "right_now": "Right now",
        "start_here": "Start here",
        "sources": "Sources",
        "related": "Related",
        "last_checked": "Last checked",
        "edition": "Edition",
        "estimate": "estimate",
        "official": "Official",
        "state_jobs": "{jobs} jobs in {state}",
        "state_jobs_absent": "The number of jobs in {state} is not published.",
        "state_absent": "No official pay is published for {state}.",
        "no_translation": "This handout exists in English only so far.",
        "how_to_tick": (
            "Tick what is true of you. There are no points: both sides tell you something."
        ),
        "talk_about": "To talk about at home",
        "question_1": (
            "Which ticks surprised you, and which would surprise the people who know you?"
        ),
        "question_2": (
            "What would you miss most on the dull days, and what would carry you through?"
        ),
        "question_3": (
            "What could you try this month to find out more, and who could help with it?"
        ),
        "my_name": "My name",
        "my_notes": "My notes",
        "most_time": "Most time goes to",
        "the_day": "The day runs",
        "pay": "Pay",
        "outlook": "Outlook",
        "scan_to_try": "Scan to try it",
        "scan_for_source": "Scan for the source",
        "qr": "QR code for",
        "to": "to",
        "per_hour": "an hour",
        "per_day": "a day",
        "per_week": "a week",
        "per_month": "a month",
        "per_year": "a year",
        "short_hour": "/hr",
        "short_day": "/day",
        "short_week": "/wk",
        "short_month": "/mo",
        "short_year": "/yr",
        "full_time_year": (
            "Drawn as full-time years: 2,080 hours, 260 days, 52 weeks or 12 months."
        ),
        "official_pay": (
            "Official: BLS OEWS, {date}; national, employees only. Median: half earn less. One in"
            " ten earns under the 10th percentile, one in ten over the 90th."
        ),
        "official_growth": "officially projected for {years} (BLS)",
        "claimed_growth": "as said by {source}",
        "logo": "Logo",
        "keyword": "career",
    },
    "es": {
        "worth_a_look_if": "Vale la pena mirarlo si",
        "maybe_not_if": "Quizá no si",
        "work_heading": "Lo que de verdad harías todo el día",
        "time_split": "Reparto del tiempo de trabajo",
        "day_heading": "Un día típico",
        "day_line": "El mismo día en una línea, a escala",
        "yes_heading": "La gente descubre que es lo suyo cuando…",
        "no_heading": "…y que no lo es cuando",
        "money_heading": "El dinero y el mercado, en serio",
        "pay_on_one_scale": "La paga en una sola escala",
        "low": "baja",
        "typical": "típica",
        "high": "alta",
        "percentile_10": "percentil 10",
        "median": "mediana",
        "percentile_90": "percentil 90",
        "outlook_heading": "Hacia dónde va",
        "right_now": "Ahora mismo",
        "start_here": "Empieza aquí",
        "sources": "Fuentes",
        "related": "Parecidos",
        "last_checked": "Última revisión:",
        "edition": "Edición",
        "estimate": "estimación",
        "official": "Oficial",
        "state_jobs": "{jobs} empleos en {state}",
        "state_jobs_absent": "No se publica el número de empleos en {state}.",
        "state_absent": "No hay paga oficial publicada para {state}.",
        "no_translation": "Por ahora esta hoja solo existe en inglés.",
        "how_to_tick": (
            "Marca lo que sea cierto para ti. No hay puntos: los dos lados te dicen algo."
        ),
        "talk_about": "Para platicar en casa",
        "question_1": (
            "¿Qué marcas te sorprendieron, y cuáles sorprenderían a quienes te conocen?"
        ),
        "question_2": ("¿Qué extrañarías más en los días aburridos, y qué te haría seguir?"),
        "question_3": ("¿Qué podrías probar este mes para saber más, y quién podría ayudarte?"),
        "my_name": "Mi nombre",
        "my_notes": "Mis notas",
        "most_time": "La mayor parte del tiempo",
        "the_day": "El día va de",
        "pay": "Paga",
        "outlook": "Futuro",
        "scan_to_try": "Escanea para probarlo",
        "scan_for_source": "Escanea para ver la fuente",
        "qr": "Código QR de",
        "to": "a",
        "per_hour": "por hora",
        "per_day": "por día",
        "per_week": "por semana",
        "per_month": "por mes",
        "per_year": "al año",
        "short_hour": "/h",
        "short_day": "/día",
        "short_week": "/sem",
        "short_month": "/mes",
        "short_year": "/año",
        "full_time_year": (
            "Dibujado como años de tiempo completo: 2,080 horas, 260 días, 52 semanas o 12 meses."
        ),
        "official_pay": (
            "Oficial: BLS OEWS, {date}; nacional, solo asalariados. Mediana: la mitad gana menos."
            " Una de cada diez personas gana menos que el percentil 10; otra, más que el 90."
        ),
        "official_growth": "proyección oficial para {years} (BLS)",
        "claimed_growth": "según {source}",
        "logo": "Logotipo",
        "keyword": "carrera",
    },
}
