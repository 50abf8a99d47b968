"""The words of the roster's columns, files and mails on its screen; English and Spanish."""

from typing import Final

ROSTER: Final[dict[str, tuple[str, str]]] = {
    "columns": ("Columns", "Columnas"),
    "columns_none": ("not used", "sin usar"),
    "columns_read": ("{count} of {all} are used", "se usan {count} de {all}"),
    "columns_say": (
        "What each was taken for. Change what is wrong; comments and all else of the file stay.",
        "Qué se entendió de cada una. Corrija lo que esté mal; los comentarios y lo demás del"
        " archivo quedan como están.",
    ),
    "columns_save": ("Save in {file} and read again", "Guardar en {file} y leer de nuevo"),
    "columns_no_project": (
        "There is no project to keep it in. Start one in the terminal: careerprint init",
        "No hay proyecto donde guardarlo. Empiece uno en la terminal: careerprint init",
    ),
    "columns_same": (
        "Nothing to save: the columns are read so already.",
        "Nada que guardar: las columnas ya se leen así.",
    ),
    "columns_others": ("Columns that are not used: {count}", "Columnas sin usar: {count}"),
    "columns_missing": (
        "Say which column has what is missing, and save.",
        "Indique qué columna tiene lo que falta y guarde.",
    ),
    "columns_type": (
        "No row has a heading that is known, and none is shown here, since it may be a student."
        " Type the headings as they stand in the roster; what has no column stays empty.",
        "Ninguna fila tiene un encabezado conocido, y aquí no se muestra ninguna: podría ser un"
        " estudiante. Escriba los encabezados como están en la lista; deje vacío lo que no tenga.",
    ),
    "columns_lost": (
        "This roster has no column “{header}”, which is named for “{field}”. Choose the right one"
        " below, if there is any, and save.",
        "Esta lista no tiene la columna «{header}», indicada para «{field}». Elija abajo la"
        " correcta, si la hay, y guarde.",
    ),
    "columns_unsaid": (
        "its heading cannot be named in a file: change it in the roster",
        "su encabezado no se puede indicar en un archivo: cámbielo en la lista",
    ),
    "by_guess": (
        "a guess from its words: saving keeps it",
        "supuesto por sus palabras: guarde para fijarlo",
    ),
    "by_named": ("as the file says", "como dice el archivo"),
    "by_repeated": ("stands twice: the first is used", "está dos veces: se usa la primera"),
    "field_name": ("Whole name", "Nombre completo"),
    "field_first": ("First name", "Nombre de pila"),
    "field_last": ("Last name", "Apellidos"),
    "field_email": ("E-mail address", "Correo electrónico"),
    "field_class": ("Class", "Clase"),
    "field_language": ("Language", "Idioma"),
    "field_state": ("State", "Estado"),
    "field_careers": ("Careers", "Profesiones"),
    "field_interests": ("Interest code", "Código de interés"),
    "field_id": ("Student number", "Número de estudiante"),
    "roster_zip": ("Download all (ZIP)", "Descargar todo (ZIP)"),
    "class_file": ("One file: {name}", "Un archivo: {name}"),
    "mails": ("Mails", "Correos"),
    "mails_say": (
        "A draft for each student, with the booklet attached: open it in your mail program, and"
        " send it by hand. Nothing is sent from here.",
        "Un borrador para cada estudiante, con su cuadernillo: ábralo en su programa de correo y"
        " envíelo a mano. Desde aquí no se envía nada.",
    ),
    "mails_make": ("Make drafts of the mails", "Hacer borradores de los correos"),
    "mails_keep": ("Write the drafts that are missing", "Escribir los borradores que faltan"),
    "mails_replace": ("Delete the drafts, write all anew", "Borrarlos y escribir todos de nuevo"),
    "mails_there": ("There are drafts already.", "Ya hay borradores."),
    "mails_no_addresses": (
        "No column has e-mail addresses. Say under Columns which one has, or add one to the roster;"
        " then make the booklets again.",
        "Ninguna columna tiene direcciones de correo. Indique en Columnas cuál es, o añada una a la"
        " lista; luego haga los cuadernillos de nuevo.",
    ),
    "mails_no_roster": (
        "The roster is not where it was, and the addresses are in it. Put it back, or take it"
        " again.",
        "La lista ya no está donde estaba, y en ella están las direcciones. Devuélvala a su sitio o"
        " tómela otra vez.",
    ),
    "mails_rows": ("Rows to look at", "Filas por revisar"),
    "mails_where": ("Begin with", "Empiece por"),
    "mails_report": ("What became of each row:", "Qué pasó con cada fila:"),
    "address": ("Address", "Dirección"),
    "mail_draft": ("Drafts written", "Borradores escritos"),
    "mail_draft_kept": ("Drafts kept", "Borradores conservados"),
    "mail_draft_outdated": ("Drafts out of date", "Borradores anticuados"),
    "mail_not_sent": ("Without a draft", "Sin borrador"),
    "work_roster_mail": (
        "The drafts are being written",
        "Se están escribiendo los borradores",
    ),
}
