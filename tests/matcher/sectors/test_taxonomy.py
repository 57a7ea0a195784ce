"""From labels, codes and texts to sectors."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.sectors import DECISIVE, SectorMatch, load_taxonomy

_TAXONOMY = load_taxonomy()


@pytest.mark.parametrize(
    ("label", "codes"),
    [
        ("Meccanica di precisione", ("mechanics",)),
        ("Enogastronomia", ("food", "wine")),
        ("Beni culturali", ("cultural_heritage",)),
        ("Nautica da diporto", ("marine",)),
        ("Geotermia", ("geothermal",)),
        ("Pelletteria", ("leather",)),
        ("Mobili", ("furniture",)),
        ("Mobile", ("consumer_internet",)),
        ("Cartario", ("paper",)),
        ("Dispositivi biomedicali", ("medical_devices",)),
        ("Logistica e trasporti", ("logistics", "mobility")),
        ("Commercio all'ingrosso di macchinari", ("mechanics", "retail")),
        ("Life sciences", ("biotech", "diagnostics", "medical_devices", "pharma")),
        ("SaaS", ("software",)),
        ("SpaceTech", ("aerospace",)),
        ("Filiera della pelle", ("leather",)),
        ("Dental tech", ("medical_devices",)),
        ("medical_devices", ("medical_devices",)),
        ("We back Industry 4.0 and Web3 startups", ("blockchain", "industrial_automation")),
    ],
)
def test_a_label_means_its_sectors(label: str, codes: tuple[str, ...]) -> None:
    assert _TAXONOMY.match_label(label).codes == codes


@pytest.mark.parametrize(
    ("label", "how"),
    [
        ("wine", "code"),
        ("11.02", "code"),
        ("Vitivinicolo", "synonym"),
        ("Consorzio vitivinicolo senese", "partial"),
        ("Xyzzy", "none"),
        ("", "none"),
    ],
)
def test_a_match_says_how_it_was_found(label: str, how: str) -> None:
    assert _TAXONOMY.match_label(label).how == how


def test_a_word_that_is_a_sector_only_as_a_label_does_not_decide_inside_one() -> None:
    assert _TAXONOMY.match_label("Servizi").codes == ("professional_services",)
    assert _TAXONOMY.match_label("Servizi xyzzy") == SectorMatch()


@pytest.mark.parametrize(
    "label", ["Sector Agnostic", "generalist", "Tutti i settori", "Everything", "Seed specialized. All sectors"]
)
def test_an_agnostic_label_stands_for_every_sector(label: str) -> None:
    assert _TAXONOMY.match_label(label) == SectorMatch(how="synonym", agnostic=True)


def test_an_agnostic_phrase_inside_a_sentence_is_partial() -> None:
    assert _TAXONOMY.match_label("We are a Sector Agnostic PE fund.") == SectorMatch(how="partial", agnostic=True)


@pytest.mark.parametrize("label", ["B2B", "Founded by Women", "Other", "Altro", "PMI innovativa", "Men's"])
def test_a_business_model_or_a_group_is_no_sector(label: str) -> None:
    assert _TAXONOMY.match_label(label) == SectorMatch(how="synonym", not_a_sector=True)


_LABELS = sorted({word for code in _TAXONOMY.codes for word in _TAXONOMY.sector(code).synonyms_it})


@given(label=st.sampled_from(_LABELS), spaces=st.integers(1, 3), is_upper=st.booleans())
def test_case_spaces_and_accents_do_not_matter(label: str, spaces: int, is_upper: bool) -> None:
    written = (label.upper() if is_upper else label.title()).replace(" ", " " * spaces)
    bare = "".join(letter for letter in unicodedata.normalize("NFD", written) if not unicodedata.combining(letter))
    assert _TAXONOMY.match_label(f" {bare} ").codes == _TAXONOMY.match_label(label).codes


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert set(_TAXONOMY.match_cell(text).codes) <= set(_TAXONOMY.codes)
    assert set(_TAXONOMY.mentions(text)) <= set(_TAXONOMY.codes)


@pytest.mark.parametrize(
    ("code", "edition", "sectors"),
    [
        pytest.param("62.01", "2007", ("software",), id="programming 2007"),
        pytest.param("62.10", "2025", ("software",), id="programming 2025"),
        pytest.param("21.20", None, ("pharma",), id="medicines"),
        pytest.param("11.02", None, ("wine",), id="wine"),
        pytest.param("11.07", None, ("food",), id="soft drinks"),
        pytest.param("15.11", None, ("leather",), id="tanning"),
        pytest.param("15.20", None, ("footwear",), id="footwear"),
        pytest.param("32.12", None, ("jewellery",), id="jewellery"),
        pytest.param("30.12", None, ("marine",), id="pleasure boats"),
        pytest.param("23.70", None, ("stone_ceramics",), id="stone"),
        pytest.param("91.02", "2007", ("cultural_heritage",), id="museums 2007"),
        pytest.param("28.99.20", "2007", ("industrial_automation", "robotics"), id="robots 2007"),
        pytest.param("35.11", "2007", ("energy_management", "renewables"), id="electricity 2007"),
        pytest.param("35.11", "2025", ("energy_management",), id="electricity 2025"),
        pytest.param("35.12", "2007", ("energy_management",), id="transmission 2007"),
        pytest.param("35.12", "2025", ("renewables", "solar"), id="renewables 2025"),
        pytest.param("35.12", None, ("energy_management", "renewables", "solar"), id="edition unknown"),
        pytest.param("35.16", None, ("energy_storage",), id="known to 2025 only"),
        pytest.param("63.91", "2007", ("media",), id="news agencies 2007"),
        pytest.param("63.91", "2025", ("consumer_internet",), id="search portals 2025"),
        pytest.param("25.40", "2007", ("defence",), id="weapons 2007"),
        pytest.param("25.30", "2025", ("defence",), id="weapons 2025"),
        pytest.param("C28.29", None, ("mechanics",), id="section letter"),
        pytest.param("620100", None, ("software",), id="no dots"),
        pytest.param("62", None, ("software",), id="division"),
        pytest.param("ATECO 2025 35.12", "2007", ("renewables", "solar"), id="the written edition wins"),
        pytest.param("04", None, (), id="no such division"),
        pytest.param("abc", None, (), id="no code"),
    ],
)
def test_a_code_means_its_sectors(code: str, edition: str | None, sectors: tuple[str, ...]) -> None:
    assert _TAXONOMY.match_code(code, edition) == sectors  # type: ignore[arg-type]  # parametrised literal


def test_every_division_of_either_edition_has_a_sector_or_is_no_business() -> None:
    missing = {4, 34, 40, 44, 48, 54, 57, 67, 76, 83, 89, 97, 98}
    assert {n for n in range(1, 100) if not _TAXONOMY.match_code(f"{n:02}")} == missing


def test_an_italian_text_speaks_of_its_sectors() -> None:
    mentions = _TAXONOMY.mentions("Sviluppiamo droni per l'agricoltura di precisione nei vigneti.")
    assert mentions == {
        "aerospace": pytest.approx(0.6),
        "agritech": pytest.approx(0.7),
        "wine": pytest.approx(0.6),
    }


def test_an_english_text_speaks_of_its_sectors() -> None:
    mentions = _TAXONOMY.mentions("Machine learning and neural networks for medical devices.")
    assert mentions == {"ai": pytest.approx(1 - 0.3 * 0.3), "medical_devices": pytest.approx(0.7)}


def test_a_term_said_twice_counts_once() -> None:
    assert _TAXONOMY.mentions("wineries, a winery") == {"wine": pytest.approx(0.6)}


@pytest.mark.parametrize("text", ["our data", "a platform", "great design", "data, platform, design", "software"])
def test_generic_words_do_not_decide(text: str) -> None:
    assert max(_TAXONOMY.mentions(text).values(), default=0.0) < DECISIVE


@pytest.mark.parametrize(
    "text", ["", "Buongiorno a tutti", "grazie ai nostri clienti", "in questo modo", "win the cart"]
)
def test_a_text_without_sectors_speaks_of_none(text: str) -> None:
    assert _TAXONOMY.mentions(text) == {}


def test_a_span_quotes_the_text() -> None:
    text = "Produciamo Vini rossi"
    assert [(text[span.start : span.end], span.code) for span in _TAXONOMY.mention_spans(text)] == [("Vini", "wine")]


def test_similarity_is_symmetric_with_ones_on_the_diagonal() -> None:
    matrix = _TAXONOMY.similarity
    assert matrix.dtype == np.float32
    assert matrix.shape == (len(_TAXONOMY.codes), len(_TAXONOMY.codes))
    assert np.array_equal(matrix, matrix.T)
    assert np.array_equal(np.diag(matrix), np.ones(len(_TAXONOMY.codes)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("biotech", "pharma", 0.7, id="related in a group"),
        pytest.param("tourism", "wine", 0.5, id="related across groups"),
        pytest.param("pharma", "wellness", 0.4, id="same group"),
        pytest.param("wine", "quantum", 0.0, id="nothing in common"),
    ],
)
def test_similarity_follows_the_relations(one: str, other: str, expected: float) -> None:
    row, column = _TAXONOMY.codes.index(one), _TAXONOMY.codes.index(other)
    assert _TAXONOMY.similarity[row, column] == pytest.approx(expected)


def test_similarity_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        _TAXONOMY.similarity[0, 0] = 0


def test_prototype_texts_follow_the_codes() -> None:
    texts = _TAXONOMY.prototype_texts("it")
    assert len(texts) == len(_TAXONOMY.codes)
    assert texts[_TAXONOMY.codes.index("geothermal")].startswith("Geotermia: geotermia, geotermico")


def test_labels_are_given_in_either_language() -> None:
    assert (_TAXONOMY.label("wine", "it"), _TAXONOMY.label("wine", "en")) == (
        "Vino, birra e distillati",
        "Wine, beer and spirits",
    )


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        _TAXONOMY.sector("alchemy")
