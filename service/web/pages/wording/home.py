"""The home of a programme."""

from __future__ import annotations

from types import MappingProxyType

TEXTS = MappingProxyType(
    {
        "home.title": ("Panoramica", "Overview"),
        "home.about": ("Il programma", "About the programme"),
        "home.next": ("Prossimo passo", "What to do next"),
        "home.counts": ("A che punto siamo", "Where things stand"),
        "home.companies": ("Imprese", "Companies"),
        "home.counterparts": ("Controparti", "Counterparts"),
        "home.lists": ("Liste calcolate", "Shortlists made"),
        "home.events": ("Eventi", "Events"),
        "home.agendas": ("Agende", "Agendas"),
        "home.published": ("Incontri pubblicati", "Meetings published"),
        "home.next.import": (
            "Importa imprese e controparti: senza almeno un partecipante per lato non ci sono abbinamenti.",
            "Import companies and counterparts: without at least one on each side there are no matches.",
        ),
        "home.next.shortlist": (
            "Calcola le liste: chi dovrebbe incontrare chi, e perché.",
            "Make shortlists: who should meet whom, and why.",
        ),
        "home.next.event": (
            "Descrivi l’evento: giorni, orari e tavoli.",
            "Describe the event: days, hours and tables.",
        ),
        "home.next.agenda": ("Calcola l’agenda dell’evento.", "Solve the event’s agenda."),
        "home.next.publish": (
            "Rivedi l’agenda e pubblicala: i partecipanti la vedranno.",
            "Review the agenda and publish it: participants will see it.",
        ),
        "home.next.follow": (
            "L’agenda è pubblicata. Segui gli incontri e raccogli i pareri.",
            "The agenda is published. Follow the meetings and collect feedback.",
        ),
        "home.party": ("Partecipi come {name}", "You take part as {name}"),
        "home.complete": ("Completezza del profilo", "How complete the profile is"),
        "home.meetings": ("I tuoi incontri", "Your meetings"),
        "home.meetings_count": ("{n} incontri in agenda", "{n} meetings in the agenda"),
        "home.meetings_count.one": ("{n} incontro in agenda", "{n} meeting in the agenda"),
        "home.no_meetings": ("Ancora nessun incontro", "No meetings yet"),
        "home.no_meetings_text": (
            "L’agenda si vedrà qui quando chi organizza l’avrà pubblicata.",
            "The agenda will show here once the organisers have published it.",
        ),
        "count.parties": ("{n} partecipanti", "{n} participants"),
        "count.parties.one": ("{n} partecipante", "{n} participant"),
    }
)
