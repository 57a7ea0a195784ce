"""The installation: its health, programmes, accounts, audit log and backups; and links for a new password."""

from __future__ import annotations

from types import MappingProxyType

TEXTS = MappingProxyType(
    {
        "admin.title": ("Amministrazione", "Administration"),
        "admin.health": ("Stato", "Health"),
        "admin.programmes": ("Programmi", "Programmes"),
        "admin.users": ("Account", "Accounts"),
        "admin.backup": ("Copia di sicurezza", "Backup"),
        "admin.version": ("Versione", "Version"),
        "admin.database": ("Database", "Database"),
        "admin.tables": ("Tabelle", "Tables"),
        "admin.tables_current": ("aggiornate", "up to date"),
        "admin.tables_old": ("da aggiornare", "to be brought up"),
        "admin.waiting": ("Elaborazioni in attesa", "Jobs that wait"),
        "admin.running": ("Elaborazioni in corso", "Jobs that run"),
        "admin.since": ("la prima dal {moment}", "the first since {moment}"),
        "admin.sign": ("Ultimo segno di un worker", "Last sign of a worker"),
        "admin.no_sign": ("nessuno ancora", "none yet"),
        "admin.no_worker": (
            "Ci sono elaborazioni in attesa e nessuna in corso. Se dura più di un minuto, avvia un worker:",
            "Jobs wait and none runs. If that lasts more than a minute, start a worker:",
        ),
        "admin.endpoints": ("Per i programmi di controllo:", "For monitoring:"),
        "admin.made": ("Creato", "Made"),
        "admin.programme.id": ("Codice", "Id"),
        "admin.programme.id_hint": (
            "Lettere, cifre e . _ ~ -. Sta negli indirizzi e non cambia più.",
            "Letters, digits and . _ ~ -. It stands in addresses and never changes.",
        ),
        "admin.programme.new": ("Nuovo programma", "New programme"),
        "admin.programme.make": ("Crea il programma", "Make the programme"),
        "admin.programme.made": (
            "«{name}» è pronto. Ora invita chi lo organizza.",
            "“{name}” is ready. Now invite who organises it.",
        ),
        "admin.programme.none_text": (
            "Crea qui sotto il primo programma, poi invita chi lo organizza.",
            "Make the first programme below, then invite who organises it.",
        ),
        "admin.programme.wrong": (
            "scrivi un nome e un codice di lettere, cifre e . _ ~ -",
            "write a name and an id of letters, digits and . _ ~ -",
        ),
        "admin.programme.taken": ("questo codice c’è già", "this id is taken"),
        "admin.programme.delete": ("Elimina", "Delete"),
        "admin.programme.delete_of": ("Elimina {name}", "Delete {name}"),
        "admin.programme.delete_text": (
            "Spariscono per sempre partecipanti, liste, agende, pareri e file. Resta solo il registro delle azioni.",
            "Participants, lists, agendas, feedback and files go for good. Only the audit log stays.",
        ),
        "admin.programme.type": ("Per confermare scrivi «{id}»", "To confirm, type “{id}”"),
        "admin.programme.typed_wrong": (
            "il codice scritto non è quello del programma",
            "what was typed is not the programme’s id",
        ),
        "admin.programme.deleted": ("Il programma {id} è eliminato.", "The programme {id} is deleted."),
        "admin.audit_none": (
            "Qui compare ciò che si fa agli account, ai programmi e alle copie di sicurezza.",
            "What is done to accounts, programmes and backups appears here.",
        ),
        "admin.user.state": ("Stato", "State"),
        "admin.user.no_password": ("senza password", "no password yet"),
        "admin.user.new": ("Nuovo account", "New account"),
        "admin.user.new_text": (
            "L’account nasce senza password: la sceglie la persona, con il link che vedrai.",
            "The account has no password at first: its owner chooses one, by the link that you will see.",
        ),
        "admin.user.add": ("Crea l’account", "Make the account"),
        "admin.user.taken": ("questo indirizzo ha già un account", "this address has an account already"),
        "admin.user.is_administrator": (
            "Amministra l’installazione: vede e può tutto",
            "Administers the installation: sees and may do everything",
        ),
        "admin.user.is_disabled": ("Disattivato: non può entrare", "Disabled: cannot log in"),
        "admin.user.own": (
            "non puoi togliere i diritti a te stesso: lo fa un’altra persona che amministra",
            "you cannot take your own rights away: another administrator has to",
        ),
        "admin.user.saved": ("L’account è salvato.", "The account is saved."),
        "admin.user.deleted": ("L’account è eliminato.", "The account is deleted."),
        "admin.user.reset": ("Crea un link per la password", "Make a link for the password"),
        "admin.user.reset_text": (
            "La persona apre il link e sceglie una nuova password. Fino ad allora vale quella attuale.",
            "The person opens the link and chooses a new password. Until then the present one is good.",
        ),
        "admin.user.link": ("Link per la password", "Link for the password"),
        "admin.user.link_text": (
            "Manda questo link a {email}. Si usa una volta sola, fino al {moment}.",
            "Send this link to {email}. It is good once, until {moment}.",
        ),
        "admin.user.sure": ("Sì, eliminalo per sempre", "Yes, delete it for good"),
        "admin.user.unsure": ("segna la casella per eliminare l’account", "tick the box to delete the account"),
        "admin.user.delete": ("Elimina l’account", "Delete the account"),
        "admin.user.delete_text": (
            "La persona esce da tutti i programmi. Ciò che ha fatto resta nel registro.",
            "The person leaves all programmes. What they did stays in the log.",
        ),
        "admin.backup.text": (
            (
                "Tutto il database com’è in questo momento, in un solo file che il browser scarica. "
                "Sul server non ne resta copia."
            ),
            (
                "The whole database as it is at this moment, in one file that the browser downloads. "
                "No copy stays on the server."
            ),
        ),
        "admin.backup.care": (
            (
                "Contiene i dati personali di tutti i programmi: tienilo cifrato, e solo per il tempo che serve. "
                "La chiave che firma i link è un file a parte, sul server."
            ),
            (
                "It holds the personal data of all programmes: keep it encrypted, and only for as long as needed. "
                "The key that signs links is another file, on the server."
            ),
        ),
        "admin.backup.password": ("La tua password, di nuovo", "Your password, again"),
        "admin.backup.do": ("Fai e scarica una copia", "Make and download a backup"),
        "admin.backup.restore": ("Si ripristina sul server con", "It is restored on the server with"),
        "newpass.link": ("Link per la password", "Link for the password"),
        "newpass.open": ("Apri il link", "Open the link"),
        "newpass.text": (
            "Scegli una password di almeno 12 caratteri per {email}.",
            "Choose a password of at least 12 characters for {email}.",
        ),
        "newpass.send": ("Salva la password", "Save the password"),
        "refusal.no-link": (
            "Il link è già stato usato, è scaduto o non esiste: chiedine un altro a chi amministra.",
            "The link was used, is over, or was never made: ask an administrator for another.",
        ),
        "refusal.own-account": (
            "Non puoi togliere i diritti a te stesso: lo fa un’altra persona che amministra.",
            "You cannot take your own rights away: another administrator has to.",
        ),
    }
)
