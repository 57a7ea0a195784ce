"""Shortlists, pairs and the matrix."""

from __future__ import annotations

from types import MappingProxyType

TEXTS = MappingProxyType(
    {
        "lists.title": ("Liste", "Shortlists"),
        "lists.lead": (
            "Chi conviene incontrare, e perché. Ciò che decidi su una coppia vale anche per liste e agende future.",
            "Whom to meet, and why. What you decide on a pair holds for later lists and agendas too.",
        ),
        "lists.runs": ("Liste calcolate", "Lists that were made"),
        "lists.made": ("Calcolate", "Made"),
        "lists.for": ("Per", "For"),
        "lists.top": ("Nomi", "Names"),
        "lists.way": ("Criterio", "How"),
        "lists.lang": ("Lingua", "Language"),
        "lists.state": ("Stato", "State"),
        "lists.fair": ("equilibrate", "balanced"),
        "lists.plain": ("solo punteggio", "score alone"),
        "lists.stale": ("da rifare", "out of date"),
        "lists.fresh": ("aggiornate", "fresh"),
        "lists.older": ("precedenti", "older"),
        "lists.make": ("Calcola nuove liste", "Make new lists"),
        "lists.make_send": ("Calcola le liste", "Make the lists"),
        "lists.side": ("Per chi", "For whom"),
        "lists.side.startups": (
            "Per le imprese: quali controparti incontrare",
            "For companies: which counterparts to meet",
        ),
        "lists.side.counterparts": (
            "Per le controparti: quali imprese incontrare",
            "For counterparts: which companies to meet",
        ),
        "lists.top_label": ("Quanti nomi per lista", "How many names in a list"),
        "lists.lang_label": ("Lingua dei motivi", "Language of the reasons"),
        "lists.lang_hint": (
            "I partecipanti di questo lato leggono i motivi in questa lingua.",
            "The participants of this side read the reasons in this language.",
        ),
        "lists.plain_label": ("Solo ordine di punteggio", "Pure order of scores"),
        "lists.plain_hint": (
            "Senza questa scelta le liste variano i nomi e nessuno compare troppo spesso.",
            "Without it, lists vary their names and nobody is shown too often.",
        ),
        "lists.wrong.top": ("i nomi per lista vanno da 1 a 100.", "a list has from 1 to 100 names."),
        "lists.wrong.order": ("scegli per chi e in quale lingua.", "choose for whom and in which language."),
        "lists.not_ready": ("Mancano i partecipanti", "Participants are missing"),
        "lists.not_ready_text": (
            "Per calcolare le liste servono almeno un’impresa e una controparte.",
            "Lists need at least one company and one counterpart.",
        ),
        "lists.none": ("Ancora nessuna lista", "No lists yet"),
        "lists.none_text": (
            "Le liste compariranno qui quando chi organizza le avrà calcolate.",
            "Lists will show here once the organisers have made them.",
        ),
        "lists.of.startups": ("Liste per le imprese", "Lists for companies"),
        "lists.of.counterparts": ("Liste per le controparti", "Lists for counterparts"),
        "lists.made_on": ("Calcolate il {moment}", "Made on {moment}"),
        "lists.lang_of.it": ("motivi in italiano", "reasons in Italian"),
        "lists.lang_of.en": ("motivi in inglese", "reasons in English"),
        "lists.older_notice": (
            "Ci sono liste più recenti per questo lato.",
            "There are newer lists for this side.",
        ),
        "lists.stale_title": ("Le liste non sono più aggiornate", "These lists are out of date"),
        "lists.stale_text": ("Da quando sono state calcolate:", "Since they were made:"),
        "lists.since.profiles": ("{n} profili aggiunti o modificati", "{n} profiles were added or changed"),
        "lists.since.profiles.one": ("un profilo aggiunto o modificato", "one profile was added or changed"),
        "lists.since.participants": ("{n} volte qualcuno è uscito o rientrato", "{n} times somebody left or came back"),
        "lists.since.participants.one": ("qualcuno è uscito o rientrato", "somebody left or came back"),
        "lists.since.imports": ("{n} file importati", "{n} files were imported"),
        "lists.since.imports.one": ("un file importato", "one file was imported"),
        "lists.since.wishes": ("{n} preferenze cambiate", "{n} wishes were changed"),
        "lists.since.wishes.one": ("una preferenza cambiata", "one wish was changed"),
        "lists.since.history": ("lo storico è stato cancellato", "the history was deleted"),
        "lists.since.history.one": ("lo storico è stato cancellato", "the history was deleted"),
        "lists.again": ("Calcola di nuovo", "Make them again"),
        "lists.vetoed_notice": (
            "{n} coppie escluse a mano: ricalcola le liste per dare il loro posto ad altri.",
            "{n} pairs are vetoed: make the lists again to give their places to others.",
        ),
        "lists.vetoed_notice.one": (
            "Una coppia esclusa a mano: ricalcola le liste per dare il suo posto ad altri.",
            "One pair is vetoed: make the lists again to give its place to somebody else.",
        ),
        "lists.pairs": ("coppie suggerite", "pairs suggested"),
        "lists.never": ("mai suggeriti", "never suggested"),
        "lists.see_matrix": ("Vedi la mappa di tutte le coppie", "See the map of all pairs"),
        "lists.every.startups": ("La lista di ogni impresa", "Every company’s list"),
        "lists.every.counterparts": ("La lista di ogni controparte", "Every counterpart’s list"),
        "lists.best": ("Punteggio migliore", "Best score"),
        "lists.best_of": ("Punteggio migliore di {name}", "Best score of {name}"),
        "lists.number": ("Nomi", "Names"),
        "lists.first": ("I primi", "The first ones"),
        "lists.decided": ("Deciso", "Decided"),
        "lists.empty_list": ("lista vuota", "an empty list"),
        "lists.exposure": ("Chi viene mostrato quanto", "Who is shown how often"),
        "lists.exposure_text.startups": (
            "In quante liste compare ogni controparte.",
            "In how many lists each counterpart stands.",
        ),
        "lists.exposure_text.counterparts": (
            "In quante liste compare ogni impresa.",
            "In how many lists each company stands.",
        ),
        "lists.cap": ("Al massimo {n} a testa.", "At most {n} each."),
        "lists.at_cap": ("al massimo", "at the limit"),
        "lists.most": ("Più spesso", "Most often"),
        "lists.in_lists": ("in {n} liste", "in {n} lists"),
        "lists.in_lists.one": ("in una lista", "in one list"),
        "lists.never_title": ("Mai", "Never"),
        "lists.never_text": (
            "{n} non compaiono in nessuna lista: forse il profilo dice troppo poco.",
            "{n} stand in no list: their profiles may say too little.",
        ),
        "lists.never_text.one": (
            "Uno non compare in nessuna lista: forse il profilo dice troppo poco.",
            "One stands in no list: the profile may say too little.",
        ),
        "lists.never_show": ("Mostra chi", "Show who"),
        "lists.never_more": ("… e altri {n}", "… and {n} more"),
        "lists.never_none": ("Tutti compaiono in almeno una lista.", "Everybody stands in at least one list."),
        "lists.export": ("Scarica le liste", "Download the lists"),
        "lists.export_text": (
            "Excel per lavorarci e stamparle, CSV e JSON per altri programmi.",
            "Excel to work with and to print, CSV and JSON for other software.",
        ),
        "lists.export.xlsx": ("Excel", "Excel"),
        "lists.export.csv": ("CSV", "CSV"),
        "lists.export.json": ("JSON", "JSON"),
        "lists.compare": ("Confronto tra liste", "Lists compared"),
        "lists.compare_with": ("Confronta con quelle del {moment}", "Compare with those of {moment}"),
        "lists.compare_lead": (
            "Che cosa è cambiato nelle liste del {moment} rispetto a quelle del {other}.",
            "What changed in the lists of {moment} against those of {other}.",
        ),
        "lists.kept": ("coppie in entrambe", "pairs in both"),
        "lists.came": ("Coppie entrate", "Pairs that came in"),
        "lists.went": ("Coppie uscite", "Pairs that went out"),
        "lists.same": ("Le coppie sono le stesse.", "The pairs are the same."),
        "lists.delete": ("Elimina queste liste", "Delete these lists"),
        "lists.delete_do": ("Elimina", "Delete"),
        "lists.delete_text": (
            "Le liste del {moment} spariscono, con le decisioni prese su di esse e la memoria di chi le ha viste.",
            "The lists of {moment} will go, with what was decided on them and what is known of who saw them.",
        ),
        "lists.deleted_said": ("Le liste sono state eliminate.", "The lists have been deleted."),
        "list.own": ("Chi conviene incontrare, dal più adatto", "Whom to meet, the best first"),
        "list.in": ("In quali liste compare", "The lists that it stands in"),
        "list.short": (
            (
                "Solo {n} controparti su {total} sono adatte, almeno forse, a ciò che l’azienda fa e cerca. Le altre "
                "di questa lista sono le più vicine."
            ),
            (
                "Only {n} of {total} counterparts fit, at least possibly, what the company does and seeks. The others "
                "in this list are the nearest."
            ),
        ),
        "list.short.one": (
            (
                "Solo una controparte su {total} è adatta, almeno forse, a ciò che l’azienda fa e cerca. Le altre "
                "di questa lista sono le più vicine."
            ),
            (
                "Only one of {total} counterparts fits, at least possibly, what the company does and seeks. The others "
                "in this list are the nearest."
            ),
        ),
        "list.short.none": (
            "Nessuna delle {total} controparti è adatta a ciò che l’azienda fa e cerca. Queste sono le più vicine.",
            "None of the {total} counterparts fits what the company does and seeks. These are the nearest.",
        ),
        "list.see_profile": ("Vedi il profilo", "See the profile"),
        "list.better": ("Che cosa migliorerebbe questa lista", "What would make this list better"),
        "list.none": ("Nessun nome", "No names"),
        "list.none_text": (
            "Qui non c’è nessuno da suggerire: completa il profilo e ricalcola le liste.",
            "There is nobody to suggest here: complete the profile and make the lists again.",
        ),
        "pair.score": ("Punteggio", "Score"),
        "pair.score_of": ("Punteggio di {company} con {counterpart}", "Score of {company} with {counterpart}"),
        "pair.fit.strong": ("abbinamento forte", "strong match"),
        "pair.fit.possible": ("abbinamento possibile", "possible match"),
        "pair.fit.weak": ("abbinamento debole", "weak match"),
        "pair.interest_of": ("Interesse di {name}", "Interest of {name}"),
        "pair.reasons": ("Perché sì", "Why"),
        "pair.against": ("Che cosa è contro", "What speaks against it"),
        "pair.unknown": ("Che cosa non si sa", "What is not known"),
        "pair.contributions": ("Che cosa pesa sul punteggio", "What moves the score"),
        "pair.contributions_text": (
            "Quanto ogni gruppo di fatti alza o abbassa il punteggio, in logit.",
            "How much each group of facts raises or lowers the score, in logits.",
        ),
        "pair.lock": ("Fissa l’incontro", "Lock"),
        "pair.veto": ("Escludi", "Veto"),
        "pair.undo": ("Annulla la decisione", "Take it back"),
        "pair.lock_of": ("Fissa l’incontro di {company} con {counterpart}", "Lock: {company} with {counterpart}"),
        "pair.veto_of": ("Escludi {company} con {counterpart}", "Veto: {company} with {counterpart}"),
        "pair.undo_of": (
            "Annulla la decisione su {company} con {counterpart}",
            "Take it back: {company} with {counterpart}",
        ),
        "pair.locked": ("fissato", "locked"),
        "pair.vetoed": ("escluso", "vetoed"),
        "pair.locked_many": ("fissate", "locked"),
        "pair.vetoed_many": ("escluse", "vetoed"),
        "pair.locked_count": ("{n} fissati", "{n} locked"),
        "pair.locked_count.one": ("{n} fissato", "{n} locked"),
        "pair.vetoed_count": ("{n} esclusi", "{n} vetoed"),
        "pair.vetoed_count.one": ("{n} escluso", "{n} vetoed"),
        "pair.said.locked": (
            "Fissato: questo incontro ci sarà in ogni agenda.",
            "Locked: every agenda will have this meeting.",
        ),
        "pair.said.vetoed": (
            "Escluso: questo incontro non ci sarà.",
            "Vetoed: this meeting will not take place.",
        ),
        "pair.said.open": ("La decisione è stata annullata.", "The decision has been taken back."),
        "pair.said.conflict": (
            "Nel frattempo qualcun altro ha deciso su questa coppia: ecco com’è ora.",
            "Somebody else decided on this pair in the meantime: this is how it is now.",
        ),
        "pair.company": ("Impresa", "Company"),
        "pair.counterpart": ("Controparte", "Counterpart"),
        "pair.rank": ("Posto", "Rank"),
        "pair.in_list": ("Al posto {rank} nella lista di {name}", "Number {rank} in the list of {name}"),
        "pair.excluded": ("Questa coppia è esclusa", "This pair is kept apart"),
        "pair.not_listed": ("Questa coppia non è in nessuna lista", "This pair is in no list"),
        "pair.not_listed_text": (
            "Altri erano più adatti, o il nome compariva già in troppe liste.",
            "Others fitted better, or the name stood in too many lists already.",
        ),
        "pair.not_scored": ("Questa coppia non ha un punteggio", "This pair has no score"),
        "pair.not_scored_text": (
            "Non era tra i candidati: i profili hanno poco in comune.",
            "It was not among the candidates: the profiles have little in common.",
        ),
        "pair.wish_instead": (
            "Devono incontrarsi comunque? Aggiungi una preferenza",
            "Must they meet anyway? Add a wish",
        ),
        "matrix.title": ("Mappa", "Match map"),
        "matrix.lead": (
            "Quanto imprese e controparti si adattano. Scegli una casella per sapere perché; le frecce le scorrono.",
            "How well companies and counterparts fit. Choose a cell to see why; arrow keys move between cells.",
        ),
        "matrix.none": ("La mappa è vuota", "The map is empty"),
        "matrix.none_text": (
            "La mappa nasce dalle liste: calcolale, poi torna qui.",
            "The map comes from shortlists: make them, then come back.",
        ),
        "matrix.run": ("Liste", "Lists"),
        "matrix.company": ("Cerca un’impresa", "Find a company"),
        "matrix.counterpart": ("Cerca una controparte", "Find a counterpart"),
        "matrix.legend": ("Punteggi dal {low} al {high}:", "Scores from {low} to {high}:"),
        "matrix.listed": ("in lista", "in a list"),
        "matrix.excluded": ("esclusa da una regola", "kept apart by a rule"),
        "matrix.no_score": ("senza punteggio", "no score"),
        "matrix.caption": (
            "Punteggi in centesimi: imprese in riga, controparti in colonna",
            "Scores in hundredths: companies in rows, counterparts in columns",
        ),
        "matrix.everybody": ("Mostra tutti", "Show everybody"),
    }
)
