"""Serves the web page over the index that the settings name: `python app.py`."""

import sys

import egqa
from egqa.settings import read_settings
from egqa.ui import serve

if __name__ == "__main__":
    try:
        settings = read_settings()
        index = egqa.open_index(settings.index, embedding=settings.embedding)
        serve(index, host=settings.host, port=settings.port)
    except egqa.EgqaError as error:
        sys.exit(str(error))
