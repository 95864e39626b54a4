"""The first step, which any Python can read: only 3.11 or newer comes further."""

import os
import sys

_TOO_OLD = {
    "fr": "Porte-voix a besoin de Python 3.11 ou plus récent ; celui-ci est %s (%s).\n",
    "it": "Porte-voix richiede Python 3.11 o più recente; questo è %s (%s).\n",
    "en": "Porte-voix needs Python 3.11 or newer; this one is %s (%s).\n",
}

if sys.version_info < (3, 11):  # noqa: UP036 - the very purpose of this file
    tongue = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "en")[:2]
    sys.stderr.write(
        _TOO_OLD.get(tongue, _TOO_OLD["en"]) % (sys.version.split()[0], sys.executable)
    )
    sys.exit(2)
