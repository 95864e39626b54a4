"""From `python3 -m bot …` to the verb asked for, making `.venv` on the way if need be.

Standard library only: nothing here may import a package that `.venv` brings.
"""
