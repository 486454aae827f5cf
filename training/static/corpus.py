"""The shared corpora, less everything that the measuring sets touch, cut into chunks."""

import gzip
import json
import os
import re

from arabic import Segmenter

CHUNK_WORDS_MAX = 96
COPY_WORDS = 8
SENTENCE_END = re.compile(r"(?<=[.!?\u061f\u061b])\s+|\n+")


def data_path(*parts):
    root = os.environ.get("ISNAD_DATA") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "shared", "data")
    return os.path.join(root, *parts)


def read(*parts):
    path = data_path(*parts)
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        return [json.loads(line) for line in lines]


def sentences(text):
    return [s.strip() for s in SENTENCE_END.split(text) if len(s.split()) >= 2]


def chunk_sentences(text):
    """Whole sentences packed up to CHUNK_WORDS_MAX; a longer sentence is cut. Yields lists of sentences."""
    packed, size = [], 0
    for sentence in sentences(text):
        words = sentence.split()
        pieces = [sentence] if len(words) <= CHUNK_WORDS_MAX else [
            " ".join(words[i:i + CHUNK_WORDS_MAX]) for i in range(0, len(words), CHUNK_WORDS_MAX)]
        for piece in pieces:
            count = len(piece.split())
            if packed and size + count > CHUNK_WORDS_MAX:
                yield packed
                packed, size = [], 0
            packed.append(piece)
            size += count
    if packed:
        yield packed


class Copies:
    """Finds text that shares a run of eight words with a passage of the measuring sets."""

    def __init__(self, passages):
        self._segmenter = Segmenter()
        self._seen = set()
        for passage in passages:
            self._seen.update(self._runs(passage["text"]))

    def _runs(self, text):
        words = self._segmenter.words(text)
        return (tuple(words[i:i + COPY_WORDS]) for i in range(len(words) - COPY_WORDS + 1))

    def has(self, text):
        return any(run in self._seen for run in self._runs(text))


def training_corpus(log=print, held_out=()):
    """Articles that may be trained on, as {source, id, title, pair, chunks: [[sentence]]}. `held_out`: wiki-ar ids."""
    measured = {i for q in read("eval", "miracl-dev-wiki.questions.jsonl") for i in q["relevant"]}
    copies = Copies(read("eval", "arcd.passages.jsonl") + read("eval", "xquad-ar.passages.jsonl"))
    barred = measured | set(held_out)
    wiki = read("corpora", "wiki-ar.jsonl.gz")
    barred_pairs = {a.get("pair") for a in wiki if a["id"] in barred} - {None}
    out, dropped_articles, dropped_pairs, dropped_chunks, kept_chunks = [], 0, 0, 0, 0
    for source, articles in (("wiki-ar", wiki), ("wiki-arz", read("corpora", "wiki-arz.jsonl.gz")),
                             ("ant-news", read("corpora", "ant-news.jsonl.gz"))):
        for article in articles:
            if source == "wiki-ar" and article["id"] in barred:
                dropped_articles += 1
                continue
            if source == "wiki-arz" and article.get("pair") in barred_pairs:
                dropped_pairs += 1
                continue
            chunks = []
            for chunk in chunk_sentences(article["text"]):
                if copies.has(" ".join(chunk)):
                    dropped_chunks += 1
                else:
                    chunks.append(chunk)
            kept_chunks += len(chunks)
            if chunks:
                out.append({"source": source, "id": article["id"], "title": article["title"],
                            "pair": article.get("pair"), "chunks": chunks})
    log(f"corpus: {len(out)} articles, {kept_chunks} chunks; left out {dropped_articles} wiki-ar articles of miracl-dev-wiki"
        f" and of the validation set, {dropped_pairs} wiki-arz twins of them, {dropped_chunks} chunks that share {COPY_WORDS} words"
        " in a row with an ARCD or XQuAD passage")
    return out


def native_questions(corpus):
    """(question, article) of mrtydi-train whose article may be trained on."""
    by_id = {a["id"]: a for a in corpus if a["source"] == "wiki-ar"}
    out = []
    for q in read("train", "mrtydi-train.questions.jsonl.gz"):
        for paragraph in q["paragraphs"]:
            article_id, _, k = paragraph.partition("#")
            if article_id in by_id:
                out.append((q["question"], by_id[article_id], int(k)))
    return out
