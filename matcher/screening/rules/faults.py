"""What can be wrong with a flow chart: where it is, what it is, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.screening.rules.chart import Bilingual


@dataclass(frozen=True, order=True)
class Fault:
    """``node`` is the code of a question or outcome ('' for the chart itself).

    ``answer`` is the code of one of its answers, ``detail`` what else the text names.
    """

    node: str
    code: str
    answer: str = ""
    detail: str = ""

    def what(self, language: str) -> str:
        return TEXTS[self.code][0].label(language).format(detail=self.detail)

    def remedy(self, language: str) -> str:
        return TEXTS[self.code][1].label(language).format(detail=self.detail)

    def __str__(self) -> str:
        where = "/".join(part for part in (self.node, self.answer) if part) or "chart"
        return f"{where}: {self.what('en')} {self.remedy('en')}"


#: A draft may have these for a while; it cannot go live with them.
UNFINISHED = frozenset({"dead_end", "too_few_answers", "unreachable", "never_taken", "no_start"})

TEXTS: dict[str, tuple[Bilingual, Bilingual]] = {
    "not_a_chart": (
        Bilingual(
            "Dit is geen stroomschema: {detail}.",
            "This is no flow chart: {detail}.",
        ),
        Bilingual(
            "Gebruik een begin en een lijst met vragen en uitkomsten.",
            "Give a start and a list of questions and outcomes.",
        ),
    ),
    "too_large": (
        Bilingual(
            "Het schema heeft te veel vragen en uitkomsten: meer dan {detail}.",
            "The chart has too many questions and outcomes: more than {detail}.",
        ),
        Bilingual("Haal vragen weg.", "Take questions away."),
    ),
    "too_tangled": (
        Bilingual(
            "De vragen over het dossier hangen te veel van elkaar af om alles na te gaan.",
            "The questions about the dossier depend on each other too much to check everything.",
        ),
        Bilingual("Gebruik minder gegevens.", "Use fewer facts."),
    ),
    "no_start": (
        Bilingual("Het schema heeft geen begin.", "The chart has no start."),
        Bilingual(
            "Kies de vraag waar het schema begint.", "Choose the question where the chart starts."
        ),
    ),
    "start_is_outcome": (
        Bilingual("Het schema begint met een uitkomst.", "The chart starts with an outcome."),
        Bilingual("Laat het met een vraag beginnen.", "Let it start with a question."),
    ),
    "double_node": (
        Bilingual("De code {detail} komt twee keer voor.", "The code {detail} is there twice."),
        Bilingual("Geef elk een eigen code.", "Give each a code of its own."),
    ),
    "double_answer": (
        Bilingual(
            "Twee antwoorden hebben dezelfde code of tekst: {detail}.",
            "Two answers have the same code or text: {detail}.",
        ),
        Bilingual("Geef elk antwoord een eigen tekst.", "Give each answer a text of its own."),
    ),
    "missing_language": (
        Bilingual("Een tekst ontbreekt: {detail}.", "A text is missing: {detail}."),
        Bilingual(
            "Schrijf de tekst in het Nederlands en in het Engels.",
            "Write the text in Dutch and in English.",
        ),
    ),
    "text_too_long": (
        Bilingual("Een tekst is te lang: {detail}.", "A text is too long: {detail}."),
        Bilingual("Maak de tekst korter.", "Make the text shorter."),
    ),
    "no_reason": (
        Bilingual("De uitkomst heeft geen reden.", "The outcome has no reason."),
        Bilingual(
            "Schrijf in beide talen waarom iemand hier uitkomt.",
            "Write in both languages why somebody ends here.",
        ),
    ),
    "unknown_route": (
        Bilingual("De route {detail} bestaat niet.", "There is no route {detail}."),
        Bilingual("Kies een route uit de lijst.", "Choose a route of the list."),
    ),
    "unknown_fact": (
        Bilingual("Het gegeven {detail} bestaat niet.", "There is no fact {detail}."),
        Bilingual("Kies een gegeven uit de lijst.", "Choose a fact of the list."),
    ),
    "bad_test": (
        Bilingual(
            "De voorwaarde past niet bij het gegeven: {detail}.",
            "The condition does not suit the fact: {detail}.",
        ),
        Bilingual(
            "Gebruik bij een getal 'minstens' of 'hoogstens' met een getal dat kan, en anders een of meer keuzes.",
            "Use 'at least' or 'at most' with a possible number for a number, else one or more choices.",
        ),
    ),
    "test_without_fact": (
        Bilingual(
            "Een antwoord heeft een voorwaarde, maar de vraag leest niets uit het dossier.",
            "An answer has a condition, but the question reads nothing in the dossier.",
        ),
        Bilingual(
            "Haal de voorwaarde weg, of kies een gegeven.",
            "Remove the condition, or choose a fact.",
        ),
    ),
    "no_test": (
        Bilingual(
            "Een antwoord dat niet het laatste is, heeft geen voorwaarde.",
            "An answer that is not the last has no condition.",
        ),
        Bilingual(
            "Geef elk antwoord behalve het laatste een voorwaarde.",
            "Give each answer but the last a condition.",
        ),
    ),
    "no_otherwise": (
        Bilingual(
            "Het laatste antwoord heeft een voorwaarde, dus soms past geen enkel antwoord.",
            "The last answer has a condition, so that sometimes no answer fits.",
        ),
        Bilingual(
            "Laat de voorwaarde van het laatste antwoord weg: het geldt in alle andere gevallen.",
            "Leave out the condition of the last answer: it holds in all other cases.",
        ),
    ),
    "too_few_answers": (
        Bilingual(
            "De vraag heeft minder dan twee antwoorden.", "The question has fewer than two answers."
        ),
        Bilingual(
            "Voeg een antwoord toe, of haal de vraag weg.", "Add an answer, or remove the question."
        ),
    ),
    "dead_end": (
        Bilingual(
            "Het antwoord {detail} leidt nergens heen.", "The answer {detail} leads nowhere."
        ),
        Bilingual(
            "Kies de vraag of de uitkomst die erop volgt.",
            "Choose the question or outcome that follows.",
        ),
    ),
    "unknown_target": (
        Bilingual(
            "Het antwoord {detail} leidt naar iets wat er niet is.",
            "The answer {detail} leads to something that is not there.",
        ),
        Bilingual(
            "Laat dit antwoord eerst ergens anders heen leiden.",
            "Let this answer lead somewhere else first.",
        ),
    ),
    "loop": (
        Bilingual(
            "Het schema loopt in een kring: {detail}.", "The chart runs in a circle: {detail}."
        ),
        Bilingual(
            "Laat een van deze antwoorden naar een latere vraag of een uitkomst leiden.",
            "Let one of these answers lead to a later question or an outcome.",
        ),
    ),
    "unreachable": (
        Bilingual("Niemand kan hier komen.", "Nobody can get here."),
        Bilingual(
            "Laat een antwoord hierheen leiden, of haal het weg.",
            "Let an answer lead here, or remove it.",
        ),
    ),
    "never_taken": (
        Bilingual(
            "Het antwoord {detail} kan nooit gelden: eerdere vragen of antwoorden sluiten het uit.",
            "The answer {detail} can never hold: earlier questions or answers rule it out.",
        ),
        Bilingual(
            "Haal dit antwoord weg, of verander de voorwaarde.",
            "Remove this answer, or change the condition.",
        ),
    ),
    "no_examples": (
        Bilingual(
            "Het schema is nog op geen voorbeeld geprobeerd.",
            "The chart has not been tried on any example yet.",
        ),
        Bilingual(
            "Loop het schema door bij 'Proberen' en bewaar minstens één voorbeeld.",
            "Walk through the chart at 'Try' and keep at least one example.",
        ),
    ),
    "example_differs": (
        Bilingual(
            "Een voorbeeld komt anders uit dan verwacht: {detail}.",
            "An example ends otherwise than expected: {detail}.",
        ),
        Bilingual(
            "Verander het schema, of geef bij het voorbeeld aan dat de nieuwe uitkomst klopt.",
            "Change the chart, or say at the example that the new outcome is right.",
        ),
    ),
}
