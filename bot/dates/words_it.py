"""The Italian words of dates and hours, folded (no accents, blanks for apostrophes and dashes)."""

from bot.dates.tables import Table

_UNITS = (
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici"
    " quindici sedici diciassette diciotto diciannove"
)
UNITS = _UNITS.split()

NUMBERS: dict[int, str] = dict(enumerate(UNITS))
NUMBERS[1] = "uno|una|un"
for _tens, _name in ((20, "venti"), (30, "trenta"), (40, "quaranta"), (50, "cinquanta")):
    NUMBERS[_tens] = _name
    NUMBERS |= {
        # The tens lose their vowel before uno and otto: ventuno, ventotto.
        _tens + unit: f"{_name[:-1] if unit in (1, 8) else _name}{UNITS[unit]}"
        for unit in range(1, 10)
    }
NUMBERS[60] = "sessanta"

YEARS: dict[int, str] = {
    2000 + number: f"duemila{words}|duemila {words}"
    for number, words in NUMBERS.items()
    if 20 <= number < 50
}

WORDS: Table = {
    "weekday": {
        0: "lunedi|lun",
        1: "martedi|mar|mart",
        2: "mercoledi|mer|merc|mercoldi|mercoleda",
        3: "giovedi|gio|giov",
        4: "venerdi|ven|vener|venedi",
        5: "sabato|sab",
        6: "domenica|dom|domenca",
    },
    "month": {
        1: "gennaio|gen|genn|genaio",
        2: "febbraio|feb|febb|febraio",
        3: "marzo|mar",
        4: "aprile|apr",
        5: "maggio|mag|magg",
        6: "giugno|giu",
        7: "luglio|lug",
        8: "agosto|ago",
        9: "settembre|set|sett",
        10: "ottobre|ott",
        11: "novembre|nov",
        12: "dicembre|dic",
    },
    "offset": {
        0: "oggi",
        1: "domani",
        2: "dopodomani|dopo domani|posdomani|domani l altro",
        -1: "ieri",
        -2: "l altro ieri|ieri l altro|altro ieri|avantieri",
    },
    "nth": {1: "primo|1 °"},
    "figured": {1: "1 °"},
    "rank": {
        1: "primo|prima|1 °",
        2: "secondo|seconda|2 °",
        3: "terzo|terza|3 °",
        4: "quarto|quarta|4 °",
        -1: "ultimo|ultima",
    },
    "part": {
        "morning": "mattina|mattino|al mattino|in mattinata|la mattina|nella mattinata"
        "|di prima mattina|in tarda mattinata|tarda mattinata",
        "afternoon": "pomeriggio|nel pomeriggio|il pomeriggio|nel primo pomeriggio"
        "|primo pomeriggio",
        "late": "tardo pomeriggio|nel tardo pomeriggio|fine giornata|a fine giornata",
        "evening": "sera|in serata|la sera|nella serata|alla sera|in prima serata",
        "night": "notte|nella notte",
    },
    "hour_part": {
        "morning": "di mattina|del mattino|della mattina",
        "afternoon": "del pomeriggio|di pomeriggio",
        "evening": "di sera|della sera",
        "night": "di notte|della notte",
    },
    "today_part": {
        "morning": "stamattina|stamani|stamane|questa mattina|sta mattina",
        "afternoon": "questo pomeriggio|sto pomeriggio",
        "evening": "stasera|questa sera|sta sera",
        "night": "stanotte|questa notte|sta notte",
    },
    "tomorrow_part": {"morning": "domattina"},
    "noon": "mezzogiorno|mezzodi",
    "midnight": "mezzanotte",
    "the": "il|l|giorno|il giorno|in data",
    "this": "questo|questa|quest",
    "of": "di|del|dell",
    "of_day": "di|del|dell",
    "at": {
        "at": "alle|all|alla|le|@",
        "ore": "ore|alle ore|le ore|h",
        "from": "dalle|dalle ore|a partire dalle|a partire dalle ore|a partire da|dall",
    },
    "to": "a",
    "h": "h",
    "min": "min|minuto|minuti",
    "past_hour": {
        30: "e mezza|e mezzo|e mezz",
        15: "e un quarto|e quarto",
        45: "e tre quarti",
    },
    "less_quarter": "meno un quarto|meno quarto",
    "less": "meno",
    "and": "e",
    "sharp": "in punto|precise|spaccate",
    "next": "prossimo|prossima|pross",
    "coming": "che viene|che arriva|entrante",
    "last": "scorso|scorsa|passato|passata",
    "next_week": "la settimana prossima|settimana prossima|la prossima settimana"
    "|prossima settimana|della settimana prossima|della prossima settimana"
    "|di settimana prossima|di prossima settimana|sett prossima",
    "this_week": "questa settimana|di questa settimana",
    "next_month": "del mese prossimo|del prossimo mese|il mese prossimo|mese prossimo",
    "this_month": "di questo mese|del mese corrente|questo mese",
    "weeks_on": {1: "a otto|a 8", 2: "a quindici|a 15"},
    "weekend": "week end|weekend|fine settimana|finesettimana",
    "in": "fra|tra",
    "unit": {
        "minute": "minuto|minuti|min",
        "hour": "ora|ore|h",
        "day": "giorno|giorni|gg",
        "week": "settimana|settimane|sett",
        "month": "mese|mesi",
        "year": "anno|anni",
    },
    "stretch": {
        15: "un quarto d ora|1 quarto d ora",
        30: "mezz ora|mezzora|mezza ora",
        45: "tre quarti d ora|3 quarti d ora",
    },
    "ago_after": "fa|or sono",
    "opening": "appuntamento|diciamo|ci vediamo|data",
    "closing": "per favore|perfavore|grazie|per piacere",
    "zone_of": "ora di|ora",
    "feast": {
        "01-01": "capodanno",
        "01-06": "epifania|befana|la befana|l epifania",
        "02-14": "san valentino",
        "04-25": "festa della liberazione",
        "05-01": "festa del lavoro|festa dei lavoratori",
        "06-02": "festa della repubblica",
        "08-15": "ferragosto",
        "10-31": "halloween",
        "11-01": "ognissanti",
        "12-08": "immacolata|l immacolata|immacolata concezione",
        "12-24": "vigilia di natale|la vigilia di natale|vigilia",
        "12-25": "natale|giorno di natale",
        "12-26": "santo stefano",
        "12-31": "san silvestro|ultimo dell anno|l ultimo dell anno",
        "easter+0": "pasqua|domenica di pasqua",
        "easter+1": "pasquetta|lunedi di pasqua|lunedi dell angelo",
        "easter-2": "venerdi santo",
        "easter+49": "pentecoste|domenica di pentecoste",
    },
}

MARKS: dict[str, str] = {
    "negation": "non|no|ne|mai|senza|nessun|tranne|eccetto|salvo|annullato|annullata|rimandato"
    "|rimandata",
    "past": "fa|scorso|scorsa|ieri|passato",
    "recurring": "ogni|tutti|tutte|sabati|domeniche|i"
    "|di lunedi|di martedi|di mercoledi|di giovedi|di venerdi|di sabato|di domenica|la domenica",
    "approximate": "verso|circa|presto|fine|inizio|meta|intorno|forse|quasi|qualche|poi|prima o poi"
    "|prossimamente|piu tardi|sul|primavera|estate|autunno|inverno|piuttosto|magari",
    "range": "tra|fra|fino|dal|al|entro|prima|dopo|da|per|dalle|dall|durante|settimana|mese|-"
    "|weekend",
    "several": "o|oppure|e|ed|poi|anche",
}
