"""Benchmarks, evaluation runs and their figures."""

from __future__ import annotations

from types import MappingProxyType

TEXTS = MappingProxyType(
    {
        "eval.title": ("Valutazione", "Evaluation"),
        "eval.lead": (
            "Misura l’ordinamento di abbina su dati tuoi, accanto ad altri più semplici, con intervalli e un rapporto.",
            "Measure abbina’s ranking on your own data beside simple orders, with intervals and a report.",
        ),
        "eval.told": ("{name}, dal {split}", "{name}, from {split}"),
        "eval.told_until": ("{name}, dal {split} al {until}", "{name}, from {split} to {until}"),
        "eval.runs": ("Misure fatte", "Runs"),
        "eval.benchmark": ("Benchmark", "Benchmark"),
        "eval.asked": ("Richiesta", "Asked for"),
        "eval.state": ("Stato", "State"),
        "eval.none": ("Ancora nessun benchmark", "No benchmarks yet"),
        "eval.none_text": (
            "Carica qui sotto la cartella di un benchmark, in un file zip: poi potrai misurare.",
            "Upload the folder of a benchmark below, as a zip file: then you can measure.",
        ),
        "eval.upload": ("Carica un benchmark", "Upload a benchmark"),
        "eval.upload_do": ("Carica", "Upload"),
        "eval.uploaded": ("Il benchmark è caricato.", "The benchmark is uploaded."),
        "eval.file": ("File zip della cartella", "Zip file of the folder"),
        "eval.limit": ("Al massimo {n} MiB.", "At most {n} MiB."),
        "eval.no_file": ("scegli un file zip", "choose a zip file"),
        "eval.no_zip": ("questo non è un file zip", "this is no zip file"),
        "eval.format": ("Com’è fatto un benchmark", "What a benchmark is"),
        "eval.format_text": (
            "Tre tabelle in CSV UTF-8, con queste colonne; altre colonne si possono lasciare.",
            "Three tables in CSV UTF-8 with these columns; others may stand beside them.",
        ),
        "eval.optional": ("facoltative", "optional"),
        "eval.format_dates": (
            "Le date sono come 2024-03-01. Ogni riga di interactions.csv è un fatto: un investimento, un incontro.",
            "Dates are written as 2024-03-01. Each row of interactions.csv is a fact: an investment, a meeting.",
        ),
        "eval.measure_do": ("Misura un benchmark", "Measure a benchmark"),
        "eval.measure": ("Misura", "Measure"),
        "eval.start": ("Avvia la misura", "Start the run"),
        "eval.split": ("Dividi alla data", "Split at"),
        "eval.split_hint": (
            "Il modello impara da ciò che è accaduto prima, e si misura sulle imprese viste da questa data.",
            "The model learns from what was before, and is measured on startups first seen from this date on.",
        ),
        "eval.until": ("Fino alla data", "Until"),
        "eval.until_hint": ("Vuoto: fino alla fine dei dati.", "Empty: to the end of the data."),
        "eval.min_history": ("Fatti di una controparte prima della data", "Facts of a counterpart before the split"),
        "eval.min_history_hint": (
            "Chi ne ha di meno non viene ordinato.",
            "Those with fewer are not ranked.",
        ),
        "eval.wrong": (
            "controlla le date e il numero di fatti, da 1 a 100",
            "check the dates and the number of facts, from 1 to 100",
        ),
        "eval.again": ("Misura di nuovo con altre date", "Measure again with other dates"),
        "eval.report": ("Apri il rapporto", "Open the report"),
        "eval.keep": ("Scarica {name}", "Download {name}"),
        "eval.protocol": (
            "{queries} imprese, {candidates} controparti tra cui scegliere. Tra parentesi gli intervalli al 95%.",
            "{queries} startups, {candidates} counterparts to choose among. 95% intervals in brackets.",
        ),
        "eval.figures": ("Quanto è buono l’ordine", "How good the order is"),
        "eval.reverse": ("Dal lato delle controparti", "From the counterparts’ side"),
        "eval.model": ("Ordinamento", "Order"),
        "eval.metric": ("Misura", "Metric"),
        "eval.learned": ("appreso", "learned"),
        "eval.reference": ("riferimento", "reference"),
        "eval.against": ("Differenze da {name}", "Differences to {name}"),
        "eval.gain": ("Differenza", "Difference"),
        "eval.p": ("p corretto", "p corrected"),
        "eval.calibration": (
            "Probabilità di abbina su {n} coppie: errore di calibrazione {ece}, punteggio di Brier {brier}.",
            "Probabilities of abbina over {n} pairs: calibration error {ece}, Brier score {brier}.",
        ),
        "eval.compare": ("Confronta due misure", "Compare two runs"),
        "eval.compare_do": ("Confronta", "Compare"),
        "eval.before": ("Prima", "Before"),
        "eval.after": ("Dopo", "After"),
        "eval.too_few": ("Servono due misure finite", "It takes two runs that are done"),
        "eval.too_few_text": ("Avviane un’altra:", "Start another:"),
        "eval.same": (
            "Le due misure hanno posto le stesse domande.",
            "The two runs asked the same questions.",
        ),
        "eval.not_same": (
            "Le due misure hanno posto domande diverse: le differenze dicono anche dei dati, non solo dell’ordine.",
            "The two runs asked different questions: the differences tell of the data too, not of the order alone.",
        ),
        "eval.compare_text": (
            "Gli intervalli uniscono quelli delle due misure come se fossero indipendenti: sono prudenti.",
            "Intervals join those of the two runs as if they were independent: they are cautious.",
        ),
        "eval.differences": ("Differenze, dopo meno prima", "Differences, after less before"),
        "eval.clear": ("netta", "clear"),
        "eval.unclear": ("non netta", "not clear"),
    }
)
