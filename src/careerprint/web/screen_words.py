"""The words of the page in the browser, in English and Spanish."""

from typing import Final

from careerprint.settings import Language
from careerprint.web.errands import Errand, Outcome
from careerprint.web.making_words import MAKING
from careerprint.web.roster_words import ROSTER

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "all": ("all", "todas"),
    "any_word": ("title or summary", "título o resumen"),
    "as_on_disk": ("as on disk", "igual que en el disco"),
    "back": ("Back to the library", "Volver a la biblioteca"),
    "both": ("Both", "Ambos"),
    "broken_project": ("This must be mended first", "Esto debe corregirse antes"),
    "broken_text": (
        "Mend what is named here, save, and this page comes by itself.",
        "Corrija lo indicado, guarde y esta página volverá sola.",
    ),
    "careers": ("careers", "profesiones"),
    "changed_elsewhere": (
        "Not saved: the file was changed elsewhere. Your text is kept here; what is on the disk"
        " stands below it.",
        "No se guardó: el archivo cambió en otro sitio. Su texto sigue aquí; debajo está el del"
        " disco.",
    ),
    "checking": ("reading the findings", "leyendo los avisos"),
    "choices": ("How it is printed", "Cómo se imprime"),
    "clear": ("Show all", "Mostrar todas"),
    "clear_picked": ("Pick none", "No elegir ninguna"),
    "cluster": ("Cluster", "Grupo"),
    "color": ("Color", "Color"),
    "copier": ("Copier", "Copiadora"),
    "copied": (
        "This profile came with careerprint. Saving puts a copy into your project, which then"
        " stands for it.",
        "Este perfil viene con careerprint. Al guardar, se pone una copia en su proyecto, que vale"
        " en su lugar.",
    ),
    "dark": ("Dark", "Oscuro"),
    "download": ("Download the PDF", "Descargar el PDF"),
    "editor": ("Editor", "Editor"),
    "entry_education": ("Usual way in", "Entrada usual"),
    "error": ("error", "error"),
    "errors": ("errors", "errores"),
    "filter": ("Filter the careers", "Filtrar las profesiones"),
    "findings": ("Findings", "Avisos"),
    "fixed": (
        "There is no project to save in. Start one in the terminal: careerprint init",
        "No hay proyecto donde guardar. Empiece uno en la terminal: careerprint init",
    ),
    "full": ("full", "de la página"),
    "ink": ("Ink", "Tinta"),
    "interests_of": ("Interests (Holland)", "Intereses (Holland)"),
    "keep_mine": ("Save mine over it", "Guardar el mío encima"),
    "keys": ("Keys and values that may stand here", "Claves y valores que pueden ir aquí"),
    "language": ("Language", "Idioma"),
    "layout": ("Layout", "Diseño"),
    "library": ("Library", "Biblioteca"),
    "light": ("Light", "Claro"),
    "line": ("line", "línea"),
    "made": ("new", "nueva"),
    "median_pay": ("Median pay a year", "Sueldo mediano al año"),
    "nation": ("the nation only", "solo el país"),
    "no_findings": ("Nothing to mend", "Nada que corregir"),
    "none_found": (
        "No career is like that. Take a filter away, or use another word.",
        "Ninguna profesión es así. Quite un filtro o use otra palabra.",
    ),
    "none_yet": (
        'There is no career yet. Start one in the terminal: careerprint new "Career Title"',
        'Todavía no hay profesiones. Empiece una en la terminal: careerprint new "Título"',
    ),
    "not_saved": ("not saved yet", "sin guardar"),
    "not_set": ("This page cannot be set", "Esta página no se puede componer"),
    "not_set_text": (
        "The findings say why, and what to do about it.",
        "Los avisos dicen por qué y qué hacer.",
    ),
    "note": ("note", "nota"),
    "notes": ("notes", "notas"),
    "of": ("of", "de"),
    "on_disk": ("On the disk", "En el disco"),
    "on_page": ("Show on the page", "Mostrar en la página"),
    "open": ("Open", "Abrir"),
    "page": ("page", "página"),
    "pages": ("pages", "páginas"),
    "paper": ("Paper", "Papel"),
    "pick": ("Pick", "Elegir"),
    "picked": ("picked", "elegidas"),
    "places": ("Where it comes from", "De dónde viene"),
    "point": (
        "Point at the page, or tap it, to see the line that it comes from.",
        "Señale la página, o tóquela, para ver la línea de la que viene.",
    ),
    "print": ("One PDF of them", "Un PDF con ellas"),
    "printing": (
        "The PDF is being made; your browser saves it by itself.",
        "Se está haciendo el PDF; su navegador lo guarda solo.",
    ),
    "required": ("required", "obligatorio"),
    "rooms": ("Rooms", "Secciones"),
    "save": ("Save", "Guardar"),
    "saved": ("saved", "guardado"),
    "set_at": ("set at", "compuesta a"),
    "setting": ("The page is being set", "Se está componiendo la página"),
    "show": ("Show", "Mostrar"),
    "skip": ("To the content", "Al contenido"),
    "state": ("A state’s pay beside", "Sueldo de un estado al lado"),
    "take_disk": ("Take what is on the disk", "Tomar el del disco"),
    "terminal": ("The same in a terminal", "Lo mismo en una terminal"),
    "theme": ("Theme", "Tema"),
    "to_dark": ("Switch to the dark theme", "Cambiar al tema oscuro"),
    "to_light": ("Switch to the light theme", "Cambiar al tema claro"),
    "warning": ("warning", "advertencia"),
    "warnings": ("warnings", "advertencias"),
    "with_findings": ("With findings", "Con avisos"),
    "word": ("Word", "Palabra"),
}


def screen_words(language: Language) -> dict[str, str]:
    """Give the words in a language, by what they are for."""
    number = 1 if language is Language.SPANISH else 0
    return {name: words[number] for name, words in (_WORDS | MAKING | ROSTER).items()}


def progress_words(errand: Errand, words: dict[str, str]) -> str:
    """Say in a line what is under way, how far it is, and what time is left."""
    name = words[f"work_{errand.kind}_{errand.step}"]
    if errand.is_stopping:
        return f"{name} · {words['stopping']}"
    said = [name]
    if errand.of:
        said.append(f"{errand.done:,} {words['of']} {errand.of:,}")
    if errand.left_s is not None and errand.done < errand.of:
        minutes = round(errand.left_s / 60)
        left = f"{minutes:,} min" if minutes >= 2 else f"{max(1, round(errand.left_s))} s"
        said.append(words["time_left"].format(time=left))
    return " · ".join(said)


def outcome_words(errand: Errand, words: dict[str, str]) -> str:
    """Say in a line how a piece of work ended; empty as long as it goes on."""
    if errand.outcome is Outcome.RUNNING:
        return ""
    return words[f"ended_{errand.outcome.value}"]
