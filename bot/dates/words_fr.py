"""The French words of dates and hours, folded (no accents, blanks for apostrophes and dashes)."""

from bot.dates.tables import Table

_UNITS = (
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
UNITS = _UNITS.split()

NUMBERS: dict[int, str] = dict(enumerate(UNITS))
NUMBERS[1] = "un|une"
NUMBERS |= {10 + unit: f"dix {UNITS[unit]}" for unit in (7, 8, 9)}
for _tens, _name in ((20, "vingt"), (30, "trente"), (40, "quarante"), (50, "cinquante")):
    NUMBERS[_tens] = _name
    NUMBERS[_tens + 1] = f"{_name} et un|{_name} et une"
    NUMBERS |= {_tens + unit: f"{_name} {UNITS[unit]}" for unit in range(2, 10)}
NUMBERS[60] = "soixante"

YEARS: dict[int, str] = {
    2000 + number: f"deux mille {words}" for number, words in NUMBERS.items() if 20 <= number < 50
}

WORDS: Table = {
    "weekday": {
        0: "lundi|lun",
        1: "mardi|mar",
        2: "mercredi|mer|mercr|mecredi|mercedi",
        3: "jeudi|jeu",
        4: "vendredi|ven|vend|vendrdi|vendedi",
        5: "samedi|sam|sammedi|samdi",
        6: "dimanche|dim|dimache|dimenche",
    },
    "month": {
        1: "janvier|janv|jan|janvie",
        2: "fevrier|fevr|fev|fevirer",
        3: "mars",
        4: "avril|avr",
        5: "mai",
        6: "juin",
        7: "juillet|juil|juill|juilet",
        8: "aout|aou",
        9: "septembre|sept|sep|septmbre|setembre",
        10: "octobre|oct|ocotbre",
        11: "novembre|nov|novembr|novmbre",
        12: "decembre|dec|decembr|decmbre",
    },
    "offset": {
        0: "aujourd hui|d aujourd hui|aujourdhui|aujourd hui meme|aujour d hui|auj|ajd|ce jour",
        1: "demain",
        2: "apres demain|apresdemain",
        -1: "hier",
        -2: "avant hier",
    },
    "nth": {1: "premier|1 er|1 ier|1 °"},
    "figured": {1: "1 er|1 ier"},
    "rank": {
        1: "premier|premiere|1 er|1 ere|1 re",
        2: "deuxieme|second|seconde|2 e|2 eme|2 nd|2 nde",
        3: "troisieme|3 e|3 eme",
        4: "quatrieme|4 e|4 eme",
        -1: "dernier|derniere",
    },
    "part": {
        "morning": "matin|le matin|au matin|dans la matinee|en matinee|en debut de matinee"
        "|en fin de matinee|fin de matinee|debut de matinee|matinee",
        "afternoon": "apres midi|l apres midi|dans l apres midi|en apres midi|aprem|dans l aprem"
        "|en debut d apres midi|en fin d apres midi|debut d apres midi|fin d apres midi|l aprem"
        "|en fin d aprem|fin d aprem|en debut d aprem|debut d aprem",
        "late": "en fin de journee|fin de journee",
        "evening": "soir|le soir|au soir|en soiree|dans la soiree|en debut de soiree"
        "|debut de soiree|soiree",
        "night": "nuit|dans la nuit",
        "noon": "midi|le midi",
    },
    "hour_part": {
        "morning": "du matin|du mat",
        "afternoon": "de l apres midi|de l aprem",
        "evening": "du soir",
        "night": "de la nuit",
    },
    "today_part": {
        "morning": "ce matin",
        "afternoon": "cet apres midi|cette apres midi|cet aprem|cette aprem",
        "evening": "ce soir",
        "night": "cette nuit",
        "noon": "ce midi",
    },
    "noon": "midi",
    "midnight": "minuit",
    "the": "le|l",
    "this": "ce|cet|cette",
    "of": "de|du|d",
    "at": {"at": "a|@", "from": "a partir de|a compter de|des"},
    "h": "h|heure|heures|hrs|hr",
    "min": "min|mn|minute|minutes",
    "past_hour": {30: "et demie|et demi", 15: "et quart|et un quart", 45: "et trois quarts"},
    "less_quarter": "moins le quart|moins un quart|moins quart",
    "less": "moins",
    "and": "et",
    "sharp": "pile|precise|precises|tapante|tapantes|pile poil",
    "next": "prochain|prochaine|proch",
    "coming": "qui vient|qui arrive|a venir|venant",
    "last": "dernier|derniere|passe|passee",
    "next_week": "la semaine prochaine|semaine prochaine|de la semaine prochaine|la semaine pro"
    "|semaine pro|sem prochaine|la sem prochaine|la prochaine semaine|de la prochaine semaine"
    "|de la semaine pro|sem pro|la semaine qui vient|de la semaine qui vient",
    "this_week": "cette semaine|de cette semaine",
    "next_month": "du mois prochain|le mois prochain|mois prochain|du prochain mois",
    "this_month": "de ce mois|de ce mois ci|ce mois ci|du mois courant|ce mois",
    "weeks_on": {1: "en huit|en 8", 2: "en quinze|en 15"},
    "weekend": "week end|weekend|we|wk",
    "in": "dans",
    "unit": {
        "minute": "minute|minutes|min|mn",
        "hour": "heure|heures|h",
        "day": "jour|jours|j",
        "week": "semaine|semaines|sem",
        "month": "mois",
        "year": "an|ans|annee|annees",
    },
    "stretch": {
        15: "un quart d heure|1 quart d heure|1 / 4 h|1 / 4 d heure",
        30: "une demi heure|1 demi heure|une demie heure|1 / 2 heure|1 / 2 h|une 1 / 2 heure",
        45: "trois quarts d heure|3 quarts d heure|3 / 4 h|3 / 4 d heure",
    },
    "ago_before": "il y a|ca fait",
    "opening": "rdv|rendez vous|disons|date|ce sera|ca sera|on dit|c est|on se retrouve|on se voit",
    "closing": "svp|stp|s il vous plait|s il te plait|merci",
    "zone_of": "heure de|heure d|heures de|heure",
    "feast": {
        "01-01": "jour de l an|nouvel an",
        "02-14": "saint valentin|la saint valentin",
        "06-21": "fete de la musique|la fete de la musique",
        "08-15": "assomption",
        "10-31": "halloween",
        "11-01": "toussaint|la toussaint",
        "12-24": "veille de noel|la veille de noel|reveillon de noel",
        "12-25": "noel|jour de noel",
        "12-26": "lendemain de noel",
        "12-31": "saint sylvestre|la saint sylvestre|reveillon du jour de l an"
        "|reveillon du nouvel an",
        "easter+0": "paques|dimanche de paques|jour de paques",
        "easter+1": "lundi de paques",
        "easter-2": "vendredi saint",
        "easter+39": "ascension|jeudi de l ascension|jeudi ascension",
        "easter+49": "pentecote|la pentecote|dimanche de pentecote",
        "easter+50": "lundi de pentecote",
    },
}

MARKS: dict[str, str] = {
    "negation": "pas|reporte|reportee|sauf|ni|non|annule|annulee|aucun|jamais|sans|excepte|hors",
    "past": "hier|il y a|derniere|dernier|passe|passee",
    "recurring": "tous|toutes|chaque|les|lundis|mardis|mercredis|jeudis|vendredis|samedis"
    "|dimanches|quotidien|hebdomadaire",
    "approximate": "vers|environ|bientot|fin|debut|mi|milieu|courant|autour|peut etre|un de ces"
    "|quelques|prochainement|plutot|aux alentours|d ici|plus tard|plus tot|genre|vacances|printemps"
    "|ete|automne|hiver",
    "range": "entre|jusqu|jusque|au|avant|apres|a partir|des|pendant|durant|depuis|du|-|semaine"
    "|mois|week end|weekend",
    "several": "ou|et|puis|ainsi que",
}
