"""Questions of online forms: the field that is asked for, nothing where it is not plain."""

import pytest
from table_importer import TableImporter

from matcher.importers.fields import Field
from matcher.importers.questions import LONGEST_QUESTION, read_question


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("1. Qual è la ragione sociale completa della vostra impresa?", Field.NAME),
        ("What is the name of your company?", Field.NAME),
        ("2. In quale comune e provincia si trova la vostra sede legale?", Field.HQ),
        ("Descrivete il vostro prodotto e quale problema risolve per i vostri clienti", Field.DESCRIPTION),
        ("Quante persone lavorano attualmente nella vostra impresa, compresi i soci?", Field.EMPLOYEES),
        ("In che anno è stata costituita la società?", Field.FOUNDED),
        ("Che cosa state cercando partecipando a questa iniziativa?", Field.SEEKING),
        ("Descrivete il tipo di partner che state cercando", Field.SEEKING),
        ("Quanto capitale intendete raccogliere nei prossimi 12 mesi?", Field.AMOUNT_SOUGHT),
        ("Quali competenze o tecnologie potete offrire a un partner?", Field.OFFER),
        ("Avete un sito web? Indicate l'indirizzo", Field.WEBSITE),
        ("Nome e cognome del referente che parteciperà agli incontri", Field.CONTACT_PERSON),
        ("Qual è il vostro indirizzo di posta elettronica?", Field.EMAIL),
        ("How many people work in your company?", Field.EMPLOYEES),
    ],
)
def test_a_question_is_read_by_what_it_asks_for(question: str, field: Field) -> None:
    assert read_question(question) == (field, True)


@pytest.mark.parametrize(
    "question",
    [
        "Acconsento al trattamento dei dati personali ai sensi del Regolamento (UE) 2016/679",
        "Come siete venuti a conoscenza dell'iniziativa?",
        "Note o richieste particolari (es. intolleranze alimentari)",
        "In quali giorni e fasce orarie siete disponibili per gli incontri?",
    ],
)
def test_a_question_about_no_fact_of_a_profile_is_known_as_such(question: str) -> None:
    assert read_question(question) == (None, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Settore",
        "Anno di costituzione",
        "Qual è il vostro colore preferito?",
        "In quale settore " + "x" * LONGEST_QUESTION,
    ],
    ids=lambda text: text[:30],
)
def test_what_is_short_unknown_or_endless_is_no_question(text: str) -> None:
    assert read_question(text) == (None, False)


def test_when_a_party_is_there_is_asked_of_the_table_of_preferences() -> None:
    question = "In quali giorni e fasce orarie siete disponibili per gli incontri?"
    assert read_question(question, "preference") == (Field.AVAILABLE, True)


def test_the_answers_of_an_online_form_become_a_profile(import_rows: TableImporter) -> None:
    header = (
        "Informazioni cronologiche",
        "1. Qual è la ragione sociale completa della vostra impresa?",
        "2. In quale comune e provincia si trova la vostra sede legale?",
        "3. In quale settore opera principalmente la vostra azienda? (max 3 risposte)",
        "4. Descrivete il vostro prodotto o servizio e il problema che risolve " + "per chi lo compra " * 8,
        "5. Potete offrire qualcosa a un partner?",
        "6. Note o richieste particolari",
    )
    row = ("03/10/2026 9.12.33", "Alfa S.r.l.", "35013 Cittadella (PD)", "Moda", "Maglie.", "nessuna", "celiaco")
    imported = import_rows(header, row)
    (profile,) = imported.profiles
    assert (profile.name, profile.sectors, profile.description) == ("Alfa S.r.l.", ("fashion",), "Maglie.")
    assert (profile.country, profile.region, profile.city) == ("IT", "Veneto", "Cittadella")
    assert (profile.offer, profile.needs) == ("", "")
    assert imported.ignored_headers == (header[0], header[-1])


@pytest.mark.parametrize(
    "header",
    [
        "Acconsento al trattamento dei dati personali",
        "Privacy",
        "Do you consent to this?",
        "I agree to the processing of my data",
        "Autorizzo l'uso dei miei dati",
    ],
)
def test_who_says_no_to_the_use_of_its_data_is_reported_and_nobody_else(
    import_rows: TableImporter, header: str
) -> None:
    rows = [("Alfa", "Sì, acconsento"), ("Beta", "No"), ("Cima", ""), ("Dora", "Non acconsento"), ("Etna", "Notato")]
    problems = import_rows(("Ragione sociale", header), *rows).problems
    assert [(one.row, one.value) for one in problems if one.code == "no_consent"] == [(3, "No"), (5, "Non acconsento")]
