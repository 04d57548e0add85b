"""What each problem says, and its remedy. ``{…}`` is filled with what the problem is about."""

from __future__ import annotations

from matcher.exchange.column import Text

# code: (message nl, message en, remedy nl, remedy en)
_TEXTS: dict[str, tuple[str, str, str, str]] = {
    # --- The file as a whole
    "empty_file": (
        "Het bestand is leeg.",
        "The file is empty.",
        "Kies een bestand met een rij met kolomnamen en daaronder de gegevens.",
        "Choose a file with a row of column names and the records below it.",
    ),
    "no_rows": (
        "Onder de kolomnamen staan geen gegevens.",
        "There are no records below the column names.",
        "Vul minstens één rij in.",
        "Fill in at least one row.",
    ),
    "file_too_large": (
        "Het bestand is groter dan {limit} MB.",
        "The file is larger than {limit} MB.",
        "Verdeel de rijen over meer bestanden.",
        "Spread the rows over more files.",
    ),
    "too_many_rows": (
        "Het bestand heeft meer dan {limit} rijen.",
        "The file has more than {limit} rows.",
        "Verdeel de rijen over meer bestanden.",
        "Spread the rows over more files.",
    ),
    "too_many_columns": (
        "Deze rij heeft meer dan {limit} kolommen.",
        "This row has more than {limit} columns.",
        "Gebruik het sjabloon en haal alles weg wat rechts van de laatste kolom staat.",
        "Use the template and remove everything to the right of the last column.",
    ),
    "old_excel": (
        "Dit is een Excel-bestand van de oude soort (.xls).",
        "This is an Excel file of the old kind (.xls).",
        "Open het in Excel en bewaar het als .xlsx of als CSV.",
        "Open it in Excel and save it as .xlsx or as CSV.",
    ),
    "password": (
        "Het bestand is beveiligd met een wachtwoord.",
        "The file is protected by a password.",
        "Haal in Excel het wachtwoord weg en bewaar het bestand opnieuw.",
        "Remove the password in Excel and save the file again.",
    ),
    "damaged_excel": (
        "Het Excel-bestand is beschadigd of geen echt Excel-bestand.",
        "The Excel file is damaged, or not a real Excel file.",
        "Open het in Excel en bewaar het opnieuw als .xlsx of als CSV.",
        "Open it in Excel and save it again as .xlsx or as CSV.",
    ),
    "swollen_excel": (
        "Het Excel-bestand is uitgepakt veel te groot.",
        "The Excel file is far too large when unpacked.",
        "Kopieer alleen de rijen met gegevens naar het sjabloon en bewaar dat.",
        "Copy only the rows with records into the template and save that.",
    ),
    "other_format": (
        "Dit soort bestand kan Kamermatch niet lezen ({format}).",
        "Kamermatch cannot read this kind of file ({format}).",
        "Bewaar het als .xlsx of als CSV.",
        "Save it as .xlsx or as CSV.",
    ),
    "no_reference_data": (
        "De gemeenten van Nederland staan nog niet in de database.",
        "The municipalities of the Netherlands are not in the database yet.",
        "Laat de beheerder 'kamermatch reference load' uitvoeren.",
        "Have the administrator run 'kamermatch reference load'.",
    ),
    "wrong_kind": (
        "Dit lijkt een bestand met {other}, niet met {chosen}.",
        "This looks like a file with {other}, not with {chosen}.",
        "Kies bij het importeren de andere soort.",
        "Choose the other kind when you import.",
    ),
    # --- The row with column names
    "missing_column": (
        "De kolom '{header}' ontbreekt.",
        "The column '{header}' is missing.",
        "Voeg deze kolom toe; de naam staat in het sjabloon.",
        "Add this column; its name is in the template.",
    ),
    "unknown_column": (
        "Kamermatch kent deze kolom niet.",
        "Kamermatch does not know this column.",
        "Haal de kolom weg of gebruik een naam uit het sjabloon.",
        "Remove the column or use a name from the template.",
    ),
    "unknown_column_like": (
        "Kamermatch kent deze kolom niet.",
        "Kamermatch does not know this column.",
        "Bedoel je '{likely}'?",
        "Did you mean '{likely}'?",
    ),
    "double_column": (
        "Deze kolom staat er twee keer in.",
        "This column is there twice.",
        "Haal een van de twee weg.",
        "Remove one of the two.",
    ),
    "nameless_column": (
        "Boven deze kolom staat geen naam, maar er staan wel gegevens in.",
        "This column has no name, but there are values in it.",
        "Zet er een kolomnaam boven of maak de kolom leeg.",
        "Give it a column name or empty the column.",
    ),
    # --- How a cell is written
    "undecodable": (
        "In deze cel staat een teken dat niet te lezen is.",
        "This cell has a character that cannot be read.",
        "Bewaar het bestand als CSV UTF-8 of als .xlsx.",
        "Save the file as CSV UTF-8 or as .xlsx.",
    ),
    "broken_quotes": (
        "De aanhalingstekens kloppen niet: de tekst houdt niet op of gaat erna door.",
        "The quotation marks are wrong: the text does not end, or goes on after its end.",
        'Zet om de hele tekst één paar aanhalingstekens; een " in de tekst wordt "".',
        'Put one pair of quotation marks around the whole text; a " inside becomes "".',
    ),
    "control_character": (
        "In deze cel staat een onzichtbaar teken dat hier niet hoort.",
        "This cell has an invisible character that does not belong here.",
        "Typ de tekst opnieuw.",
        "Type the text again.",
    ),
    "excel_error": (
        "In deze cel staat een foutmelding van Excel.",
        "This cell has an error of Excel.",
        "Herstel de formule of typ de waarde zelf.",
        "Mend the formula or type the value yourself.",
    ),
    "formula_without_value": (
        "In deze cel staat een formule waarvan de uitkomst niet is bewaard.",
        "This cell has a formula whose outcome was not saved.",
        "Open het bestand in Excel en bewaar het opnieuw, of typ de waarde zelf.",
        "Open the file in Excel and save it again, or type the value yourself.",
    ),
    "date_in_text": (
        "Excel heeft van deze waarde een datum gemaakt.",
        "Excel turned this value into a date.",
        "Geef de kolom de opmaak 'Tekst' en typ de waarde opnieuw.",
        "Give the column the format 'Text' and type the value again.",
    ),
    "extra_cell": (
        "Deze rij heeft meer cellen dan er kolommen zijn.",
        "This row has more cells than there are columns.",
        "Zet tekst met een scheidingsteken tussen aanhalingstekens, of haal de cel weg.",
        "Put text with a separator between quotation marks, or remove the cell.",
    ),
    "bsn": (
        "Hier staat een getal dat een BSN kan zijn. Kamermatch bewaart geen BSN.",
        "This holds a number that may be a BSN. Kamermatch never stores a BSN.",
        "Haal het nummer weg. Is het een telefoonnummer, begin dan met 0 of +31.",
        "Remove the number. If it is a phone number, start it with 0 or +31.",
    ),
    # --- The value of a cell
    "required": (
        "Deze cel mag niet leeg zijn.",
        "This cell must not be empty.",
        "Vul in: {meaning}",
        "Fill in: {meaning}",
    ),
    "too_long": (
        "Deze tekst is langer dan {limit} tekens.",
        "This text is longer than {limit} characters.",
        "Maak de tekst korter.",
        "Shorten the text.",
    ),
    "spaces_in_reference": (
        "In een kenmerk mag geen spatie of regeleinde staan.",
        "A reference must not hold a space or line break.",
        "Haal de spatie weg of gebruik een streepje.",
        "Remove the space or use a hyphen.",
    ),
    "not_whole": (
        "Dit is geen heel getal.",
        "This is not a whole number.",
        "Vul een getal in zonder komma, zoals 21.",
        "Fill in a number without decimals, such as 21.",
    ),
    "not_money": (
        "Dit is geen bedrag in euro.",
        "This is not an amount in euros.",
        "Vul een bedrag in, zoals 425 of 425,50.",
        "Fill in an amount, such as 425 or 425.50.",
    ),
    "not_number": (
        "Dit is geen getal.",
        "This is not a number.",
        "Vul een getal in, zoals 12,5.",
        "Fill in a number, such as 12.5.",
    ),
    "too_low": (
        "Dit getal is te laag.",
        "This number is too low.",
        "Vul minstens {limit} in.",
        "Fill in at least {limit}.",
    ),
    "too_high": (
        "Dit getal is te hoog.",
        "This number is too high.",
        "Vul hoogstens {limit} in.",
        "Fill in at most {limit}.",
    ),
    "not_date": (
        "Dit is geen datum.",
        "This is not a date.",
        "Schrijf dag, maand en jaar, zoals 31-12-2026.",
        "Write day, month and year, such as 31-12-2026 (or 2026-12-31).",
    ),
    "date_not_in_calendar": (
        "Deze datum bestaat niet.",
        "This date does not exist.",
        "Schrijf eerst de dag, dan de maand, dan het jaar, zoals 31-12-2026.",
        "Write the day first, then the month, then the year, such as 31-12-2026.",
    ),
    "short_year": (
        "Het jaar heeft maar twee cijfers.",
        "The year has only two digits.",
        "Schrijf het jaar met vier cijfers, zoals 31-12-2026.",
        "Write the year with four digits, such as 31-12-2026.",
    ),
    "number_for_date": (
        "Hier staat een getal in plaats van een datum.",
        "This is a number instead of a date.",
        "Geef de kolom in Excel de opmaak 'Datum'.",
        "Give the column the format 'Date' in Excel.",
    ),
    "not_yes_no": (
        "Dit is geen ja of nee.",
        "This is neither yes nor no.",
        "Vul ja of nee in.",
        "Fill in yes or no.",
    ),
    "unknown_word": (
        "Deze waarde is hier niet bekend.",
        "This value is not known here.",
        "Kies uit: {choices}.",
        "Choose from: {choices}.",
    ),
    "unknown_word_like": (
        "Deze waarde is hier niet bekend.",
        "This value is not known here.",
        "Bedoel je '{likely}'? Kies uit: {choices}.",
        "Did you mean '{likely}'? Choose from: {choices}.",
    ),
    "unknown_language": (
        "Kamermatch kent de taal '{language}' niet.",
        "Kamermatch does not know the language '{language}'.",
        "Schrijf de naam van de taal of de code van twee letters, met een komma ertussen.",
        "Write the name of the language or its two-letter code, separated by commas.",
    ),
    "not_postcode": (
        "Dit is geen Nederlandse postcode.",
        "This is not a Dutch postcode.",
        "Schrijf vier cijfers en twee letters, zoals 3511 AB.",
        "Write four digits and two letters, such as 3511 AB.",
    ),
    "not_email": (
        "Dit is geen e-mailadres.",
        "This is not an e-mail address.",
        "Schrijf één adres, zoals naam@voorbeeld.nl.",
        "Write one address, such as name@example.org.",
    ),
    "not_phone": (
        "Dit is geen telefoonnummer.",
        "This is not a phone number.",
        "Begin met 0 of +. Is de 0 weggevallen, geef de kolom dan de opmaak 'Tekst'.",
        "Start with 0 or +. If the 0 was lost, give the column the format 'Text'.",
    ),
    "unknown_municipality": (
        "Deze gemeente is niet bekend.",
        "This municipality is not known.",
        "Schrijf de naam voluit of de CBS-code, zoals GM0344.",
        "Write the full name or the CBS code, such as GM0344.",
    ),
    "unknown_municipality_like": (
        "Deze gemeente is niet bekend.",
        "This municipality is not known.",
        "Bedoel je '{likely}'?",
        "Did you mean '{likely}'?",
    ),
    "unknown_organisation": (
        "Deze zorgorganisatie is niet bekend.",
        "This care organisation is not known.",
        "Gebruik de code of naam uit Kamermatch, of laat de beheerder haar toevoegen. {known}",
        "Use the code or name in Kamermatch, or have the administrator add it. {known}",
    ),
    "unknown_place": (
        "Deze plaats is niet bekend.",
        "This place is not known.",
        "Schrijf de plaats voluit, met de gemeente erachter: Beek (Montferland).",
        "Write the name in full, with the municipality: Beek (Montferland).",
    ),
    "unknown_place_like": (
        "Deze plaats is niet bekend.",
        "This place is not known.",
        "Bedoel je '{likely}'? De gemeente kan erachter: Beek (Montferland).",
        "Did you mean '{likely}'? You may add the municipality: Beek (Montferland).",
    ),
    "ambiguous_place": (
        "Er zijn meer plaatsen die zo heten.",
        "There are several places of this name.",
        "Zet de gemeente erachter: {choices}.",
        "Add the municipality: {choices}.",
    ),
    "broken_place_list": (
        "Een van de plekken is niet goed geschreven: '{item}'.",
        "One of the places is not written well: '{item}'.",
        "Schrijf: straks, werkplaats: Zwolle. Zet een puntkomma tussen twee plekken.",
        "Write: later, work town: Zwolle. Put a semicolon between two places.",
    ),
    # --- Values that do not go together
    "until_not_after_from": (
        "De kamer is niet meer vrij vóór of op de eerste vrije dag ({start}).",
        "The room stops being free before or on its first free day ({start}).",
        "Vul een datum in na 'Vrij vanaf', of laat de cel leeg.",
        "Fill in a date after 'Free from', or leave the cell empty.",
    ),
    "until_without_from": (
        "Er is een einddatum, maar de kamer wordt niet aangeboden.",
        "There is an end date, but the room is not on offer.",
        "Vul bij 'Vrij vanaf' een datum in of maak deze cel leeg.",
        "Fill in a date under 'Free from' or empty this cell.",
    ),
    "ages_out_of_order": (
        "De oudste leeftijd is lager dan de jongste ({lowest}).",
        "The highest age is below the lowest ({lowest}).",
        "Wissel de twee om of verbeter er een.",
        "Swap the two or correct one.",
    ),
    "rent_not_plausible": (
        "Deze huur kan niet kloppen.",
        "This rent cannot be right.",
        "Vul de huur per maand in: meer dan 0 en hoogstens {limit} euro.",
        "Fill in the rent per month: more than 0 and at most {limit} euros.",
    ),
    "position_incomplete": (
        "Breedtegraad en lengtegraad horen bij elkaar; een van de twee ontbreekt.",
        "Latitude and longitude belong together; one of them is missing.",
        "Vul beide in of laat beide leeg.",
        "Fill in both or leave both empty.",
    ),
    "position_unknown": (
        "Bij deze postcode en plaats is geen plek op de kaart bekend.",
        "No position on the map is known for this postcode and town.",
        "Verbeter postcode of plaats, of vul breedtegraad en lengtegraad in.",
        "Correct the postcode or the town, or fill in latitude and longitude.",
    ),
    "date_in_future": (
        "Deze datum ligt in de toekomst.",
        "This date is in the future.",
        "Vul een datum in tot en met vandaag.",
        "Fill in a date up to today.",
    ),
    "date_not_plausible": (
        "Deze datum kan niet kloppen.",
        "This date cannot be right.",
        "Vul een datum in tussen {first} en {last}.",
        "Fill in a date between {first} and {last}.",
    ),
    "birth_date_not_plausible": (
        "Met deze geboortedatum is de jongere {age} jaar.",
        "With this date of birth the youth is {age} years old.",
        "Controleer het jaar.",
        "Check the year.",
    ),
    "age_outside_window": (
        "Op de dag van verhuizen is de jongere {age}; gewoon is {lowest} tot en met {highest}.",
        "On the day of moving the youth is {age}; usual is {lowest} to {highest}.",
        "Controleer de datum, of vul bij 'Uitzondering op leeftijd' ja in met een reden.",
        "Check the date, or fill in yes under 'Age exception', with a reason.",
    ),
    "exception_without_reason": (
        "Bij een uitzondering op leeftijd hoort een reden.",
        "An age exception needs a reason.",
        "Vul de reden in.",
        "Fill in the reason.",
    ),
    "no_place": (
        "Er is geen plaats ingevuld die telt voor de jongere.",
        "No place that matters to the youth is filled in.",
        "Vul minstens de woonplaats in.",
        "Fill in at least the home town.",
    ),
    "placed_by_file": (
        "'Geplaatst' volgt uit een plaatsing en kan niet via een bestand veranderen.",
        "'Placed' follows from a placement and cannot change through a file.",
        "Laat de cel leeg, of vul de status in die de jongere nu heeft.",
        "Leave the cell empty, or fill in the present status of the youth.",
    ),
    "youth_is_placed": (
        "De jongere is geplaatst. Daarom kan een bestand de status niet veranderen.",
        "The youth is placed, so a file cannot change the status.",
        "Leg eerst in Kamermatch vast dat de kennismaking of de plaatsing eindigt, of laat de cel "
        "leeg.",
        "First write down in Kamermatch that the introduction or the placement ends, or leave the "
        "cell empty.",
    ),
    "no_step_of_youth": (
        "Een bestand kan een jongere met de status van nu deze status niet geven.",
        "A file cannot give this status to a youth with the present one.",
        "Laat de cel leeg, of vul de status in die de jongere nu heeft. Wie gestopt is, meld je "
        "eerst weer aan.",
        "Leave the cell empty, or fill in the present status of the youth. Who has withdrawn is "
        "registered again first.",
    ),
    "not_ready_yet": (
        "De jongere kan nog niet klaar zijn voor een match. In het dossier ontbreekt: {missing}.",
        "The youth cannot be ready to be matched yet. The dossier lacks: {missing}.",
        "Vul het dossier eerst aan in Kamermatch, of laat de cel leeg.",
        "Complete the dossier in Kamermatch first, or leave the cell empty.",
    ),
    "no_step_to_status": (
        "Een bestand kan een gastgezin met de status van nu deze status niet geven.",
        "A file cannot give this status to a host with the present one.",
        "Laat de cel leeg, of vul de status in die het gastgezin nu heeft. Goedkeuren en afwijzen "
        "na een huisbezoek doe je bij het besluit over dat bezoek.",
        "Leave the cell empty, or fill in the present status of the host. Approving, and refusing "
        "after a home visit, belong to the decision on that visit.",
    ),
    "somebody_lives_there": (
        "Er woont nog een jongere bij dit gastgezin. Daarom kan het nog niet stoppen.",
        "A youth still lives with this host, who cannot stop yet.",
        "Leg eerst vast dat de plaatsing eindigt.",
        "First write down that the placement ends.",
    ),
    "example_row": (
        "Dit is de voorbeeldrij van het sjabloon.",
        "This is the example row of the template.",
        "Haal de rij weg.",
        "Remove the row.",
    ),
    # --- Rows that do not go together
    "double_row": (
        "Deze rij is dezelfde als rij {other}.",
        "This row is the same as row {other}.",
        "Haal een van de twee weg.",
        "Remove one of the two.",
    ),
    "double_reference": (
        "Dit kenmerk staat ook op rij {other}.",
        "This reference is also on row {other}.",
        "Geef elk een eigen kenmerk of haal een rij weg.",
        "Give each its own reference or remove one row.",
    ),
    "double_youth": (
        "Deze jongere staat ook op rij {other}: zelfde naam en geboortedatum.",
        "This youth is also on row {other}: same name and date of birth.",
        "Haal een rij weg. Zijn het echt twee mensen, vul dan bij beiden een e-mailadres in.",
        "Remove one row. If they really are two people, fill in an e-mail address for both.",
    ),
    "double_room": (
        "Deze kamer lijkt dezelfde als die op rij {other}.",
        "This room looks the same as the one on row {other}.",
        "Haal een rij weg of geef elke kamer een eigen omschrijving.",
        "Remove one row or give each room its own description.",
    ),
    "double_home": (
        "Dit adres hoort op rij {other} bij huishouden {reference}.",
        "On row {other} this address belongs to household {reference}.",
        "Gebruik één kenmerk voor het huishouden, of zet een toevoeging bij het huisnummer.",
        "Use one reference for the household, or add an addition to the house number.",
    ),
    "differs_from_row": (
        "Op rij {other} staat bij hetzelfde kenmerk iets anders: '{value_there}'.",
        "Row {other} has another value for the same reference: '{value_there}'.",
        "Maak de twee gelijk.",
        "Make the two the same.",
    ),
    "periods_overlap": (
        "Deze periode valt samen met die op rij {other}.",
        "This period overlaps with the one on row {other}.",
        "Laat de ene periode beginnen als de andere ophoudt.",
        "Let one period begin when the other ends.",
    ),
    "room_awaited": (
        "In deze kamer wordt op {day} iemand verwacht; volgens dit bestand is de kamer die dag "
        "niet vrij.",
        "Somebody is expected in this room on {day}; by this file the room is not free that day.",
        "Laat de periode staan. Gaat het echt niet door, haal de kamer dan weg op haar eigen "
        "pagina: dan hoort iedereen het.",
        "Leave the period as it was. If it really is off, take the room out on its own page: "
        "then everybody hears.",
    ),
    "room_of_other_household": (
        "Deze kamer hoort in Kamermatch bij huishouden {reference}.",
        "In Kamermatch this room belongs to household {reference}.",
        "Verbeter een van de twee kenmerken.",
        "Correct one of the two references.",
    ),
    "known_youth": (
        "Waarschijnlijk is dit dezelfde jongere als {reference}, die al in Kamermatch staat.",
        "This is probably the same youth as {reference}, already in Kamermatch.",
        "Gebruik kenmerk {reference} om die jongere bij te werken, of haal de rij weg. "
        "Zijn het twee mensen, vul dan bij beiden een e-mailadres in.",
        "Use reference {reference} to update that youth, or remove the row. "
        "If they are two people, fill in an e-mail address for both.",
    ),
    "known_household": (
        "Waarschijnlijk is dit hetzelfde huishouden als {reference}, dat al in Kamermatch staat.",
        "This is probably the same household as {reference}, already in Kamermatch.",
        "Gebruik kenmerk {reference} om dat huishouden bij te werken, of haal de rij weg.",
        "Use reference {reference} to update that household, or remove the row.",
    ),
    "known_home": (
        "Dit adres hoort in Kamermatch al bij huishouden {reference}.",
        "In Kamermatch this address already belongs to household {reference}.",
        "Gebruik kenmerk {reference}, of zet een toevoeging bij het huisnummer.",
        "Use reference {reference}, or add an addition to the house number.",
    ),
    "known_elsewhere": (
        "Dit staat waarschijnlijk al in Kamermatch, bij een andere regio.",
        "This is probably in Kamermatch already, with another region.",
        "Neem contact op met de beheerder.",
        "Contact the administrator.",
    ),
    "other_region": (
        "Deze gemeente hoort niet bij jouw regio.",
        "This municipality is not in your region.",
        "Haal de rij weg of laat een coördinator van die gemeente haar importeren.",
        "Remove the row or let a coordinator of that municipality import it.",
    ),
    "reference_elsewhere": (
        "Dit kenmerk is al in gebruik buiten jouw regio.",
        "This reference is in use outside your region.",
        "Gebruik een ander kenmerk.",
        "Use another reference.",
    ),
}

MESSAGES = {code: Text(texts[0], texts[1]) for code, texts in _TEXTS.items()}
REMEDIES = {code: Text(texts[2], texts[3]) for code, texts in _TEXTS.items()}
