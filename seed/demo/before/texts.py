"""Short Dutch texts about youths and homes, at an easy reading level; all of them made up."""

from __future__ import annotations

from matcher.words import HouseRuleKind, LifeDomain

HOUSING_QUESTIONS = (
    "Een eigen kamer in een rustig huis, niet te ver van school.",
    "Weg uit de groep en stap voor stap op eigen benen staan.",
    "Een vaste plek. Nu slaap ik om de beurt bij vrienden.",
    "Een kamer bij mensen die samen eten en vragen hoe je dag was.",
    "Iets betaalbaars in de stad waar ik werk.",
)
GUIDANCE_QUESTIONS = (
    "Hulp met post, geld en de verzekering.",
    "Iemand die elke week even meedenkt over school en werk.",
    "Leren koken en een dagritme vasthouden.",
    "Hulp bij het aanvragen van toeslagen en een DigiD.",
    "Een vast gezicht om mee te praten als het druk is in mijn hoofd.",
)
MOTIVATIONS = (
    "Ik wil laten zien dat ik het kan, met iemand in de buurt.",
    "Samenwonen met andere mensen lijkt mij fijner dan alleen.",
    "Ik wil mijn opleiding afmaken en daarna zelf een woning zoeken.",
    "Ik help graag mee in huis en kan goed met kinderen omgaan.",
)
SUMMARIES = (
    "Goed gesprek. Weet goed wat er nodig is en komt afspraken na.",
    "Rustig kennisgemaakt. Wil graag meedoen in een huishouden.",
    "De woonvraag is helder. Over begeleiding praten we nog door.",
    "Vertelde open over school en geld. Sterk netwerk: een tante en de trainer.",
)
TALENTS = (
    "Kan goed koken voor een grote groep.",
    "Is handig: repareert fietsen en telefoons.",
    "Is geduldig, past vaak op een neefje.",
    "Sport veel en krijgt anderen mee.",
    "Spreekt drie talen en tolkt voor de familie.",
)
WISHES = (
    "Samen eten op een paar vaste avonden.",
    "Een bureau op de kamer voor huiswerk.",
    "Af en toe iemand mogen uitnodigen.",
    "Een tuin of een park in de buurt.",
)
MUST_NOTS = (
    "Geen drukke feesten in huis.",
    "Niet midden in de nacht iedereen wakker.",
    "Geen huis waar veel ruzie is.",
    "",
)
LEVEL_NOTES = {
    LifeDomain.HOUSING: "Kan nog een paar maanden blijven.",
    LifeDomain.MONEY: "Leert omgaan met een weekbudget.",
    LifeDomain.WORK_SCHOOL: "Gaat de meeste dagen, met een vaste mentor.",
    LifeDomain.PARTICIPATION: "Heeft een vaste groep vrienden.",
}
HOUSE_RULES = {
    HouseRuleKind.QUIET: "Na tien uur 's avonds is het rustig in huis.",
    HouseRuleKind.VISITORS: "Bezoek is welkom. Laat het van tevoren weten.",
    HouseRuleKind.OVERNIGHT: "Een logé kan, na overleg.",
    HouseRuleKind.KITCHEN: "Wie kookt, wast niet af. Ruim na het eten op.",
    HouseRuleKind.CLEANING: "Op zaterdag maken we samen schoon.",
    HouseRuleKind.SMOKING: "Roken doen we buiten.",
    HouseRuleKind.ALCOHOL_DRUGS: "Geen drugs in huis.",
    HouseRuleKind.AWAY: "Kom je later dan twaalf uur thuis? Stuur een bericht.",
}
HOUSEMATE_WISHES = (
    "Iemand die het leuk vindt om af en toe mee te eten.",
    "Iemand met een vaste dagbesteding die zelf ook gezelligheid zoekt.",
    "Een rustige huisgenoot die zegt wat er is.",
)
IMPRESSIONS = (
    "Warm huis. We kregen meteen koffie en ze vroegen door over de jongere.",
    "Praktische mensen. Ze dachten al na over een sleutel en een vaste eetdag.",
    "Rustig gezin. Iedereen in huis staat erachter.",
    "Open gesprek, ook over wat lastig kan zijn. Ze zeggen het als iets niet past.",
    "Nette kamer. Gaven eerlijk aan dat ze overdag weinig thuis zijn.",
)
DEBRIEFINGS = (
    "We waren het snel eens: geschikt. Goed voor iemand die structuur zoekt.",
    "Geschikt, met aandacht voor de rookmelder. We bellen na twee weken nog eens.",
    "Fijne plek voor een jongere die graag meedoet in huis.",
)
ACTIONS = (
    "Rookmelder ophangen op de overloop",
    "Bureau neerzetten in de kamer",
    "Buren vertellen dat er iemand komt wonen",
)
ATTENTION = "Besproken; ze pakken dit zelf op."
