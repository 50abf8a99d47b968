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
    "about": ("about", "aproximado"),
    "as_file_says": ("empty: as the file says, or 300", "vacío: lo que diga el archivo, o 300"),
    "as_in": ("as in {file}", "según {file}"),
    "booklet_many": ("booklets", "cuadernillos"),
    "booklet_one": ("booklet", "cuadernillo"),
    "card_stock": ("card", "cartulina"),
    "careers_at_fair": ("Careers at the fair", "Profesiones de la feria"),
    "check_again": ("Read it again", "Leerla de nuevo"),
    "check_old": (
        "This was reckoned for the choices before. Read the roster again.",
        "Esto se calculó para lo elegido antes. Vuelva a leer la lista.",
    ),
    "chosen_careers": ("careers that are chosen here", "profesiones elegidas aquí"),
    "column": ("Column", "Columna"),
    "combined": ("One file a class too", "También un archivo por clase"),
    "copies": ("Copies", "Ejemplares"),
    "drop_here": (
        "Or drop it here. CSV or XLSX, 32 MiB at most. It stays on this machine and goes when the"
        " program ends.",
        "O suéltelo aquí. CSV o XLSX, 32 MiB como máximo. No sale de este equipo y se borra al"
        " terminar el programa.",
    ),
    "each_file": ("Each file", "Cada archivo"),
    "each_gets": ("Each student gets", "Cada estudiante recibe"),
    "every_career": ("every career of the library", "todas las profesiones"),
    "failed_many": ("rows failed", "filas fallidas"),
    "failed_one": ("row failed", "fila fallida"),
    "fair": ("Fair", "Feria"),
    "fair_empty": (
        "Nothing is reckoned yet. Choose what fair it is, then list the pack: guide, stacks, cards,"
        " signs and posters, and the paper that they take.",
        "Todavía no hay nada calculado. Elija la feria y pida la lista del paquete: guía, hojas,"
        " tarjetas, letreros y carteles, y el papel que necesitan.",
    ),
    "fair_say": (
        "All that lies on the tables of a career fair, and the order for the print shop.",
        "Todo lo que va en las mesas de una feria de profesiones, y el pedido para la imprenta.",
    ),
    "file": ("File", "Archivo"),
    "file_languages": ("as the file says", "lo que diga el archivo"),
    "files": ("Files", "Archivos"),
    "first_one": ("The first students’", "Los de los primeros estudiantes"),
    "forget": ("Take another roster", "Tomar otra lista"),
    "from_machine": ("Send one from elsewhere", "Enviar una de otro lugar"),
    "from_project": ("In the project’s folder", "En la carpeta del proyecto"),
    "get_order": ("The order for the print shop", "El pedido para la imprenta"),
    "get_zip": ("Download the pack (ZIP)", "Descargar el paquete (ZIP)"),
    "go_back": ("Back, and mend it", "Volver y corregirlo"),
    "handouts": ("Handouts", "Hojas"),
    "imposed": ("Sheets to fold and staple too", "También pliegos para doblar y grapar"),
    "into_folder": ("Into the folder", "En la carpeta"),
    "kind_cards": ("Cards", "Tarjetas"),
    "kind_guide": ("Guide", "Guía"),
    "kind_large_print": ("Large print", "Letra grande"),
    "kind_posters": ("Posters", "Carteles"),
    "kind_sheets": ("Sheets of careers", "Hojas de profesiones"),
    "kind_signs": ("Table signs", "Letreros de mesa"),
    "kind_speakers": ("Sheets for speakers", "Hojas para ponentes"),
    "list_pack": ("List the pack", "Ver la lista"),
    "made_many": ("made", "hechos"),
    "made_one": ("made", "hecho"),
    "made_title": ("What was made", "Lo que se hizo"),
    "made_where": ("It stands in", "Está en"),
    "make_all": ("Make all of them", "Hacerlos todos"),
    "make_pack": ("Make the pack", "Hacer el paquete"),
    "no_tables": (
        "There is no CSV or XLSX in the project’s folder itself.",
        "No hay ningún CSV ni XLSX en la carpeta misma del proyecto.",
    ),
    "not_done": ("This was not done", "Esto no se hizo"),
    "not_sent": (
        "It could not be sent: it is larger than 32 MiB, or the program has ended. Take a larger"
        " one from the project’s folder.",
        "No se pudo enviar: pesa más de 32 MiB o el programa terminó. Si es más grande, tómela de"
        " la carpeta del proyecto.",
    ),
    "pack": ("The pack", "El paquete"),
    "pack_list": ("What lies on the tables", "Lo que va en las mesas"),
    "pack_old": (
        "This was reckoned for the choices before. List the pack again.",
        "Esto se calculó para lo elegido antes. Vuelva a ver la lista.",
    ),
    "price": ("Price of a sheet", "Precio de una hoja"),
    "printed_on": ("Printed on", "Se imprime en"),
    "roster": ("Roster", "Lista"),
    "roster_columns": (
        "A roster has a header and a row for each student: name, email, class, careers or"
        " interests. Other headers are understood too.",
        "La lista tiene un encabezado y una fila por estudiante: name, email, class, careers o"
        " interests. También se entienden otros encabezados.",
    ),
    "roster_empty": (
        "Take a roster of the project, or send one: it is read at once, and what is wrong in it is"
        " said row by row. Nothing is made before you ask for it.",
        "Tome una lista del proyecto o envíe una: se lee enseguida y se dice fila por fila qué está"
        " mal. Nada se hace antes de que lo pida.",
    ),
    "roster_own": ("of the project’s folder", "de la carpeta del proyecto"),
    "roster_say": (
        "The file stays on this machine. Names stand in no address, no log and no cache.",
        "El archivo no sale de este equipo. Los nombres no aparecen en direcciones, registros ni"
        " cachés.",
    ),
    "roster_sent": (
        "sent; it goes when the program ends",
        "enviada; se borra al terminar el programa",
    ),
    "roster_title": ("A booklet for every student", "Un cuadernillo para cada estudiante"),
    "row": ("Row", "Fila"),
    "rows_first": ("These are the first {count}.", "Estas son las primeras {count}."),
    "rows_good": ("Every row can be used", "Todas las filas sirven"),
    "rows_many": ("{count} rows cannot be used", "{count} filas no sirven"),
    "rows_one": ("1 row cannot be used", "1 fila no sirve"),
    "sending": ("The roster is being sent", "Se está enviando la lista"),
    "sheets_title": ("Sheets", "Hojas"),
    "show_one": ("Look at three", "Ver tres"),
    "take": ("Take it", "Tomarla"),
    "to_fair": ("Take them to a fair", "Llevarlas a una feria"),
    "unchanged_many": ("unchanged", "sin cambios"),
    "unchanged_one": ("unchanged", "sin cambios"),
    "unknown_do": (
        "To have them understood, complete these lines and put them into careerprint.yaml.",
        "Para que se entiendan, complete estas líneas y póngalas en careerprint.yaml.",
    ),
    "unknown_words": ("Words that are no careers", "Palabras que no son profesiones"),
    "visitors": ("Visitors", "Visitantes"),
    "what_came": ("What was found and made", "Lo encontrado y lo hecho"),
    "what_fair": ("The fair", "La feria"),
    "what_is": ("What is wrong", "Qué está mal"),
    "what_lies": ("What", "Qué"),
    "what_was_said": ("What was said while it was made", "Lo que se dijo al hacerlo"),
    "what_to_do": ("What to do", "Qué hacer"),
    "work_fair_list": ("The pack is being reckoned", "Se está calculando el paquete"),
    "work_fair_make": ("The pack is being made", "Se está haciendo el paquete"),
    "work_roster_check": ("The roster is being read", "Se está leyendo la lista"),
    "work_roster_make": ("The booklets are being made", "Se están haciendo los cuadernillos"),
    "work_roster_sample": ("Three booklets are being made", "Se están haciendo tres cuadernillos"),
    "b_accent": ("Color of bands, headings and bars", "Color de franjas, títulos y barras"),
    "b_accent_do": (
        "A CSS name, or six digits such as #5b2a6e. Empty: the color of each cluster.",
        "Un nombre de CSS o seis cifras, como #5b2a6e. Vacío: el color de cada grupo.",
    ),
    "b_contact": ("Where to ask, in the foot", "Dónde preguntar, al pie"),
    "b_contrast": ("Contrast with white", "Contraste con el blanco"),
    "b_contrast_good": (
        "white text is legible on it (4.5 : 1 is the least)",
        "el texto blanco se lee bien (4.5 : 1 como mínimo)",
    ),
    "b_event": ("What the pages are for, at the head", "Para qué son, arriba"),
    "b_footer": ("One more line in the foot", "Una línea más al pie"),
    "b_link": ("Where the QR code leads", "Adónde lleva el código QR"),
    "b_logo": ("Logo", "Logotipo"),
    "b_logo_do": (
        "SVG, PNG, JPEG, WebP, GIF or TIFF: put the file into the project’s folder, and it is"
        " offered here.",
        "SVG, PNG, JPEG, WebP, GIF o TIFF: ponga el archivo en la carpeta del proyecto y aparecerá"
        " aquí.",
    ),
    "b_no_logo": ("none", "ninguno"),
    "b_on": ("Shown on the page of", "Se ve en la página de"),
    "b_organisation": ("Your name, in the foot", "Su nombre, al pie"),
    "b_page": ("A page with it", "Una página con ella"),
    "b_wheel": ("Choose a color", "Elegir un color"),
    "brand": ("Brand", "Marca"),
    "brand_say": (
        "Whose handouts they are, seen on a page while you type. It is kept in careerprint.yaml.",
        "De quién son las hojas; se ve en una página mientras escribe. Se guarda en"
        " careerprint.yaml.",
    ),
    "mend_first": (
        "Not saved: mend what is named beside, then save.",
        "No se guardó: corrija lo indicado al lado y guarde.",
    ),
}
