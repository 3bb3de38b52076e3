"""The web page: a conversation on the left, the documents on the right. Gradio's only door.

    build(index)    the page as Gradio Blocks
    serve(index)    warms the model, serves the page, and blocks

Nothing is kept on the server between calls: a conversation lives in its reader's browser and comes
with each question, so readers cannot mix.
"""

import os

# Gradio reads this when it is imported; by default it reports to its makers.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

from egqa.errors import PortTaken
from egqa.ui.page import build
from egqa.ui.server import Access, read_access, serve, start

__all__ = ["Access", "PortTaken", "build", "read_access", "serve", "start"]
