"""All pages of the own dossier; importing them hangs them on the blueprint."""

from web.dossier import consents, corrections, stopping
from web.dossier.blueprint import blueprint

__all__ = ["blueprint", "consents", "corrections", "stopping"]
