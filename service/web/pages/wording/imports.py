"""Importing files: the wizard and the preview."""

from __future__ import annotations

from types import MappingProxyType

TEXTS = MappingProxyType(
    {
        "imports.title": ("Importazioni", "Imports"),
        "imports.new": ("Importa un file", "Import a file"),
        "imports.list": ("File importati", "Imported files"),
        "imports.none": ("Ancora nessun file", "No files yet"),
        "imports.none_text": (
            "Carica l’elenco delle imprese e quello delle controparti, così come li hai: anche disordinati.",
            "Upload your list of companies and that of counterparts as they are: untidy ones too.",
        ),
        "imports.lead": (
            "Prima vedi che cosa è stato capito e che cosa non va; il programma cambia solo quando confermi.",
            "You first see what was understood and what is wrong; the programme changes only once you confirm.",
        ),
        "imports.about": ("Che cosa contiene il file?", "What is the file about?"),
        "imports.send": ("Leggi il file", "Read the file"),
        "imports.subject": ("Contenuto", "About"),
        "imports.subject.startups": ("Imprese", "Companies"),
        "imports.subject.counterparts": ("Controparti", "Counterparts"),
        "imports.subject.earlier": ("Imprese di edizioni passate", "Companies of earlier programmes"),
        "imports.subject.preferences": ("Preferenze", "Wishes"),
        "imports.subject.history": ("Incontri e investimenti passati", "Past meetings and investments"),
        "imports.explain.startups": (
            "Le startup e le PMI che partecipano. Serve solo il nome; ogni altra colonna migliora gli abbinamenti.",
            "The startups and SMEs that take part. Only a name is needed; every other column makes matches better.",
        ),
        "imports.explain.counterparts": (
            "Chi le imprese possono incontrare: investitori, grandi imprese, mentor, università, acceleratori.",
            "Whom companies may meet: investors, corporates, mentors, universities, accelerators.",
        ),
        "imports.explain.earlier": (
            "Chi ha partecipato in passato: non viene abbinato, ma mostra che cosa piace alle controparti.",
            "Companies that took part before: they are not matched, but show what counterparts like.",
        ),
        "imports.explain.preferences": (
            "Chi deve, vuole o non vuole incontrare chi, e quando è presente. Importa prima i partecipanti.",
            "Who must, wants to or will not meet whom, and when each is there. Import participants first.",
        ),
        "imports.explain.history": (
            "Incontri, investimenti e valutazioni di edizioni passate, uno per riga.",
            "Meetings, investments and ratings of earlier programmes, one in each row.",
        ),
        "imports.example": ("Scarica un esempio da compilare: {subject}", "Download an example to fill in: {subject}"),
        "imports.accepted": ("Colonne riconosciute: {subject}", "Columns that are understood: {subject}"),
        "imports.also": ("anche: {names}", "also: {names}"),
        "imports.file": ("File", "File"),
        "imports.file_hint": (
            "Excel, CSV, OpenDocument o JSON, al massimo {most} MiB. Il file non viene conservato.",
            "Excel, CSV, OpenDocument or JSON, at most {most} MiB. The file itself is not kept.",
        ),
        "imports.wrong.subject": ("scegli che cosa contiene il file.", "choose what the file is about."),
        "imports.wrong.file": ("scegli un file.", "choose a file."),
        "imports.wrong.unsupported-type": (
            "questo tipo di file non si legge: salvalo come Excel (.xlsx) o CSV.",
            "this kind of file is not read: save it as Excel (.xlsx) or CSV.",
        ),
        "imports.wrong.too-large": (
            "il file è troppo grande: dividilo in più file.",
            "the file is too large: split it into several.",
        ),
        "imports.status": ("Stato", "Status"),
        "imports.status.preview": ("da confermare", "to be confirmed"),
        "imports.status.confirmed": ("confermato", "taken"),
        "imports.status.refused": ("rifiutato", "refused"),
        "imports.status.discarded": ("scartato", "thrown away"),
        "imports.read": ("Righe lette", "Rows read"),
        "imports.when": ("Quando", "When"),
        "imports.before": ("Che cosa cambia se confermi", "What changes if you take it"),
        "imports.added.parties": ("nuovi partecipanti", "new participants"),
        "imports.added.rows": ("righe nuove", "new rows"),
        "imports.changed": ("cambiano", "change"),
        "imports.unchanged": ("restano uguali", "stay as they are"),
        "imports.clash": (
            "{n} codici appartengono già a partecipanti dell’altro lato: cambiali nel file e ricaricalo.",
            "{n} ids already belong to parties of the other side: change them in the file and upload it again.",
        ),
        "imports.clash.one": (
            "Un codice appartiene già a un partecipante dell’altro lato: cambialo nel file e ricaricalo.",
            "One id already belongs to a party of the other side: change it in the file and upload it again.",
        ),
        "imports.nothing_read": (
            "Dal file non è stato letto nulla: guarda i problemi qui sotto e carica un file corretto.",
            "Nothing was read from the file: see the problems below, and upload a corrected one.",
        ),
        "imports.take": ("Conferma e importa", "Take it"),
        "imports.discard": ("Scarta", "Throw it away"),
        "imports.again": ("Carica un file corretto", "Upload a corrected file"),
        "imports.see_parties": ("Vedi i partecipanti", "See the participants"),
        "imports.taken_said": (
            "Importato. Nuovi: {added}; cambiati: {changed}; invariati: {unchanged}.",
            "Taken. New: {added}; changed: {changed}; as before: {unchanged}.",
        ),
        "imports.discarded_said": ("Il file è stato scartato.", "What was read has been thrown away."),
        "imports.conflict": (
            "Nel frattempo qualcuno ha cambiato questa importazione: ecco com’è ora.",
            "Somebody changed this import in the meantime: this is how it is now.",
        ),
        "imports.first_rows": ("Le prime righe", "The first rows"),
        "imports.rows": ("Tutte le righe lette", "Every row that was read"),
        "imports.every_row": ("Vedi tutte le {n} righe lette", "See all {n} rows that were read"),
        "imports.no_rows": ("Nessuna riga da mostrare", "No rows to show"),
        "imports.effect": ("Effetto", "Effect"),
        "imports.row.new": ("nuovo", "new"),
        "imports.row.changed": ("cambia", "changes"),
        "imports.row.same": ("uguale", "the same"),
        "imports.row.clash": ("codice occupato", "id taken"),
        "imports.row_short": ("Riga", "Row"),
        "imports.row_number": ("riga {n}", "row {n}"),
        "imports.column_name": ("colonna «{name}»", "column “{name}”"),
        "imports.sheet_name": ("foglio «{name}»", "sheet “{name}”"),
        "imports.columns": ("Come sono state capite le colonne", "How columns were understood"),
        "imports.columns_lead": (
            "A sinistra l’intestazione del file, a destra come viene letta.",
            "On the left the header in the file, on the right what it is read as.",
        ),
        "imports.ignored": ("Colonne ignorate", "Columns that were ignored"),
        "imports.suggestion": ("somiglia a «{name}»", "resembles “{name}”"),
        "imports.ignored_text": (
            "Se una di queste serve, dalle un’intestazione riconosciuta e ricarica il file.",
            "If you need one of these, give it a header that is understood and upload the file again.",
        ),
        "imports.problems": ("Problemi", "Problems"),
        "imports.problems_lead": (
            "Gli errori lasciano fuori la riga; avvisi e note dicono come è stata letta.",
            "An error leaves its row out; warnings and notes say how something was read.",
        ),
        "imports.no_problems": ("Nessun problema.", "No problems."),
        "imports.download": ("Scarica l’elenco (CSV)", "Download the list (CSV)"),
        "imports.every_problem": ("Vedi tutti e {n}", "See all {n}"),
        "imports.severity.error": ("errore", "error"),
        "imports.severity.warning": ("avviso", "warning"),
        "imports.severity.note": ("nota", "note"),
        "imports.in_english": ("Dettaglio, in inglese", "In detail"),
        "imports.accepts": ("Si legge: {values}", "What is read: {values}"),
        "imports.mend": ("Correggi qui: {name}", "Correct it here: {name}"),
        "imports.mend_send": ("Usa questo valore", "Use this value"),
        "imports.mended": ("corretto a mano", "corrected by hand"),
        "imports.mended_said": (
            "Il valore è stato corretto nell’anteprima.",
            "The value has been corrected in the preview.",
        ),
        "job.download": ("Scarica {name}", "Download {name}"),
        "organiser.earlier_page": ("Pagina precedente", "Earlier page"),
        "organiser.shown_of": ("{first}–{last} di {n}", "{first}–{last} of {n}"),
        "organiser.acts": ("Azioni", "Actions"),
        "organiser.conflict_said": (
            "Nel frattempo qualcun altro ha cambiato questi dati: controllali e riprova.",
            "Somebody else changed this in the meantime: look at it and try again.",
        ),
        "refusal.already-decided": (
            "Questa importazione è già stata decisa: carica di nuovo il file.",
            "This import has been decided on already: upload the file again.",
        ),
        "refusal.jobs-running": (
            "Un’elaborazione è in corso e potrebbe riscrivere questi dati: aspetta che finisca, o fermala.",
            "Work is in progress that could write these data again: wait until it is over, or stop it.",
        ),
        "refusal.same-side": (
            "Una preferenza riguarda sempre un’impresa e una controparte.",
            "A wish is always between a company and a counterpart.",
        ),
        "refusal.missing-reference": (
            "Qualcosa che qui è nominato non c’è più: ricarica la pagina.",
            "Something that is named here is no longer there: reload the page.",
        ),
    }
)
