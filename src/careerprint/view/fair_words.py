"""The standing words of a fair's pages: signs, sheets for speakers, the guide, the order."""

from typing import Final

FAIR: Final[dict[str, dict[str, str]]] = {
    "en": {
        "stand": "Stand",
        "sign_invites": "Take a sheet. Ask anything.",
        "speaker_for": "For whoever speaks for this career",
        "speaker_intro": (
            "Students have read the handout, or will. Say what is true for you, also where it"
            " differs from the page: that is what you are here for. Begin with the worst hour of"
            " last week, and they will believe the rest."
        ),
        "speaker_asked": "What students will ask",
        "speaker_day": "What do you do all day?",
        "speaker_day_hint": "Yesterday, hour by hour. The page says: most time goes to {most}.",
        "speaker_pay": "What do you earn?",
        "speaker_pay_hint": (
            "You need not say. Say what beginners get near here, and after how long it grew."
            " The page says: {pay}."
        ),
        "speaker_in": "How did you get in?",
        "speaker_in_hint": (
            "Say what it cost: money, years, whose help. Then what you would skip today."
        ),
        "speaker_dull": "What is the bad part?",
        "speaker_dull_hint": "The page says: maybe not if {dull}",
        "speaker_future": "Will it still be there in ten years?",
        "speaker_future_hint": "Say what has changed since you began.",
        "speaker_future_said": "The page says: {future}.",
        "speaker_again": "Would you choose it again?",
        "speaker_again_hint": "A no with its reason helps more than a yes without one.",
        "speaker_honest": "What the page says, both ways",
        "speaker_promise": "What not to promise",
        "speaker_promise_1": (
            "A job, a place, a pay. Say what happened to you, and that others had other luck."
        ),
        "speaker_promise_2": (
            "That anybody makes it who wants it enough. Say how many began with you, and how many"
            " stayed."
        ),
        "speaker_promise_3": (
            "A visit, an internship or a letter that is not settled. If you can offer one, tell the"
            " school."
        ),
        "speaker_promise_4": (
            "To stay in touch. Ask no student for a name, a number or an account, and give none:"
            " whoever wants to know more goes to the school’s office."
        ),
        "speaker_first": "What I want to say first",
        "guide_careers": "Careers and their stands",
        "guide_pay": "Pay",
        "guide_way_in": "Usual way in",
        "guide_on_sheet": "see its sheet",
        "guide_nowhere": "no stand",
        "guide_note": (
            "Pay runs from low to high as the career’s own sheet has it. The way in is the usual"
            " one, or that of the nearest occupation; others are on the sheet."
        ),
        "guide_questions": "Five questions worth asking",
        "guide_question_1": "What did you do at work yesterday, hour by hour?",
        "guide_question_2": "What surprised you in your first month?",
        "guide_question_3": "What did getting in cost you: money, years, whose help?",
        "guide_question_4": "Who leaves, and why?",
        "guide_question_5": "What would you do this summer, in my place?",
        "guide_plan": "Plan of the hall",
        "guide_plan_alt": "Plan of the hall, from the entrance on: {rows}.",
        "guide_plan_row": "row {row}, stands {first} to {last}",
        "guide_plan_lone": "row {row}, stand {first}",
        "guide_entrance": "Entrance",
        "guide_notes": "Notes",
        "guide_note_back": "I want to go back to stand",
        "guide_note_surprise": "What surprised me",
        "guide_note_try": "What I will try first, and by when",
        "guide_more_notes": "More notes",
        "order": "Order",
        "order_of": "Order for the print shop or the copier",
        "order_for": "{visitors} visitors, {careers} careers, {stands} stands",
        "order_totals": "Sheets in all",
        "order_paper": "Paper",
        "order_stock": "Stock",
        "order_ink": "Ink",
        "order_sheets": "Sheets",
        "order_price": "Price",
        "order_all": "All",
        "order_unpriced": "{sheets} sheets have no price in the fair’s file.",
        "order_files": "File by file",
        "order_files_note": (
            "Print at actual size (100 %), not fitted to the page. Copies are of the whole file."
        ),
        "order_file": "File",
        "order_copies": "Copies",
        "order_printed": "How",
        "order_checks": "The day before",
        "order_check_count": "Count the stacks against this list; look at one of each.",
        "order_check_read": "Read one copy of each career: is a name or a figure out of date?",
        "order_check_cut": "Cut the cards, fold the signs and the guides.",
        "order_check_stands": "Lay stacks, signs and posters out by stand, in the order below.",
        "order_check_large": "Large print lies on top of its stack, not below it.",
        "order_check_speakers": "Give each speaker their sheet today, not tomorrow.",
        "order_check_plan": "Walk from the entrance with a guide: is every stand where it says?",
        "order_check_spare": "Keep a file of everything on a stick: a stack will run out.",
        "order_by_stand": "What lies where",
        "order_at": "Careers",
        "order_stacks": "Sheets",
        "order_language_note": "In two languages: {careers}.",
        "kind_sheets": "sheets of careers",
        "kind_cards": "cards",
        "kind_guide": "guides",
        "kind_signs": "table signs",
        "kind_posters": "posters",
        "kind_large_print": "large print",
        "kind_speakers": "for speakers",
        "ink_color": "color",
        "ink_copier": "black",
        "stock_plain": "plain",
        "stock_card": "card",
        "paper_letter": "Letter",
        "paper_a4": "A4",
        "paper_legal": "Legal",
        "paper_tabloid": "Tabloid",
        "paper_a3": "A3",
        "paper_half-letter": "Half Letter",
        "paper_a5": "A5",
        "how_one_sided": "one side",
        "how_two_sided": "both sides, flip on the {edge} edge",
        "how_long": "long",
        "how_short": "short",
        "how_fold": "fold once",
        "how_staple": "staple twice in the fold",
        "how_cut_4": "cut into four",
        "how_cut_8": "cut into eight",
        "how_collate": "collate",
        "how_staple_corner": "staple each at its corner",
    },
    "es": {
        "stand": "Puesto",
        "sign_invites": "Llévate una hoja. Pregunta lo que sea.",
        "speaker_for": "Para quien habla de esta carrera",
        "speaker_intro": (
            "Los estudiantes leyeron la hoja, o la van a leer. Di lo que es cierto para ti, también"
            " donde no coincide con la página: para eso estás aquí. Empieza por la peor hora de la"
            " semana pasada, y te creerán lo demás."
        ),
        "speaker_asked": "Lo que van a preguntar",
        "speaker_day": "¿Qué haces todo el día?",
        "speaker_day_hint": (
            "Cuenta ayer, hora por hora. La página dice: la mayor parte del tiempo, {most}."
        ),
        "speaker_pay": "¿Cuánto ganas?",
        "speaker_pay_hint": (
            "No tienes que decirlo. Di qué se paga cerca de aquí al empezar, y en cuánto tiempo"
            " subió. La página dice: {pay}."
        ),
        "speaker_in": "¿Cómo entraste?",
        "speaker_in_hint": (
            "Di qué costó: dinero, años, la ayuda de quién. Y qué te saltarías hoy."
        ),
        "speaker_dull": "¿Cuál es la parte mala?",
        "speaker_dull_hint": "La página dice: quizá no si {dull}",
        "speaker_future": "¿Existirá todavía en diez años?",
        "speaker_future_hint": "Di qué cambió desde que empezaste.",
        "speaker_future_said": "La página dice: {future}.",
        "speaker_again": "¿Lo elegirías otra vez?",
        "speaker_again_hint": "Un no con su razón ayuda más que un sí sin ella.",
        "speaker_honest": "Lo que dice la página, a favor y en contra",
        "speaker_promise": "Lo que no se promete",
        "speaker_promise_1": (
            "Un empleo, un lugar, una paga. Di qué te pasó a ti, y que otros tuvieron otra suerte."
        ),
        "speaker_promise_2": (
            "Que lo logra quien de verdad quiere. Di cuántos empezaron contigo, y cuántos se"
            " quedaron."
        ),
        "speaker_promise_3": (
            "Una visita, unas prácticas o una carta que no estén acordadas. Si puedes ofrecerlas,"
            " díselo a la escuela."
        ),
        "speaker_promise_4": (
            "Seguir en contacto. No pidas a ningún estudiante su nombre, número o cuenta, ni des"
            " los tuyos: quien quiera saber más va a la oficina de la escuela."
        ),
        "speaker_first": "Lo que quiero decir primero",
        "guide_careers": "Las carreras y sus puestos",
        "guide_pay": "Paga",
        "guide_way_in": "Entrada usual",
        "guide_on_sheet": "ver su hoja",
        "guide_nowhere": "sin puesto",
        "guide_note": (
            "La paga va de baja a alta, como en la hoja de la carrera. La entrada es la usual, o la"
            " de la ocupación más cercana; las otras están en la hoja."
        ),
        "guide_questions": "Cinco preguntas que valen la pena",
        "guide_question_1": "¿Qué hiciste ayer en el trabajo, hora por hora?",
        "guide_question_2": "¿Qué te sorprendió el primer mes?",
        "guide_question_3": "¿Qué te costó entrar: dinero, años, la ayuda de quién?",
        "guide_question_4": "¿Quién lo deja, y por qué?",
        "guide_question_5": "¿Qué harías este verano, en mi lugar?",
        "guide_plan": "Plano de la sala",
        "guide_plan_alt": "Plano de la sala, desde la entrada: {rows}.",
        "guide_plan_row": "fila {row}, puestos {first} a {last}",
        "guide_plan_lone": "fila {row}, puesto {first}",
        "guide_entrance": "Entrada",
        "guide_notes": "Notas",
        "guide_note_back": "Quiero volver al puesto",
        "guide_note_surprise": "Lo que me sorprendió",
        "guide_note_try": "Lo que voy a probar primero, y para cuándo",
        "guide_more_notes": "Más notas",
        "order": "Pedido",
        "order_of": "Pedido para la imprenta o la copiadora",
        "order_for": "{visitors} visitantes, {careers} carreras, {stands} puestos",
        "order_totals": "Hojas en total",
        "order_paper": "Papel",
        "order_stock": "Tipo",
        "order_ink": "Tinta",
        "order_sheets": "Hojas",
        "order_price": "Precio",
        "order_all": "Todo",
        "order_unpriced": "{sheets} hojas no tienen precio en el archivo de la feria.",
        "order_files": "Archivo por archivo",
        "order_files_note": (
            "Imprimir a tamaño real (100 %), sin ajustar a la página. Las copias son del archivo"
            " entero."
        ),
        "order_file": "Archivo",
        "order_copies": "Copias",
        "order_printed": "Cómo",
        "order_checks": "El día anterior",
        "order_check_count": (
            "Contar los montones con esta lista; abrir uno de cada uno y mirar los dos lados."
        ),
        "order_check_read": "Leer una copia de cada carrera: ¿hay un nombre o una cifra vieja?",
        "order_check_cut": "Cortar las tarjetas, doblar los letreros y las guías.",
        "order_check_stands": (
            "Repartir montones, letreros y carteles por puesto, en el orden de abajo."
        ),
        "order_check_large": "La letra grande va encima de su montón, no debajo.",
        "order_check_speakers": "Dar su hoja a cada persona que habla, hoy y no mañana.",
        "order_check_plan": (
            "Caminar desde la entrada con una guía: ¿está cada puesto donde dice?"
        ),
        "order_check_spare": "Llevar todos los archivos en una memoria: algún montón se acabará.",
        "order_by_stand": "Qué va en cada puesto",
        "order_at": "Carreras",
        "order_stacks": "Hojas",
        "order_language_note": "En dos idiomas: {careers}.",
        "kind_sheets": "hojas de carreras",
        "kind_cards": "tarjetas",
        "kind_guide": "guías",
        "kind_signs": "letreros de mesa",
        "kind_posters": "carteles",
        "kind_large_print": "letra grande",
        "kind_speakers": "para quienes hablan",
        "ink_color": "color",
        "ink_copier": "negro",
        "stock_plain": "común",
        "stock_card": "cartulina",
        "paper_letter": "Carta",
        "paper_a4": "A4",
        "paper_legal": "Oficio",
        "paper_tabloid": "Tabloide",
        "paper_a3": "A3",
        "paper_half-letter": "Media carta",
        "paper_a5": "A5",
        "how_one_sided": "un lado",
        "how_two_sided": "los dos lados, girar por el borde {edge}",
        "how_long": "largo",
        "how_short": "corto",
        "how_fold": "doblar una vez",
        "how_staple": "dos grapas en el doblez",
        "how_cut_4": "cortar en cuatro",
        "how_cut_8": "cortar en ocho",
        "how_collate": "intercalar",
        "how_staple_corner": "grapar cada uno en la esquina",
    },
}
