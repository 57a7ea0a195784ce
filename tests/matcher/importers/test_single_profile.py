"""A typed profile is read as the row of a file with the same values would be."""

from __future__ import annotations

from dataclasses import replace

from matcher.importers import Sign, alike, check_profile
from matcher.profiles import Intent, Money, Profile, ProfileKind, Stage

FULL = Profile(
    id="x",
    name="Serra S.r.l.",
    kind=ProfileKind.MENTOR,
    description="Robots for greenhouses.",
    sectors=("agritech",),
    offers=(Intent.MENTORING,),
    stages=(Stage.SEED,),
    ticket_min=Money(amount=1e5, currency="USD"),
    ticket_max=Money(amount=5e5, currency="USD"),
    country="IT",
    countries=("*",),
    languages=("it",),
    employees=3,
    founded=2017,
    trl=6,
    website="https://serra.example",
    vat_number="IT01234567897",
    portfolio=("Alfa", "Beta"),
)


def test_a_tidy_profile_stays_as_it_is() -> None:
    assert check_profile(FULL) == (FULL, ())


def test_doubts_name_the_field_and_what_may_not_be_kept_goes() -> None:
    typed = replace(
        FULL,
        description="Robots. Write to ada@serra.example",
        vat_number="RSSMRA80A01H501U",
        ticket_min=FULL.ticket_max,
        ticket_max=FULL.ticket_min,
        employees=6_000_000,
        website="https://serra.example/",
    )
    found, problems = check_profile(typed)
    assert found is not None
    assert "ada@" not in found.description
    assert (found.vat_number, found.employees, found.website) == ("", None, "https://serra.example")
    assert (found.ticket_min, found.ticket_max) == (FULL.ticket_min, FULL.ticket_max)
    assert {(one.code, one.column) for one in problems} == {
        ("contact_in_text", "description"),
        ("personal_tax_code", "vat_number"),
        ("ticket_ends_swapped", "ticket_min"),
        ("implausible_number", "employees"),
    }


def test_nothing_is_left_of_a_profile_without_a_name() -> None:
    found, problems = check_profile(replace(FULL, name="n.d."))
    assert found is None
    assert "missing_name" in {one.code for one in problems}


def test_who_is_alike_is_told_with_the_first_sign() -> None:
    def other(one: str, name: str, website: str = "", vat_number: str = "") -> Profile:
        return Profile(id=one, name=name, kind=ProfileKind.INVESTOR, website=website, vat_number=vat_number)

    others = [
        other("a", "Zeta", vat_number="01234567897"),
        other("b", "SERRA", "www.serra.example/about"),
        other("c", "serra spa"),
        other("d", "Omega", "http://serra.example"),
        other("e", "Omega", "https://linkedin.com/company/serra"),
        other("f", "Serramenti"),
    ]
    assert alike(FULL, others) == {
        "a": Sign.SAME_VAT_NUMBER,
        "b": Sign.SAME_WEBSITE_AND_NAME,
        "c": Sign.SAME_NAME,
        "d": Sign.SAME_WEBSITE,
    }
