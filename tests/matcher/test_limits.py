from __future__ import annotations

import pytest

from matcher.limits import NO_LIMITS, Limits, read_limits
from matcher.profiles import Stage

NORDIC = {"DK", "FI", "IS", "NO", "SE"}
SEED, SERIES_A, GROWTH = Stage.SEED, Stage.SERIES_A, Stage.GROWTH


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("We invest in Norwegian founders.", {"NO"}),
        ("We back UK-based B2B startups.", {"GB"}),
        ("We invest in US-based early-stage software companies.", {"US"}),
        ("We invest in startups in India.", {"IN"}),
        ("Seed rounds for founders based in LatAm.", {"BR", "MX"}),
        ("We support Nordic tech companies.", NORDIC),
        ("We invest in Vermont-based boat builders and other companies.", {"US"}),
        ("We back companies with a lasting Nebraska tie.", {"US"}),
        ("We invest in small businesses in Oregon.", {"US"}),
        ("We invest in the Midwest.", {"US"}),
        ("We fund Ontario and Quebec startups.", {"CA"}),
        ("We invest in hardware teams around Montreal.", {"CA"}),
        ("We invest in Chilean and Southeast Asian founders.", {"CL", "VN", "SG"}),
        ("We invest in toys, 90% Nordic.", NORDIC),
        ("We invest in solar firms across Kenya, Ghana and Rwanda.", {"KE", "GH", "RW"}),
        ("Seed-stage makers of tools. Geography: Poland, Czechia.", {"PL", "CZ"}),
        ("We invest in founders with roots in Armenia.", {"AM"}),
        ("We do not invest outside Japan or Korea.", {"JP", "KR"}),
        ("We back Dutch founders with global ambition.", {"NL"}),
        ("We help French startups scale their sales globally.", {"FR"}),
    ],
)
def test_a_place_tied_to_the_companies_is_a_limit(text: str, countries: set[str]) -> None:
    assert countries <= (read_limits(text).countries or frozenset())


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("You must be headquartered in the US, Canada or Japan to get our tickets.", {"US", "CA", "JP"}),
        ("We invest in firms incorporated in Delaware or in Ireland.", {"US", "IE"}),
        ("We support companies located in France (mainly), Spain or Portugal.", {"FR", "ES", "PT"}),
        ("We back US and UK pre-seed companies.", {"US", "GB"}),
        ("We fund Bolivian, Peruvian and Ukrainian founders.", {"BO", "PE", "UA"}),
    ],
)
def test_all_places_of_a_list_count_and_no_other(text: str, countries: set[str]) -> None:
    assert read_limits(text).countries == countries


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A Mumbai fund run from India.",
        "We are a French bank.",
        "We invest in European startups and in founders anywhere in the world.",
        "We lead rounds of Italian startups globally.",
        "We back European firms and also invest worldwide.",
        "We invest in startups that make robots.",
        "We invest in startups that expand to Germany.",
        "We invest in teams outside California.",
        "We fund startups for the Indian market.",
        "We invest in tools, and our offices are in Rome and Cairo.",
        "She worked in Norway before she began to back founders.",
        "We invest in makers who polish glass with us by the sea.",
        "We invest in anything and sit in Oslo.",
    ],
)
def test_where_it_sits_or_a_word_for_the_world_is_no_limit_of_place(text: str) -> None:
    assert read_limits(text).countries is None


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("Lotus Oak is a Mumbai-based venture capital firm.", {"IN"}),
        ("India's pioneering venture fund for games.", {"IN"}),
        ("One of Kenya's foremost Angel Networks.", {"KE"}),
        ("A SEBI registered fund for toys.", {"IN"}),
        ("We are a Bengaluru-based investor in chips.", {"IN"}),
        ("The only Moscow-based fund for bakeries.", {"RU"}),
        ("A venture fund headquartered in Lagos, Nigeria.", {"NG"}),
        ("We are based in Berlin and like bicycles.", {"DE"}),
    ],
)
def test_where_the_fund_says_it_sits_is_its_home(text: str, home: set[str]) -> None:
    assert read_limits(text).home == home
    assert read_limits(text).sentences == ()


@pytest.mark.parametrize(
    "text",
    [
        "We invest in Berlin-based startups.",
        "A London-based fund that invests worldwide.",
        "She is based in Paris and likes boats.",
        "We invest in startups in Chile.",
        "Before that she was an analyst at a fund based in Boston, where she was the third to be hired.",
    ],
)
def test_the_home_of_others_or_of_a_fund_for_the_world_is_none(text: str) -> None:
    assert read_limits(text).home == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "We invest in women-led companies.",
        "For underrepresented founders.",
        "We back spin-outs of Stanford.",
        "We invest in companies founded by women or veterans.",
        "We back Palantir alumni.",
        "We invest in founders from Brown/RISD.",
        "Teams with at least one founder from the TU Delft.",
        "We invest in alumni of Bocconi.",
        "We back founders who come from the games industry.",
        "We fund student entrepreneurs.",
    ],
)
def test_founders_of_a_kind_are_a_limit(text: str) -> None:
    assert read_limits(text).founders


@pytest.mark.parametrize(
    "text",
    [
        "Minority or majority investments.",
        "Founders who care about women's health.",
        "We like repeat founders.",
        "We back founders who were promoted somewhere real.",
        "We invest in founders from Portugal.",
        "40% of our companies have a female founder.",
        "Our team of Google alumni works on tools.",
        "We are a women-led fund for robots.",
        "She is an alumna of Stanford who supports startups.",
    ],
)
def test_other_uses_of_those_words_are_none(text: str) -> None:
    assert not read_limits(text).founders


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("Companies with $1M+ ARR.", 1_000_000),
        ("We look for €2 million in annual revenue.", 2_000_000),
        ("Makers of tools with >$6M ARR.", 6_000_000),
        ("Bakeries with £1M+ revenue.", 1_000_000),
        ("Firms with at least 70k EUR monthly revenues.", 12 * 70_000),
        ("Shops from $50k/month revenue.", 12 * 50_000),
        ("Teams with $100k+ in ARR.", 100_000),
        ("We take those with $500k ARR.", 500_000),
        ("Those past $1 million in annual recurring revenue.", 1_000_000),
        ("A minimum MRR of 20k.", 12 * 20_000),
        ("Firms with early revenues of $1M+.", 1_000_000),
        ("An annual turnover of minimum 5M€.", 5_000_000),
        ("Revenue greater than USD 10k/month.", 12 * 10_000),
        ("Ideally $30,000 in monthly recurring revenue or more.", 12 * 30_000),
        ("Around €0,5 - €1M ARR.", 500_000),
        ("Between $2-7M in ARR.", 2_000_000),
        ("We put $5-50M into firms with $3-20 million in revenues.", 3_000_000),
        ("At least €1M in revenue, or €50k MRR.", 12 * 50_000),
    ],
)
def test_the_least_revenue_asked_for_is_read_by_year(text: str, least: float) -> None:
    assert read_limits(text).revenue_eur == pytest.approx(least)


@pytest.mark.parametrize(
    "text",
    [
        "We write checks of $1M to $3M.",
        "Our fund of $50M backs firms with recurring revenue.",
        "Tickets of up to €3 million for teams with early revenue.",
        "Valuations under €10M, pre-revenue.",
        "They can reach $100M in revenue.",
        "Firms with less than €2M of revenue.",
        "We come in before $1M ARR.",
        "ARR from 0 to 2M.",
        "Markets of $1B in revenue.",
        "60% of your ARR upfront.",
        "She grew the firm to $5M in revenue.",
        "Revenue is not required.",
    ],
)
def test_tickets_markets_upper_ends_and_pasts_are_no_revenue_asked_for(text: str) -> None:
    assert read_limits(text).revenue_eur == 0


@pytest.mark.parametrize(("text", "asks"), [("Firms with $499k ARR.", False), ("Firms with $500k ARR.", True)])
def test_revenue_from_half_a_million_on_is_more_than_a_seed_company_has(text: str, asks: bool) -> None:
    assert read_limits(text).revenue is asks


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("We invest in Series A-C companies.", {SERIES_A, GROWTH}),
        ("We invest from Series B onwards.", {GROWTH, Stage.PRE_IPO}),
        ("We back growth-stage companies.", {GROWTH}),
        ("We fund pre-seed and seed rounds.", {Stage.PRE_SEED, SEED}),
        ("We invest typically from seed to Series B.", {SEED, SERIES_A, GROWTH}),
        ("We back founders at the seed stage.", {SEED}),
        ("We invest in late seed to series A.", {SEED, SERIES_A}),
        ("We accelerate mid-stage firms.", {SERIES_A, GROWTH}),
        ("We invest at idea stage.", {Stage.IDEA}),
        ("We invest in (pre-)seed rounds.", {Stage.PRE_SEED, SEED}),
        ("We lead Seed and A rounds.", {SEED, SERIES_A}),
        ("We invest in series B to pre-IPO.", {GROWTH, Stage.PRE_IPO}),
        ("We invest up to Series A.", {Stage.IDEA, Stage.PRE_SEED, SEED, SERIES_A}),
        ("We invest in pre-Series A and Series A.", {SEED, SERIES_A}),
        ("We invest in early and growth-stage firms.", {Stage.PRE_SEED, SEED, SERIES_A, GROWTH}),
        ("We like bread. We fund seed rounds of bakeries. We also invest in Series A of mills.", {SEED, SERIES_A}),
    ],
)
def test_stages_in_prose_are_read(text: str, stages: set[Stage]) -> None:
    assert read_limits(text).stages == stages


@pytest.mark.parametrize(
    "text",
    [
        "We are stage agnostic but like seed.",
        "We invest at all stages, seed or growth.",
        "We invest from idea stage to pre-IPO.",
        "He joined a maker of boats at Series A.",
        "Previously she led seed rounds for a bank.",
        "We do not invest at seed.",
        "We help founders on their way to Series A.",
        "Seed Capital Partners invests in boats.",
        "We invest in seeds and crops.",
        "We look for growth and ideas.",
        "We invest in early-stage firms.",
        "We come in first and follow on at Series B.",
    ],
)
def test_no_stage_is_read_where_none_or_every_one_is_meant(text: str) -> None:
    assert read_limits(text).stages == frozenset()


@pytest.mark.parametrize(
    ("text", "excludes"),
    [
        ("We don't do wellness / wellbeing, nor adtech.", ("wellness", "wellbeing", "adtech")),
        ("Any field with the exception of biotech.", ("biotech",)),
        ("Software only, no hardware.", ("hardware",)),
        ("Any field, excluding deep tech and healthcare.", ("deep tech", "healthcare")),
        ("We do not invest in crypto, real estate or therapeutics.", ("crypto", "real estate", "therapeutics")),
        ("All sectors except mining and Oil.", ("mining", "oil")),
        ("We like hospitals but not medical devices.", ("medical devices",)),
        ("No gambling, no weapons. We fund the rest.", ("gambling", "weapons")),
        ("Generally we avoid consumer and capital intensive startups.", ("consumer", "capital intensive")),
        ("Tutti i settori, escluso il settore immobiliare.", ("immobiliare",)),
        ("Non investiamo in armi, tabacco o gioco d'azzardo.", ("armi", "tabacco", "gioco d'azzardo")),
        ("Finanziamo tutto ad eccezione del turismo e dell'edilizia.", ("turismo", "edilizia")),
    ],
)
def test_fields_that_are_ruled_out_are_listed(text: str, excludes: tuple[str, ...]) -> None:
    assert read_limits(text).excludes == excludes


@pytest.mark.parametrize(
    "text",
    [
        "We take no equity.",
        "No fees and no board seats.",
        "Money, and not just advice on software.",
        "Nothing is too early for us.",
        "No matter what you build in energy.",
        "We like no-code tools and non-invasive devices.",
        "Not only software, but machines.",
        "We work exclusively with exceptional biotech teams.",
        "We do not invest in companies without revenue.",
        "We do not invest in seed rounds.",
        "We don't invest in Peru.",
        "We don't take board seats in software firms.",
        "Software and biotech; at least $1M ARR (except biotech).",
        "No revenue needed.",
    ],
)
def test_other_noes_rule_out_no_field(text: str) -> None:
    assert read_limits(text).excludes == ()


def test_the_sentences_that_say_a_limit_are_kept_once_and_in_order() -> None:
    limits = [
        "We invest in Norwegian founders of hardware firms.",
        "We want to see at least $1M in ARR from them.",
        "We particularly back women-led companies there.",
        "We invest at seed and Series A in those firms.",
        "We do not invest in crypto or in real estate.",
    ]
    text = " ".join(
        [
            "We are former engineers in the old port of Oslo.",
            *limits,
            "Our tea is good, so come and see us on any day.",
            limits[1],
        ]
    )
    assert read_limits(text).sentences == tuple(limits)


def test_a_sentence_whose_place_does_not_count_is_not_kept() -> None:
    assert (
        read_limits("We invest in Danish firms of all kinds and trades. We do so anywhere in the world.") == NO_LIMITS
    )


def test_a_text_without_limits_gives_none() -> None:
    assert read_limits("We make cheese for bakeries.") == NO_LIMITS == Limits()
