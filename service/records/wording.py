"""The words of the register, key → (Italian, English)."""

from __future__ import annotations

from types import MappingProxyType

LANGUAGES = ("it", "en")

TEXTS = MappingProxyType(
    {
        "title": ("Registro delle attività di trattamento", "Records of processing activities"),
        "subtitle": (
            "{name} · articolo 30 del GDPR · scritto da abbina {version} il {day} da ciò che il programma conserva",
            "{name} · GDPR, article 30 · written by abbina {version} on {day} from what the programme keeps",
        ),
        "note": (
            "Quello che abbina non può sapere è lasciato in bianco: {n} voci da compilare.",
            "What abbina cannot know is left blank: {n} entries to fill in.",
        ),
        "blank": ("da compilare", "to fill in"),
        "part.who": ("Titolare e contatti", "Controller and contacts"),
        "part.why": ("Finalità", "Purposes"),
        "part.whose": ("Persone e dati", "People and data"),
        "part.whom": ("Destinatari", "Recipients"),
        "part.where": ("Trasferimenti fuori dallo Spazio economico europeo", "Transfers outside the EEA"),
        "part.until": ("Termini di cancellazione", "Time limits for erasure"),
        "part.how": ("Misure di sicurezza", "Security measures"),
        "programme": ("Programma", "Programme"),
        "controller": ("Titolare, con indirizzo e contatti", "Controller, with address and contacts"),
        "joint": ("Contitolari", "Joint controllers"),
        "representative": ("Rappresentante nell’Unione", "Representative in the Union"),
        "officer": ("Responsabile della protezione dei dati", "Data protection officer"),
        "stated": ("Scopi annotati per i partecipanti", "Purposes noted of participants"),
        "stated.none": ("nessuno scopo annotato", "no purpose noted"),
        "done": ("Che cosa si fa con i dati", "What is done with the data"),
        "done.shortlist_runs": ("liste di abbinamento calcolate: {n}", "shortlists made: {n}"),
        "done.agendas": ("agende di incontri: {n}", "agendas of meetings: {n}"),
        "done.outcomes": (
            "esiti di incontri raccolti, per migliorare gli abbinamenti: {n}",
            "outcomes of meetings, to make matches better: {n}",
        ),
        "basis": ("Base giuridica", "Legal basis"),
        "basis.consent": (
            "consenso annotato per {n} partecipanti su {all}",
            "consent noted of {n} participants of {all}",
        ),
        "kinds": ("Organizzazioni e persone abbinate", "Organisations and people who are matched"),
        "people": ("Persone di contatto", "People to reach"),
        "accounts": ("Account per ruolo", "Accounts by role"),
        "invited": ("Inviti conservati, ognuno con un indirizzo email", "Invitations kept, each with an email address"),
        "categories": ("Che cosa dicono i profili", "What profiles say"),
        "category.identity": (
            "nome, descrizione, sito, partita IVA, appartenenza: {n}",
            "name, description, website, VAT number, affiliation: {n}",
        ),
        "category.aims": ("settori, che cosa cercano e offrono: {n}", "sectors, what they look for and offer: {n}"),
        "category.size": ("stadio, fatturato, addetti, età, TRL: {n}", "stage, revenue, employees, age, TRL: {n}"),
        "category.money": (
            "capitale cercato, ticket, stadi, portafoglio: {n}",
            "capital sought, tickets, stages, portfolio: {n}",
        ),
        "category.place": ("luogo, paesi di interesse, lingue: {n}", "place, countries of interest, languages: {n}"),
        "contacts": ("Dati di contatto", "Contact data"),
        "contact.person": ("nomi: {n}", "names: {n}"),
        "contact.role": ("ruoli: {n}", "roles: {n}"),
        "contact.email": ("indirizzi email: {n}", "email addresses: {n}"),
        "contact.phone": ("numeri di telefono: {n}", "telephone numbers: {n}"),
        "kept": ("Altri dati", "Other data"),
        "kept.party_versions": ("versioni dei profili: {n}", "versions of profiles: {n}"),
        "kept.imports": ("file letti: {n}", "files read: {n}"),
        "kept.preferences": ("preferenze su altri: {n}", "wishes about others: {n}"),
        "kept.presences": ("presenze dichiarate: {n}", "times when one is there: {n}"),
        "kept.past_interactions": ("rapporti passati: {n}", "past dealings: {n}"),
        "kept.suggestions": ("suggerimenti con i motivi: {n}", "suggestions with their reasons: {n}"),
        "kept.shown": ("che cosa è stato mostrato a chi: {n}", "what was shown to whom: {n}"),
        "kept.meetings": ("incontri in agenda, in ogni versione: {n}", "meetings in agendas, in every version: {n}"),
        "kept.outcomes": ("esiti e pareri: {n}", "outcomes and opinions: {n}"),
        "kept.files": ("file da scaricare: {n}", "files to download: {n}"),
        "kept.audit_log": ("atti registrati: {n}", "acts in the log: {n}"),
        "special": (
            "Dati particolari (articolo 9): abbina non ne chiede, i testi liberi potrebbero contenerne",
            "Special categories (article 9): abbina asks for none, free texts may hold some",
        ),
        "inside": ("Nel programma", "In the programme"),
        "inside.run": (
            "chi organizza o amministra, per tutto il programma: {n} account",
            "organisers and administrators, of the whole programme: {n} accounts",
        ),
        "inside.read": (
            "chi legge o valuta, senza contatti: {n} account",
            "viewers and evaluators, without contacts: {n} accounts",
        ),
        "inside.parties": (
            "i partecipanti: di chi è suggerito loro o hanno in agenda, mai i contatti né le liste altrui: {n} account",
            "participants: of whom they are suggested or meet, never contacts or lists of others: {n} accounts",
        ),
        "outside": ("Altri programmi e siti", "Other software and sites"),
        "outside.hook": ("avvisi inviati a {host}", "notices sent to {host}"),
        "outside.key": (
            "altri programmi con una chiave, ruolo {role}: {n}",
            "other software with a key, role {role}: {n}",
        ),
        "outside.none": ("nessun avviso e nessuna chiave attivi", "no notices and no keys in use"),
        "processors": (
            "Responsabili del trattamento (chi ospita il server, chi lo gestisce)",
            "Processors (who hosts the server, who looks after it)",
        ),
        "destination": ("Paese di destinazione del programma", "Country that the programme leads to"),
        "abroad": ("Partecipanti fuori dallo SEE, per paese", "Participants outside the EEA, by country"),
        "abroad.one": ("{country}: {n}", "{country}: {n}"),
        "abroad.none": ("nessuno che si sappia", "none that is known of"),
        "abroad.unknown": ("paese non detto: {n}", "country not said: {n}"),
        "texts": ("Lettura dei testi", "Reading of texts"),
        "texts.here": (
            "i modelli girano dove gira abbina: nessun testo va a servizi esterni",
            "models run where abbina runs: no text goes to services elsewhere",
        ),
        "server": ("Dove si trova il server", "Where the server is"),
        "safeguards": (
            "Garanzie dei trasferimenti (decisione di adeguatezza, clausole tipo, deroga)",
            "Safeguards of transfers (adequacy decision, standard clauses, derogation)",
        ),
        "parties_until": ("Partecipanti e tutto ciò che li riguarda", "Participants and all about them"),
        "until.days": ("{n} giorni dopo l’ultimo giorno degli eventi", "{n} days after the last day of events"),
        "until.day": ("fino al {day}", "until {day}"),
        "until.no_event": (
            "non c’è ancora un evento: il termine non è ancora iniziato",
            "there is no event yet: the time has not begun",
        ),
        "until.over": (
            "il termine è passato: {n} partecipanti sono da cancellare",
            "the time is over: {n} participants are to be erased",
        ),
        "until.erased": ("cancellati finora: {n}", "erased so far: {n}"),
        "sessions_until": ("Accessi, inviti, risposte conservate", "Logins, invitations, answers kept"),
        "until.session": ("un accesso: {n} ore", "a login: {n} hours"),
        "until.invitation": ("un invito vale {n} giorni", "an invitation is good for {n} days"),
        "until.answer": ("risposte a richieste ripetute: {n} ore", "answers to repeated requests: {n} hours"),
        "log_until": ("Registro degli atti", "Log of acts"),
        "until.log": (
            "resta; il codice di chi è cancellato ne viene tolto",
            "stays; the id of whoever is erased is taken out of it",
        ),
        "backups_until": ("Per quanto si conservano i backup", "How long backups are kept"),
        "access": ("Accesso", "Access"),
        "access.roles": (
            "per ruolo e per programma, provato pagina per pagina",
            "by role and programme, tried for every page",
        ),
        "access.passwords": (
            "password conservate con argon2id; sessioni, inviti e chiavi solo come impronta",
            "passwords kept by argon2id; sessions, invitations and keys only as hashes",
        ),
        "access.limit": (
            "tentativi di accesso falliti ammessi: {n} per {unit}",
            "failed logins allowed: {n} per {unit}",
        ),
        "unit.second": ("secondo", "second"),
        "unit.minute": ("minuto", "minute"),
        "unit.hour": ("ora", "hour"),
        "unit.day": ("giorno", "day"),
        "transport": ("In transito", "On the way"),
        "transport.https": ("https", "https"),
        "transport.local": ("solo su questa macchina", "on this machine alone"),
        "transport.clear": (
            "attenzione: senza https, password e dati viaggiano in chiaro",
            "careful: without https, passwords and data travel in clear",
        ),
        "keeping": ("Conservazione", "Keeping"),
        "keeping.database": (
            "{database}; ciò che è confermato è sul disco",
            "{database}; what was acknowledged is on the disk",
        ),
        "keeping.contacts": (
            "contatti separati dai profili: nessun abbinamento li legge",
            "contacts apart from profiles: nothing that matches reads them",
        ),
        "keeping.log": (
            "atti registrati; il diario tecnico non contiene dati personali",
            "acts are logged; the technical log holds no personal data",
        ),
        "keeping.erase": (
            "la cancellazione tocca anche liste, agende e registro, e riscrive i file del database",
            "erasure reaches lists, agendas and the log, and rewrites the database’s files",
        ),
        "keeping.hooks": (
            "i segreti con cui si firmano gli avvisi sono leggibili nel database",
            "secrets that notices are signed with can be read in the database",
        ),
        "encryption": ("Cifratura dei dischi e dei backup", "Encryption of disks and backups"),
        "organisation": (
            "Misure organizzative (istruzioni, nomine, formazione)",
            "Organisational measures (instructions, appointments, training)",
        ),
        "role.administrator": ("amministratore", "administrator"),
        "role.organiser": ("organizzatore", "organiser"),
        "role.startup": ("impresa", "startup"),
        "role.counterpart": ("controparte", "counterpart"),
        "role.evaluator": ("valutatore", "evaluator"),
        "role.viewer": ("lettore", "viewer"),
    }
)


class Words:
    """The words in one language, "it" or "en".

    >>> Words("it").text("until.days", n=30)
    '30 giorni dopo l’ultimo giorno degli eventi'
    """

    def __init__(self, lang: str) -> None:
        self._index = LANGUAGES.index(lang)

    def text(self, key: str, **names: object) -> str:
        """The text with these names filled in; raises KeyError for a key or a name that is missing."""
        return TEXTS[key][self._index].format(**names)
