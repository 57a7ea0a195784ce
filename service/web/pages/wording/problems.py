"""Refusals as readers see them: `refusal.title.STATUS`, and `refusal.CODE` for what they can do."""

from __future__ import annotations

from types import MappingProxyType

TEXTS = MappingProxyType(
    {
        "refusal.title.400": ("Richiesta non leggibile", "The request cannot be read"),
        "refusal.title.401": ("Bisogna entrare", "Log in first"),
        "refusal.title.403": ("Non permesso", "Not allowed"),
        "refusal.title.404": ("Pagina non trovata", "Page not found"),
        "refusal.title.405": ("Operazione non prevista", "Not possible here"),
        "refusal.title.409": ("Qualcun altro ha salvato prima", "Somebody saved first"),
        "refusal.title.413": ("File troppo grande", "Too large"),
        "refusal.title.422": ("Dati da correggere", "Something has to be mended"),
        "refusal.title.429": ("Troppi tentativi", "Too many attempts"),
        "refusal.title.500": ("Qualcosa è andato storto", "Something went wrong"),
        "refusal.title.503": ("Servizio non disponibile", "Not available now"),
        "refusal.detail": ("Dettaglio, in inglese:", "In detail:"),
        "refusal.home": ("Torna all’inizio", "Back to the start"),
        "refusal.csrf": (
            "Il modulo non è più valido: torna indietro, ricarica la pagina e riprova.",
            "The form is no longer valid: go back, reload the page and try again.",
        ),
        "refusal.forbidden": (
            "Il tuo ruolo nel programma non permette questa operazione.",
            "Your role in the programme does not allow this.",
        ),
        "refusal.not-found": (
            "Qui non c’è nulla, o nulla che il tuo account possa vedere.",
            "There is nothing here, or nothing that your account may see.",
        ),
        "refusal.no-invitation": (
            "L’invito è già stato usato, è scaduto o non esiste: chiedine un altro a chi organizza.",
            "The invitation was used, is over, or was never made: ask the organisers for another.",
        ),
        "refusal.method-not-allowed": (
            "Questa pagina non accetta la richiesta.",
            "This page does not take the request.",
        ),
        "refusal.conflict": (
            "Nel frattempo qualcun altro ha cambiato questi dati: ricarica la pagina e ripeti la modifica.",
            "Somebody else changed this in the meantime: reload the page and make the change again.",
        ),
        "refusal.already-there": ("Esiste già.", "It is there already."),
        "refusal.too-large": (
            "Quello che è stato inviato è troppo grande.",
            "What was sent is too large.",
        ),
        "refusal.invalid-request": (
            "Il modulo ha valori che non si possono leggere: torna indietro e correggili.",
            "The form has values that cannot be read: go back and mend them.",
        ),
        "refusal.too-often": (
            "Aspetta un minuto e riprova.",
            "Wait a minute and try again.",
        ),
        "refusal.wrong-login": (
            "L’indirizzo o la password non sono giusti.",
            "The address or the password is wrong.",
        ),
        "refusal.failure": (
            "È un errore di abbina: chi lo gestisce lo trova nel registro con il numero qui sotto.",
            "This is a fault of abbina: its operator finds it in the log by the number below.",
        ),
        "refusal.database-unavailable": (
            "Il database è occupato o non si raggiunge: riprova tra poco.",
            "The database is busy or cannot be reached: try again soon.",
        ),
        "refusal.other": (
            "La richiesta non si può eseguire.",
            "This cannot be done.",
        ),
    }
)
