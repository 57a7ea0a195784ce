"""The same company in Italian and in English, and the words investors write."""

import json
from pathlib import Path
from statistics import fmean

import pytest

from matcher.sectors import DECISIVE, load_taxonomy

_TAXONOMY = load_taxonomy()
_STATEMENTS = Path(__file__).parents[3] / "datasets" / "statements" / "train.jsonl"


@pytest.mark.parametrize(
    ("italian", "english"),
    [
        ("Intelligenza artificiale per la sicurezza informatica", "Artificial intelligence for cybersecurity"),
        ("Un esoscheletro per la riabilitazione", "An exoskeleton for rehabilitation"),
        ("Osservazione della terra dai satelliti", "Earth observation from satellites"),
        ("Un cibo per cani e gatti", "A food for dogs and cats"),
        ("Telemedicina per gli ambulatori veterinari", "Telemedicine for veterinary clinics"),
        ("Calcolo quantistico", "Quantum computing"),
        ("Acquacoltura e frutteti", "Aquaculture and orchards"),
        ("Una compagnia aerea e i suoi aeroporti", "An airline and its airports"),
        ("Gli assicuratori e i fondi pensione", "Insurers and pension funds"),
        ("Prestiti alle imprese edili", "Loans to construction firms"),
        ("Riciclato, compostabile e biodegradabile", "Recycled, compostable and biodegradable"),
        ("Batterie agli ioni di litio per le ferrovie", "Lithium-ion batteries for railways"),
        ("Concimi e trattamenti superficiali", "Fertilisers and surface treatments"),
        ("Terapie cellulari contro il cancro", "Cell therapies against cancer"),
    ],
)
def test_both_languages_speak_of_the_same_sectors_with_the_same_firmness(italian: str, english: str) -> None:
    found, expected = _TAXONOMY.mentions(italian), _TAXONOMY.mentions(english)
    firm = {code for code, value in expected.items() if value >= DECISIVE}
    assert {code for code, value in found.items() if value >= DECISIVE} == firm
    assert found.keys() == expected.keys()


def test_parallel_statements_mostly_agree() -> None:
    rows = [json.loads(line) for line in _STATEMENTS.read_text(encoding="utf-8").splitlines()]
    pairs = [(row[f"{field}en"], row[f"{field}it"]) for row in rows for field in ("", "interest_")]
    agreements = [_agreement(_TAXONOMY.mentions(one), _TAXONOMY.mentions(other)) for one, other in pairs]
    assert fmean(value for value in agreements if value is not None) > 0.7


def _agreement(one: dict[str, float], other: dict[str, float]) -> float | None:
    codes = one.keys() | other.keys()
    if not codes:
        return None
    shared = sum(min(one.get(code, 0.0), other.get(code, 0.0)) for code in codes)
    return shared / sum(max(one.get(code, 0.0), other.get(code, 0.0)) for code in codes)


@pytest.mark.parametrize(
    ("spellings", "code"),
    [
        ("health tech|health-tech|healthtech", "digital_health"),
        ("med tech|med-tech|medtech", "medical_devices"),
        ("fin tech|fin-tech|fintech", "fintech"),
        ("prop tech|prop-tech|proptech", "proptech"),
        ("edtech|edutech|education", "education"),
        ("climate tech|climate-tech|climatetech|climate", "environment"),
        ("industrial tech|industrial-tech|industrialtech|industry 4.0|industry4.0", "industrial_automation"),
        ("construction tech|construction-tech|contech", "construction"),
        ("food tech|food-tech|foodtech", "food"),
        ("ag tech|ag-tech|agtech|agri-tech", "agritech"),
        ("insur-tech|insurtech", "insurtech"),
        ("HR tech|HR-tech|HRtech|future of work", "hr"),
        ("legal tech|legal-tech|legaltech", "legal"),
        ("mar tech|mar-tech|martech|ad tech|ad-tech|adtech", "marketing"),
        ("sports tech|sports-tech|sportstech", "sports"),
        ("travel tech|travel-tech|traveltech", "tourism"),
        ("space tech|space-tech|spacetech|drones", "aerospace"),
        ("bio tech|bio-tech|biotech", "biotech"),
        ("dev ops|dev-ops|DevOps|developer tools|infrastructure software", "cloud"),
        ("retail tech|retail-tech|retailtech", "retail"),
        ("fashion tech|fashion-tech|fashiontech", "fashion"),
        ("women's health|womens health|longevity", "healthcare_services"),
        ("femtech|fem tech|mental health", "digital_health"),
        ("pet care|pet-care|petcare", "animal_health"),
        ("ocean|blue economy|blue-economy", "marine"),
        ("smart city|smart-city|gov tech|gov-tech|govtech", "public_sector"),
        ("web3|web 3|crypto", "blockchain"),
        ("e-commerce|ecommerce|marketplaces", "ecommerce"),
        ("creator economy|creator-economy", "consumer_internet"),
        ("circular economy|circular-economy|recycling", "circular_economy"),
    ],
)
def test_the_words_of_investors_decide_however_they_are_spelled(spellings: str, code: str) -> None:
    values = {word: _TAXONOMY.mentions(f"We back {word}.").get(code, 0.0) for word in spellings.split("|")}
    assert min(values.values()) >= DECISIVE, values


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("energy", "renewables"),
        ("healthcare", "healthcare_services"),
        ("consumer", "consumer_goods"),
        ("hardware", "electronics"),
        ("manufacturing", "industrial_automation"),
        ("entertainment", "media"),
        ("deep tech", "quantum"),
        ("hard tech", "robotics"),
        ("frontier tech", "photonics"),
        ("water", "water"),
    ],
)
def test_a_generic_word_of_investors_is_a_hint(word: str, code: str) -> None:
    assert 0 < _TAXONOMY.mentions(f"We back {word}.")[code] < DECISIVE


@pytest.mark.parametrize(
    "text",
    [
        "calce e golfo",  # lime and gulf, not football and golf
        "una lunga storia",  # a story, not a store
        "a system integrator",  # no food supplement
        "nella vita di ogni giorno",  # life, not vines
        "un'app in un cantiere",
        "we hide the line and move on",
    ],
)
def test_words_that_only_look_alike_do_not_decide(text: str) -> None:
    found = _TAXONOMY.mentions(text)
    assert not {code for code, value in found.items() if value >= DECISIVE and code != "software"}
