"""A plain retrieval pipeline of llama-index and Chroma, to stand beside egqa in one run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from egqa.models import find_bundled
from egqa.types import Document


class PlainPipeline:
    """llama-index and Chroma as their first page shows them, with the same model."""

    def __init__(self, folder: Path) -> None:
        import chromadb
        from llama_index.core import StorageContext
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding
        from llama_index.vector_stores.chroma import ChromaVectorStore

        client = chromadb.PersistentClient(
            str(folder), settings=chromadb.config.Settings(anonymized_telemetry=False)
        )
        self._store = ChromaVectorStore(chroma_collection=client.get_or_create_collection("plain"))
        self._context = StorageContext.from_defaults(vector_store=self._store)
        self._model = HuggingFaceEmbedding(model_name=str(find_bundled()), device="cpu")

    def add(self, document: Document) -> None:
        """Cut a document into chunks, embed and store them."""
        from llama_index.core import Document as Text
        from llama_index.core import VectorStoreIndex

        VectorStoreIndex.from_documents(
            [Text(text=document.source)],
            storage_context=self._context,
            embed_model=self._model,
        )

    def finder(self) -> Callable[[str], object]:
        """What finds the two chunks nearest to a question."""
        from llama_index.core import VectorStoreIndex

        index = VectorStoreIndex.from_vector_store(self._store, embed_model=self._model)
        return index.as_retriever().retrieve
