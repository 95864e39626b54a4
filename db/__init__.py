"""What we remember: the nouns. The only room that imports SQLAlchemy."""
