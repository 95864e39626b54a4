"""What the front door says, in three languages.

Not in `bot/locales/` with the rest: these sentences are needed before the package that reads
gettext catalogues has been installed. A test holds the three languages to the same keys and
the same details.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.front_door.tongue import Tongue, system_tongue

SENTENCES: Mapping[str, Mapping[Tongue, str]] = {
    # Making the environment
    "env.first": {
        "en": "First start: preparing the bot’s own Python environment in {folder} "
        "(usually under a minute; nothing outside that folder is touched).",
        "fr": "Premier démarrage : préparation de l’environnement Python du bot dans {folder} "
        "(moins d’une minute d’ordinaire ; rien n’est touché hors de ce dossier).",
        "it": "Primo avvio: preparo l’ambiente Python del bot in {folder} "
        "(di solito meno di un minuto; nulla viene toccato fuori da quella cartella).",
    },
    "env.update": {
        "en": "Bringing the environment in {folder} up to date.",
        "fr": "Mise à jour de l’environnement dans {folder}.",
        "it": "Aggiorno l’ambiente in {folder}.",
    },
    "env.again": {
        "en": "The environment in {folder} is incomplete or damaged: making it anew.",
        "fr": "L’environnement dans {folder} est incomplet ou abîmé : il est refait à neuf.",
        "it": "L’ambiente in {folder} è incompleto o danneggiato: lo rifaccio da capo.",
    },
    "env.waiting": {
        "en": "Another start is preparing {folder} right now; waiting for it.",
        "fr": "Un autre démarrage prépare {folder} en ce moment ; on l’attend.",
        "it": "Un altro avvio sta preparando {folder} proprio ora; lo aspetto.",
    },
    "env.without_pip": {
        "en": "This Python cannot bring pip along; using one found elsewhere: {pip}",
        "fr": "Ce Python ne sait pas apporter pip ; en voici un trouvé ailleurs : {pip}",
        "it": "Questo Python non può portare pip con sé; ne uso uno trovato altrove: {pip}",
    },
    "env.fetching": {
        "en": "Packages: {done} of {total} looked at",
        "fr": "Paquets : {done} sur {total} passés en revue",
        "it": "Pacchetti: {done} di {total} esaminati",
    },
    "env.placing": {
        "en": "All {total} packages are here and checked; putting them in place",
        "fr": "Les {total} paquets sont là et vérifiés ; mise en place",
        "it": "I {total} pacchetti sono qui e verificati; li metto a posto",
    },
    "env.pictures": {
        "en": "A picture needs a package that draws (matplotlib): it is added this once.",
        "fr": "Une image demande un paquet qui dessine (matplotlib) : "
        "il est ajouté cette fois-ci, une fois pour toutes.",
        "it": "Un’immagine richiede un pacchetto che disegna (matplotlib): "
        "viene aggiunto ora, una volta per tutte.",
    },
    "env.ready": {
        "en": "Environment ready after {seconds} s.",
        "fr": "Environnement prêt en {seconds} s.",
        "it": "Ambiente pronto in {seconds} s.",
    },
    "env.unwritable": {
        "en": "Cannot write to {folder}: {reason}. Choose a folder of your own for the bot, "
        "or start with --no-setup if its packages are already installed.",
        "fr": "Impossible d’écrire dans {folder} : {reason}. Placez le bot dans un dossier à vous, "
        "ou démarrez avec --no-setup si ses paquets sont déjà installés.",
        "it": "Impossibile scrivere in {folder}: {reason}. Metti il bot in una cartella tua, "
        "oppure avvia con --no-setup se i suoi pacchetti sono già installati.",
    },
    "env.no_venv": {
        "en": "This Python could not make an environment: {reason}",
        "fr": "Ce Python n’a pas pu créer d’environnement : {reason}",
        "it": "Questo Python non è riuscito a creare un ambiente: {reason}",
    },
    "env.no_pip": {
        "en": "No pip was found, neither in this Python nor elsewhere on this machine. "
        "On Debian and its relatives: apt install python3-venv. Then start again.",
        "fr": "Aucun pip trouvé, ni dans ce Python ni ailleurs sur cette machine. "
        "Sous Debian et ses proches : apt install python3-venv. Puis relancez.",
        "it": "Nessun pip trovato, né in questo Python né altrove su questa macchina. "
        "Su Debian e simili: apt install python3-venv. Poi riavvia.",
    },
    "env.pip_failed": {
        "en": "The packages could not be installed from {lock}. Is the package index reachable "
        "from here? pip’s last words:\n{words}",
        "fr": "Les paquets de {lock} n’ont pas pu être installés. L’index des paquets est-il "
        "joignable d’ici ? Derniers mots de pip :\n{words}",
        "it": "Non è stato possibile installare i pacchetti di {lock}. L’indice dei pacchetti è "
        "raggiungibile da qui? Ultime parole di pip:\n{words}",
    },
    "env.unsettled": {
        "en": "The environment in {folder} does not stay as it was made: "
        "is something else changing it, or the lock files?",
        "fr": "L’environnement dans {folder} ne reste pas tel qu’il a été fait : "
        "autre chose le modifie-t-il, ou les fichiers requirements ?",
        "it": "L’ambiente in {folder} non resta come è stato fatto: "
        "qualcos’altro lo sta cambiando, o i file requirements?",
    },
    "env.no_lock": {
        "en": "{lock} is missing from {folder}: this copy of the bot is not complete.",
        "fr": "{lock} manque dans {folder} : cette copie du bot n’est pas complète.",
        "it": "{lock} manca in {folder}: questa copia del bot non è completa.",
    },
    "env.package_missing": {
        "en": "The Python package “{package}” is missing here, and with --no-setup the bot "
        "installs nothing itself.",
        "fr": "Le paquet Python « {package} » manque ici, et avec --no-setup le bot "
        "n’installe rien lui-même.",
        "it": "Qui manca il pacchetto Python «{package}», e con --no-setup il bot "
        "non installa nulla da sé.",
    },
    "env.damaged": {
        "en": "The Python package “{package}” is damaged or missing in {folder}. "
        "Start again: it will be made anew.",
        "fr": "Le paquet Python « {package} » est abîmé ou absent dans {folder}. "
        "Relancez : il sera refait à neuf.",
        "it": "Il pacchetto Python «{package}» è danneggiato o manca in {folder}. "
        "Riavvia: verrà rifatto da capo.",
    },
    # Falling short
    "door.not_here": {
        "en": "“{verb}” is not part of this copy of the bot.",
        "fr": "« {verb} » ne fait pas partie de cette copie du bot.",
        "it": "«{verb}» non fa parte di questa copia del bot.",
    },
    "door.fault": {
        "en": "Something went wrong: {reason}. (The details: same command with --verbose.)",
        "fr": "Quelque chose s’est mal passé : {reason}. (Détails : même commande avec --verbose.)",
        "it": "Qualcosa è andato storto: {reason}. (Dettagli: stesso comando con --verbose.)",
    },
    "door.misread": {
        "en": "Not understood: {reason}",
        "fr": "Non compris : {reason}",
        "it": "Non capito: {reason}",
    },
    "door.misread_hint": {
        "en": "See: python3 -m bot {verb}--help",
        "fr": "Voir : python3 -m bot {verb}--help",
        "it": "Vedi: python3 -m bot {verb}--help",
    },
    # The command line
    "line.usage": {"en": "How: ", "fr": "Usage : ", "it": "Uso: "},
    "line.about": {
        "en": "Porte-voix: a chat bot for collectives that lend their voices to other people’s "
        "events.\nNo account yet? Start with:  python3 -m bot demo",
        "fr": "Porte-voix : un bot pour les collectifs qui prêtent leur voix aux événements "
        "des autres.\nPas encore de compte ? Commencez par :  python3 -m bot demo",
        "it": "Porte-voix: un bot per i collettivi che prestano la voce agli eventi altrui.\n"
        "Non hai ancora un account? Inizia con:  python3 -m bot demo",
    },
    "line.verbs": {"en": "what to do", "fr": "que faire", "it": "che cosa fare"},
    "line.options": {"en": "options", "fr": "options", "it": "opzioni"},
    "line.arguments": {"en": "what it needs", "fr": "ce qu’il faut", "it": "che cosa serve"},
    "line.help": {
        "en": "show this help",
        "fr": "montrer cette aide",
        "it": "mostra questo aiuto",
    },
    "line.no_setup": {
        "en": "do not make or update .venv; use the packages of this Python "
        "(also: PORTEVOIX_NO_SETUP=1)",
        "fr": "ne pas créer ni mettre à jour .venv ; prendre les paquets de ce Python "
        "(ou : PORTEVOIX_NO_SETUP=1)",
        "it": "non creare né aggiornare .venv; usa i pacchetti di questo Python "
        "(oppure: PORTEVOIX_NO_SETUP=1)",
    },
    "line.verbose": {
        "en": "show all the details when something goes wrong",
        "fr": "montrer tous les détails quand quelque chose se passe mal",
        "it": "mostra tutti i dettagli quando qualcosa va storto",
    },
    "line.config": {
        "en": "the settings file (default: config.toml here, if there is one)",
        "fr": "le fichier de réglages (par défaut : config.toml d’ici, s’il existe)",
        "it": "il file delle impostazioni (di norma: config.toml qui, se c’è)",
    },
    "line.demo": {
        "en": "try everything on a pretend Discord, in your browser, with no account",
        "fr": "tout essayer sur un Discord pour de faux, dans votre navigateur, sans compte",
        "it": "prova tutto su un Discord per finta, nel browser, senza account",
    },
    "line.demo.language": {
        "en": "language of the demo (default: your system’s)",
        "fr": "langue de la démonstration (par défaut : celle du système)",
        "it": "lingua della demo (di norma: quella del sistema)",
    },
    "line.demo.no_browser": {
        "en": "only print the address of the page",
        "fr": "afficher seulement l’adresse de la page",
        "it": "stampa soltanto l’indirizzo della pagina",
    },
    "line.demo.port": {
        "en": "port of the page (default: any free one)",
        "fr": "port de la page (par défaut : un port libre)",
        "it": "porta della pagina (di norma: una libera)",
    },
    "line.demo.members": {
        "en": "at least so many people in the collective, the others invented (say 5000)",
        "fr": "au moins tant de personnes dans le collectif, les autres inventées (par ex. 5000)",
        "it": "almeno tante persone nel collettivo, le altre inventate (per es. 5000)",
    },
    "line.demo.mobilisations": {
        "en": "so many invented mobilisations beside the examples, most of them over (say 500)",
        "fr": "tant de mobilisations inventées, outre les exemples, passées pour la plupart (500)",
        "it": "tante mobilitazioni inventate oltre agli esempi, per lo più concluse (500)",
    },
    "line.run": {
        "en": "run the bot on Discord",
        "fr": "faire tourner le bot sur Discord",
        "it": "fai girare il bot su Discord",
    },
    "line.check": {
        "en": "look over settings, database, token and permissions; change nothing",
        "fr": "passer en revue réglages, base, jeton et permissions ; ne rien changer",
        "it": "controlla impostazioni, database, token e permessi; non cambia nulla",
    },
    "line.check.offline": {
        "en": "do not ask Discord",
        "fr": "ne pas interroger Discord",
        "it": "non interrogare Discord",
    },
    "line.sync": {
        "en": "tell Discord which commands the bot has, if they changed",
        "fr": "annoncer à Discord les commandes du bot, si elles ont changé",
        "it": "comunica a Discord i comandi del bot, se sono cambiati",
    },
    "line.sync.force": {
        "en": "even if nothing changed",
        "fr": "même si rien n’a changé",
        "it": "anche se non è cambiato nulla",
    },
    "line.db": {
        "en": "care for the memory: upgrade, backup FILE, restore FILE",
        "fr": "prendre soin de la mémoire : upgrade, backup FILE, restore FILE",
        "it": "prenditi cura della memoria: upgrade, backup FILE, restore FILE",
    },
    "line.db.upgrade": {
        "en": "bring the database up to date, with a backup first",
        "fr": "mettre la base à jour, après une sauvegarde",
        "it": "aggiorna il database, dopo una copia di sicurezza",
    },
    "line.db.backup": {
        "en": "write a sound copy to FILE, also while the bot runs",
        "fr": "écrire une copie saine dans FILE, même pendant que le bot tourne",
        "it": "scrivi una copia integra in FILE, anche mentre il bot gira",
    },
    "line.db.restore": {
        "en": "put the copy in FILE in place of the database (stop the bot first)",
        "fr": "remettre la copie FILE à la place de la base (arrêtez d’abord le bot)",
        "it": "metti la copia FILE al posto del database (ferma prima il bot)",
    },
    "line.db.file": {
        "en": "the file of the copy",
        "fr": "le fichier de la copie",
        "it": "il file della copia",
    },
    "line.simulate": {
        "en": "live through an invented year in a minute, and count the reminders",
        "fr": "vivre une année inventée en une minute, et compter les rappels",
        "it": "vivi un anno inventato in un minuto, e conta i promemoria",
    },
    "line.simulate.members": {
        "en": "how many invented members (default: 50)",
        "fr": "combien de membres inventés (par défaut : 50)",
        "it": "quanti membri inventati (di norma: 50)",
    },
    "line.simulate.days": {
        "en": "how many days (default: 365)",
        "fr": "combien de jours (par défaut : 365)",
        "it": "quanti giorni (di norma: 365)",
    },
    "line.simulate.seed": {
        "en": "a number; each tells another story, the same one always the same (default: 7)",
        "fr": "un nombre ; chacun raconte une autre histoire, toujours la même (par défaut : 7)",
        "it": "un numero; ognuno racconta un’altra storia, sempre la stessa (di norma: 7)",
    },
    "line.simulate.start": {
        "en": "the first day (default: 2027-01-01)",
        "fr": "le premier jour (par défaut : 2027-01-01)",
        "it": "il primo giorno (di norma: 2027-01-01)",
    },
    "line.simulate.language": {
        "en": "language of the report (default: your system’s)",
        "fr": "langue du compte rendu (par défaut : celle du système)",
        "it": "lingua del resoconto (di norma: quella del sistema)",
    },
    "line.simulate.json": {
        "en": "also write every message and every reminder not sent to FILE",
        "fr": "écrire aussi chaque message et chaque rappel non envoyé dans FILE",
        "it": "scrivi anche ogni messaggio e ogni promemoria non inviato in FILE",
    },
    "line.simulate.picture": {
        "en": "also draw it, as a PNG, into FILE.png",
        "fr": "le dessiner aussi, en PNG, dans FILE.png",
        "it": "disegnalo anche, in PNG, in FILE.png",
    },
    "line.health": {
        "en": "ask the bot that runs here how it is",
        "fr": "demander au bot qui tourne ici comment il va",
        "it": "chiedi al bot che gira qui come sta",
    },
    "line.when": {
        "en": "read a date as people write it, and print it as JSON",
        "fr": "lire une date comme on l’écrit, et l’afficher en JSON",
        "it": "leggi una data come la si scrive, e stampala in JSON",
    },
    "line.heard": {
        "en": "read a reply as people write it, and print it as JSON",
        "fr": "lire une réponse comme on l’écrit, et l’afficher en JSON",
        "it": "leggi una risposta come la si scrive, e stampala in JSON",
    },
}


@dataclass(frozen=True)
class Voice:
    """Says the sentences of a table in one language."""

    tongue: Tongue
    table: Mapping[str, Mapping[Tongue, str]]

    def __call__(self, key: str, **details: object) -> str:
        """The sentence of that key with its details filled in.

        :raises KeyError: there is no such sentence, or it needs a detail that was not given
        """
        return self.table[key][self.tongue].format(**details)


def front_door_voice(tongue: Tongue | None = None) -> Voice:
    """The front door's voice, in the system's language unless told another."""
    return Voice(tongue or system_tongue(), SENTENCES)
