"""The way into a demo."""

from __future__ import annotations

from types import MappingProxyType

TEXTS = MappingProxyType(
    {
        "demo.title": ("Il programma dimostrativo", "The demo programme"),
        "demo.lead": (
            (
                "Diciotto imprese toscane, sessanta controparti attorno a San Francisco, due giorni di incontri: "
                "tutto inventato. Scegli con chi entrare: ognuno vede cose diverse."
            ),
            (
                "Eighteen Tuscan companies, sixty counterparts around San Francisco, two days of meetings: all of it "
                "invented. Choose whom to go in as: each sees something else."
            ),
        ),
        "demo.enter": ("Entra come {name}", "Go in as {name}"),
        "demo.organiser": (
            "Organizza il programma: importa, rivede le liste, prepara l’agenda.",
            "Runs the programme: imports, reviews the lists, makes the agenda.",
        ),
        "demo.startup": (
            "Rappresenta un’impresa: vede chi incontrare e perché, e la propria agenda.",
            "Speaks for a company: sees whom to meet and why, and its own agenda.",
        ),
        "demo.counterpart": (
            "Rappresenta una controparte: vede quali imprese incontrare, e la propria agenda.",
            "Speaks for a counterpart: sees which companies to meet, and its own agenda.",
        ),
        "demo.evaluator": (
            "Misura quanto sono buone le liste, su dati di prova.",
            "Measures how good lists are, on benchmarks.",
        ),
        "demo.viewer": ("Legge tutto e non cambia niente.", "Reads everything and changes nothing."),
        "demo.administrator": (
            "Amministra l’installazione: programmi, persone, registro.",
            "Administers the installation: programmes, people, audit log.",
        ),
        "demo.forgets": (
            "Prova pure tutto: quando la dimostrazione si ferma, ogni modifica è dimenticata.",
            "Do try everything: when the demo stops, every change is forgotten.",
        ),
    }
)
