"""Serves the web page over the index that the settings name: `python app.py`."""

import sys

import egqa
from egqa.settings import apply_settings
from egqa.ui import read_access, serve

if __name__ == "__main__":
    try:
        settings = apply_settings()
        index = egqa.open_index(
            settings.index, embedding=settings.embedding, reranking=settings.reranker
        )
        access = read_access(settings)
        serve(index, host=settings.host, port=settings.port, access=access)
    except egqa.EgqaError as error:
        sys.exit(str(error))
