"""Which part of the world a country lies in, as people who invest across borders speak of it."""

from __future__ import annotations

from collections.abc import Mapping

_PARTS = {
    "europe": (
        "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK"
        " MT NL NO PL PT RO RS SE SI SK SM UA VA XK"
    ),
    "north_america": "CA US PM BM GL",
    "latin_america": (
        "AG AI AR AW BB BL BO BR BS BZ CL CO CR CU CW DM DO EC FK GD GF GP GT GY HN HT JM KN KY LC MF MQ MS MX NI PA PE"
        " PR PY SR SV SX TC TT UY VC VE VG VI"
    ),
    "middle_east": "AE BH EG IL IQ IR JO KW LB OM PS QA SA SY TR YE",
    "africa": (
        "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG"
        " RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW"
    ),
    "asia": (
        "AF AM AZ BD BN BT CN GE HK ID IN IO JP KG KH KP KR KZ LA LK MM MN MO MV MY NP PH PK RU SG TH TJ TL TM TW UZ VN"
    ),
    "oceania": "AS AU CC CK CX FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV VU WF WS",
}

PART_OF: Mapping[str, str] = {code: part for part, codes in _PARTS.items() for code in codes.split()}
"""The part of the world of each country, by ISO 3166 alpha-2 code; a code that is missing lies nowhere known."""
