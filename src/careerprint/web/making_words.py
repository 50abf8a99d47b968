"""The words of the screens that make things: booklet, roster, fair, brand; English and Spanish."""

from typing import Final

MAKING: Final[dict[str, tuple[str, str]]] = {
    "add": ("Add", "Añadir"),
    "add_career": ("Add a career", "Añadir una profesión"),
    "add_first": ("choose one", "elija una"),
    "bind": ("Bind a booklet", "Hacer un cuadernillo"),
    "booklet": ("Booklet", "Cuadernillo"),
    "booklet_empty": (
        "Nothing is bound yet. Choose careers at the side, or tick some in the library; then show"
        " the booklet.",
        "Todavía no hay nada. Elija profesiones aquí al lado, o márquelas en la biblioteca; luego"
        " muestre el cuadernillo.",
    ),
    "booklet_old": (
        "These pages are of the choices before. Show the booklet anew.",
        "Estas páginas son de lo elegido antes. Vuelva a mostrar el cuadernillo.",
    ),
    "booklet_say": (
        "The pages as they lie open. Whose booklet it is stands in no address and in no log.",
        "Las páginas tal como quedan abiertas. El nombre no aparece en direcciones ni registros.",
    ),
    "careers_in_order": ("Careers, in order", "Profesiones, en orden"),
    "down": ("down", "abajo"),
    "drop": ("take out", "quitar"),
    "edition": ("Edition", "Edición"),
    "edition_full": ("Full: two pages a career", "Completa: dos páginas por profesión"),
    "edition_pocket": ("Pocket: half pages, folded", "Bolsillo: media página, plegado"),
    "edition_short": ("Short: a page a career", "Corta: una página por profesión"),
    "ended_done": ("Done.", "Listo."),
    "ended_failed": (
        "It could not be made. What is named here says why; mend it, and try again.",
        "No se pudo hacer. Lo indicado aquí dice por qué; corríjalo e inténtelo de nuevo.",
    ),
    "ended_partly": (
        "Made, but not all of it: what is named here is missing.",
        "Hecho, pero no todo: falta lo indicado aquí.",
    ),
    "ended_stopped": (
        "Stopped. What is finished is kept, and the same button goes on from there.",
        "Detenido. Lo terminado se conserva, y el mismo botón sigue desde ahí.",
    ),
    "flip": (
        "Print on both sides, flip on the short edge, at full size; fold once, two staples.",
        "Imprima a doble cara, girando por el lado corto, a tamaño real; doble y grape dos veces.",
    ),
    "folded": ("folded", "plegadas"),
    "flat": (
        "Print on both sides, flip on the long edge, at full size; staple at the side.",
        "Imprima a doble cara, girando por el lado largo, a tamaño real; grape por el lado.",
    ),
    "for_whom": ("For (stands on the cover)", "Para (aparece en la portada)"),
    "kept_in": ("Saved in {file}.", "Guardado en {file}."),
    "make_booklet": ("Show the booklet", "Mostrar el cuadernillo"),
    "more_findings": ("and {count} more", "y {count} más"),
    "no_project": (
        "There is no project to make it in. Start one in the terminal: careerprint init",
        "No hay proyecto donde hacerlo. Empiece uno en la terminal: careerprint init",
    ),
    "optional": ("may stay empty", "puede quedar vacío"),
    "overtaken": (
        "Not saved: {file} was changed elsewhere meanwhile. Look at it; saving again writes over"
        " it.",
        "No se guardó: {file} cambió mientras tanto en otro sitio. Mírelo; si guarda otra vez, se"
        " reemplaza.",
    ),
    "paper_use": ("What it takes", "Lo que necesita"),
    "save_as": ("Save as {file}", "Guardar como {file}"),
    "save_over": ("Save over {file}", "Reemplazar {file}"),
    "sheets": ("sheets", "hojas"),
    "sheet": ("sheet", "hoja"),
    "spread": ("Pages", "Páginas"),
    "stop": ("Stop", "Detener"),
    "stopping": ("it stops after what it is at", "se detiene tras lo que está haciendo"),
    "time_left": ("about {time} left", "quedan unos {time}"),
    "title": ("Title", "Título"),
    "up": ("up", "arriba"),
    "work": ("Under way", "En curso"),
    "work_booklet_make": ("The booklet is being bound", "Se está haciendo el cuadernillo"),
    "work_ended": ("It has ended: look at it", "Ha terminado: mírelo"),
}
