"""Count the points of one room in a process of its own: JSON in, JSON out.

``python -m matcher.rentpoints.child`` is the only place where the library ``woningwaardering``
is imported. On import it sets the locale and the time zone of its process, replaces the hooks for
errors and warnings and turns every user warning into an error: none of that may reach the web
server or a worker. The library can also post an address to the land registry; here it gets no
address, and the process refuses to open any connection.
"""

from __future__ import annotations

import json
import socket
import sys
from datetime import date
from importlib.metadata import version
from typing import Any, NoReturn

from matcher.rentpoints.fittings import LIBRARY_NAMES, Fitting

LIBRARY = "woningwaardering"
MISSING = 3  # exit code: the library cannot be imported
UNSUPPORTED_DATE = 4  # exit code: the library has no rules for this reference date

_LABEL_NAMES = {"A++++": "ap4", "A+++": "ap3", "A++": "app", "A+": "ap"}
_LABEL_YEARS = 10  # how long an energy label is valid

#: Per kind of space the library's kind and detailed kind.
_KINDS = {
    "room": ("vertrek", "woon_en_of_slaapkamer"),
    "bedroom": ("vertrek", "slaapkamer"),
    "living_room": ("vertrek", "woonkamer"),
    "living_kitchen": ("vertrek", "woonkamer_en_of_keuken"),
    "kitchen": ("vertrek", "keuken"),
    "bathroom": ("vertrek", "badkamer"),
    "bathroom_with_toilet": ("vertrek", "badkamer_met_toilet"),
    "toilet": ("overige_ruimten", "toiletruimte"),
    "storage": ("overige_ruimten", "berging"),
    "bicycles": ("overige_ruimten", "berging"),
    "laundry": ("overige_ruimten", "wasruimte"),
    "attic": ("overige_ruimten", "zolder"),
    "garage": ("overige_ruimten", "garage"),
    "other": ("vertrek", "overig_vertrek"),
    "hall": ("verkeersruimte", "gang"),
    "garden": ("buitenruimte", "tuin"),
    "balcony": ("buitenruimte", "balkon"),
}

_COUNTED = {"showers": "douche", "baths": "bad", "basins": "wastafel"}
_TOILETS = {"standing": "staand_toilet", "hanging": "hangend_toilet"}
_MONUMENTS = {
    "national": "rijksmonument",
    "local": "gemeentelijk_monument",
    "conservation_area": "rijksbeschermd_stadsgezicht",
}


def main() -> None:
    """Read what is known of the room from standard input, write the count to standard output."""
    given = json.load(sys.stdin)
    _close_the_network()
    try:
        import woningwaardering  # noqa: F401
    except ImportError as error:
        print(error, file=sys.stderr)
        sys.exit(MISSING)
    try:
        _require_rules_for(date.fromisoformat(given["reference_on"]))
    except ValueError as error:
        print(error, file=sys.stderr)
        sys.exit(UNSUPPORTED_DATE)
    json.dump(count(given), sys.stdout)


def _close_the_network() -> None:
    def refuse(*args: Any, **kwargs: Any) -> NoReturn:
        raise OSError("counting points needs no network")

    socket.socket.connect = refuse  # type: ignore[method-assign]
    socket.create_connection = refuse
    socket.getaddrinfo = refuse


def _require_rules_for(reference_on: date) -> None:
    from woningwaardering.stelsels.utils import controleer_peildatum

    controleer_peildatum(reference_on)


def count(given: dict[str, Any]) -> dict[str, Any]:
    """Return points, maximum and lines; ``given`` as ``matcher.rentpoints.rules.Given`` writes it."""
    import warnings

    from woningwaardering import OnzelfstandigeWoonruimten

    with warnings.catch_warnings(record=True) as remarks:
        warnings.simplefilter("always")
        unit = _unit(given)
        result = OnzelfstandigeWoonruimten(date.fromisoformat(given["reference_on"])).waardeer(unit)
    return {
        "library": version(LIBRARY),
        "points": result.punten,
        "maximum_cents": round(100 * (result.maximale_huur_inclusief_opslag or 0)),
        "surcharge_percentage": round(100 * (result.opslagpercentage or 0)),
        "groups": [_group(group) for group in result.groepen or []],
        "remarks": sorted({str(remark.message) for remark in remarks}),
    }


def _group(group: Any) -> dict[str, Any]:
    return {
        "code": group.criterium_groep.stelselgroep.name,
        "points": group.punten,
        "surcharge_percentage": round(100 * (group.opslagpercentage or 0)),
        "lines": [
            {
                "path": line.criterium.id.split("__")[1:],
                "name": line.criterium.naam,
                "points": line.punten,
                "amount": line.aantal,
            }
            for line in group.woningwaarderingen or []
        ],
    }


def _unit(given: dict[str, Any]) -> Any:
    from woningwaardering.vera.bvg import generated as vera
    from woningwaardering.vera.referentiedata import Woningwaarderingstelsel

    building = given["building"]
    return _made(
        vera.EenhedenEenheid,
        id="room",
        woningwaarderingstelsel=Woningwaarderingstelsel.onzelfstandige_woonruimten,
        bouwjaar=building["built_in"],
        # An empty list says 'no monument'; None would make the library look it up by itself.
        monumenten=_monuments(building["monument"]),
        datum_afsluiten_huurovereenkomst=date.fromisoformat(given["reference_on"]),
        energieprestaties=_labels(building),
        ruimten=[_space(space) for space in given["spaces"]],
        **_value(building),
    )


def _made(kind: Any, **values: Any) -> Any:
    """Make a record of the library by its Python names; its types know the aliases only."""
    return kind(**values)


def _monuments(code: str) -> list[Any]:
    from woningwaardering.vera.referentiedata import Eenheidmonument

    return [getattr(Eenheidmonument, _MONUMENTS[code])] if code in _MONUMENTS else []


def _labels(building: dict[str, Any]) -> list[Any]:
    from woningwaardering.vera.bvg.generated import EenhedenEnergieprestatie
    from woningwaardering.vera.referentiedata import (
        Energielabel,
        Energieprestatiesoort,
        Energieprestatiestatus,
    )

    label, registered = building["energy_label"], building["label_on"]
    if not label or not registered:
        return []
    begins = date.fromisoformat(registered)
    name = _LABEL_NAMES.get(label, label.lower())
    return [
        EenhedenEnergieprestatie(
            soort=Energieprestatiesoort.energielabel_conform_nta8800,
            status=Energieprestatiestatus.definitief,
            begindatum=begins,
            einddatum=_years_later(begins, _LABEL_YEARS),
            label=getattr(Energielabel, name),
        )
    ]


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)


def _value(building: dict[str, Any]) -> dict[str, Any]:
    """Return the WOZ value with what it is compared with; nothing unless all of it is known."""
    from woningwaardering.vera.bvg import generated as vera

    town = _a_town_of(building["municipality"])
    if not (building["woz_cents"] and building["woz_year"] and building["usable_m2"] and town):
        return {}
    return {
        "woz_eenheden": [
            _made(
                vera.EenhedenWozEenheid,
                vastgestelde_waarde=building["woz_cents"] / 100,
                waardepeildatum=date(building["woz_year"], 1, 1),
            )
        ],
        "adresseerbaar_object_basisregistratie": _made(
            vera.EenhedenAdresseerbaarObjectBasisregistratie,
            bag_gebruikers_oppervlakte=building["usable_m2"],
        ),
        "adres": vera.EenhedenEenheidadres(woonplaats=vera.EenhedenWoonplaats(code=town)),
    }


def _a_town_of(municipality: str) -> str | None:
    """Return the code of any town of the municipality: a COROP area follows municipal borders."""
    import csv
    from importlib.resources import files

    table = files(LIBRARY).joinpath("data/corop/corop.generated.csv").read_text("utf-8")
    wanted = municipality.removeprefix("GM")
    for row in csv.DictReader(table.splitlines()):
        if row["Gemeentecode"] == wanted:
            return row["Woonplaatscode"]
    return None


def _space(space: dict[str, Any]) -> Any:
    from woningwaardering.vera.bvg.generated import EenhedenRuimte
    from woningwaardering.vera.referentiedata import Ruimtedetailsoort, Ruimtesoort

    kind, detail = _KINDS[space["kind"]]
    return _made(
        EenhedenRuimte,
        id=f"s{space['id']}",
        naam=f"s{space['id']}",  # people read the names that we give, in their language
        soort=getattr(Ruimtesoort, kind),
        detail_soort=getattr(Ruimtedetailsoort, detail),
        oppervlakte=space["area_m2"],
        verwarmd=space["is_heated"],
        verkoeld=bool(space["details"].get("is_cooled")),
        gedeeld_met_aantal_onzelfstandige_woonruimten=space["shared_by"],
        bouwkundige_elementen=_elements(space),
        installaties=_installations(space["details"]),
    )


def _elements(space: dict[str, Any]) -> list[Any]:
    from woningwaardering.vera.bvg.generated import BouwkundigElementenBouwkundigElement
    from woningwaardering.vera.referentiedata import Bouwkundigelementdetailsoort as Element

    found = []
    worktop_cm = space["details"].get("worktop_cm")
    if worktop_cm:
        found.append((Element.aanrecht, 10 * worktop_cm))
    if space["kind"] == "attic":
        has_stairs = space["details"].get("has_fixed_stairs")
        found.append((Element.trap if has_stairs else Element.vlizotrap, None))
    return [
        _made(
            BouwkundigElementenBouwkundigElement, id="worktop", detail_soort=detail, lengte=length
        )
        for detail, length in found
    ]


def _installations(details: dict[str, Any]) -> list[Any]:
    from woningwaardering.vera.referentiedata import Installatiesoort

    names = [LIBRARY_NAMES[Fitting(code)] for code in details.get("fittings", [])]
    for key, name in _COUNTED.items():
        names += [name] * details.get(key, 0)
    if details.get("toilet") in _TOILETS:
        names.append(_TOILETS[details["toilet"]])
    return [getattr(Installatiesoort, name) for name in names]


if __name__ == "__main__":
    main()
