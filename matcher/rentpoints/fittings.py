"""What a kitchen or bathroom may hold that gives points; the names of the library beside ours."""

from __future__ import annotations

from matcher.words.base import Word


class Fitting(Word):
    """Something built in. The first group belongs to kitchens, the second to bathrooms."""

    HOOD = "hood", "afzuigkap", "extractor hood"
    INDUCTION = "induction", "inductiekookplaat", "induction hob"
    CERAMIC = "ceramic", "keramische kookplaat", "ceramic hob"
    GAS_HOB = "gas_hob", "gaskookplaat", "gas hob"
    FRIDGE = "fridge", "koelkast", "fridge"
    FREEZER = "freezer", "vrieskast", "freezer"
    FRIDGE_FREEZER = "fridge_freezer", "koel-vriescombinatie", "fridge-freezer"
    OVEN = "oven", "elektrische oven", "electric oven"
    GAS_OVEN = "gas_oven", "gasoven", "gas oven"
    MICROWAVE = "microwave", "magnetron", "microwave"
    COMBI_OVEN = "combi_oven", "combi-oven met magnetron", "oven and microwave in one"
    DISHWASHER = "dishwasher", "vaatwasser", "dishwasher"
    EXTRA_CUPBOARDS = "extra_cupboards", "extra keukenkasten", "extra kitchen cupboards"
    BOILING_TAP = "boiling_tap", "kraan met kokend water", "boiling-water tap"
    LEVER_TAP = "lever_tap", "eenhendelkraan", "single-lever tap"
    THERMOSTATIC_TAP = "thermostatic_tap", "thermostaatkraan", "thermostatic tap"
    SHOWER_SCREEN = "shower_screen", "vaste douchewand", "fixed shower screen"
    WHIRLPOOL = "whirlpool", "bubbelbad", "whirlpool bath"
    TOWEL_RADIATOR = "towel_radiator", "handdoekradiator", "towel radiator"
    VANITY = "vanity", "wastafelmeubel", "basin with built-in cabinet"
    BATHROOM_CUPBOARD = "bathroom_cupboard", "vaste kast", "built-in cupboard"
    SOCKET = "socket", "stopcontact bij de wastafel", "socket at the basin"


TAPS = (Fitting.LEVER_TAP, Fitting.THERMOSTATIC_TAP)
KITCHEN_FITTINGS = (
    Fitting.HOOD,
    Fitting.INDUCTION,
    Fitting.CERAMIC,
    Fitting.GAS_HOB,
    Fitting.FRIDGE,
    Fitting.FREEZER,
    Fitting.FRIDGE_FREEZER,
    Fitting.OVEN,
    Fitting.GAS_OVEN,
    Fitting.MICROWAVE,
    Fitting.COMBI_OVEN,
    Fitting.DISHWASHER,
    Fitting.EXTRA_CUPBOARDS,
    Fitting.BOILING_TAP,
    *TAPS,
)
BATHROOM_FITTINGS = (
    Fitting.SHOWER_SCREEN,
    Fitting.WHIRLPOOL,
    Fitting.TOWEL_RADIATOR,
    Fitting.VANITY,
    Fitting.BATHROOM_CUPBOARD,
    Fitting.SOCKET,
    *TAPS,
)


class ToiletKind(Word):
    NONE = "", "geen wc", "no toilet"
    STANDING = "standing", "wc op de vloer", "toilet on the floor"
    HANGING = "hanging", "hangende wc", "wall-hung toilet"


class Monument(Word):
    NONE = "none", "nee", "no"
    NATIONAL = "national", "rijksmonument", "national monument"
    LOCAL = (
        "local",
        "gemeentelijk of provinciaal monument",
        "municipal or provincial monument",
    )
    CONSERVATION_AREA = (
        "conservation_area",
        "rijksbeschermd stads- of dorpsgezicht",
        "national conservation area",
    )


class EnergyLabel(Word):
    A4 = "A++++", "A++++", "A++++"
    A3 = "A+++", "A+++", "A+++"
    A2 = "A++", "A++", "A++"
    A1 = "A+", "A+", "A+"
    A = "A", "A", "A"
    B = "B", "B", "B"
    C = "C", "C", "C"
    D = "D", "D", "D"
    E = "E", "E", "E"
    F = "F", "F", "F"
    G = "G", "G", "G"


#: The library's name of a fitting to ours.
LIBRARY_NAMES = {
    Fitting.HOOD: "inbouw_afzuiginstallatie",
    Fitting.INDUCTION: "inbouw_kookplaat_inductie",
    Fitting.CERAMIC: "inbouw_kookplaat_keramisch",
    Fitting.GAS_HOB: "inbouw_kookplaat_gas",
    Fitting.FRIDGE: "inbouw_koelkast",
    Fitting.FREEZER: "inbouw_vrieskast",
    Fitting.FRIDGE_FREEZER: "inbouw_koelvriescombinatie",
    Fitting.OVEN: "inbouw_oven_elektrisch",
    Fitting.GAS_OVEN: "inbouw_oven_gas",
    Fitting.MICROWAVE: "inbouw_magnetron",
    Fitting.COMBI_OVEN: "inbouw_combi_magnetron_en_of_oven",
    Fitting.DISHWASHER: "inbouw_vaatwasmachine",
    Fitting.EXTRA_CUPBOARDS: "extra_keukenkastruimte_boven_het_minimum",
    Fitting.BOILING_TAP: "kokend_waterfunctie",
    Fitting.LEVER_TAP: "eenhandsmengkraan",
    Fitting.THERMOSTATIC_TAP: "thermostatische_mengkraan",
    Fitting.SHOWER_SCREEN: "douchewand",
    Fitting.WHIRLPOOL: "bubbelfunctie_van_het_bad",
    Fitting.TOWEL_RADIATOR: "handdoekenradiator",
    Fitting.VANITY: "ingebouwd_kastje_met_in_of_opgebouwde_wastafel",
    Fitting.BATHROOM_CUPBOARD: "kastruimte",
    Fitting.SOCKET: "stopcontact_bij_wastafel",
}
FITTING_NAMES = {name: fitting for fitting, name in LIBRARY_NAMES.items()}
