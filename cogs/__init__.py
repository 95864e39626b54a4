"""How we speak on Discord: the gestures. The only room that imports discord."""
