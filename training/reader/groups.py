"""What the reader learns from: a question with several passages, their sentences marked, and which of these answer."""

import random
import re

from encoder.labels import answering
from encoder.text import BOS, EOS, fold

QUESTION_TOKENS = 64
TITLE_TOKENS = 40
TOKENS = 320


# Log-odds that a passage loses for each unit of score that it was found behind the best one. The product fits its own
# (`behind` in src/answer/judge.ts); the reader learns beside it, so that it need not learn what the search knows.
BEHIND = 0.5

# Shares of the questions that are asked as if the article that answers were not in the corpus. Most questions that people
# ask of a corpus have no answer there; those by native speakers were asked of all of Wikipedia.
ABSENT = 0.04
ABSENT_NATIVE = 0.25


class Row:
    """
    One passage as the reader sees it: token ids, places of the marks, which of them answer, the answer's tokens, and the
    log-odds that it loses for being found late.
    """

    __slots__ = ("ids", "marks", "labels", "span", "price")

    def __init__(self, ids, marks, labels, span, price=0.0):
        self.ids, self.marks, self.labels, self.span, self.price = ids, marks, labels, span, price


class Packer:
    """Makes rows. Sentences come again and again, so their ids are kept."""

    def __init__(self, pieces):
        self.pieces = pieces
        self.known: dict[str, list[int]] = {}

    def ids(self, text):
        found = self.known.get(text)
        if found is None:
            found = self.known[text] = self.pieces.ids(text)
        return found

    def row(self, question, title, heading, sentences, labels=(), answer="") -> Row:
        above = title + (" · " + heading if heading else "")
        ids = [BOS, *self.pieces.ids(question)[:QUESTION_TOKENS], EOS, *self.ids(above)[:TITLE_TOKENS], EOS]
        marks, span = [], None
        for i, sentence in enumerate(sentences):
            own = self.ids(sentence)
            if len(ids) + 1 >= TOKENS:
                break
            marks.append(len(ids))
            ids.append(self.pieces.mark)
            if span is None and i in labels and answer:
                place = self.find(own, answer)
                if place and len(ids) + place[1] < TOKENS:
                    span = (len(ids) + place[0], len(ids) + place[1])
            ids += own
        return Row(ids[:TOKENS], marks, [i for i in labels if i < len(marks)], span)

    def find(self, own, answer):
        """First and last token of the answer within a sentence's tokens."""
        told = self.pieces.ids(answer)
        for wanted in (told, told[1:]):
            for at in range(len(own) - len(wanted) + 1):
                if wanted and own[at : at + len(wanted)] == wanted:
                    return at, at + len(wanted) - 1
        return None


def as_typed(question: str, rnd: random.Random) -> str:
    """As a hurried hand types."""
    question = question.translate(str.maketrans("أإآ", "ااا"))
    if rnd.random() < 0.7:
        question = re.sub(r"ة(?!\w)", "ه", question)
    if rnd.random() < 0.7:
        question = re.sub(r"ى(?!\w)", "ي", question)
    if rnd.random() < 0.5:
        question = question.rstrip("؟? ")
    words = question.split()
    long = [i for i, word in enumerate(words) if len(word) > 4]
    if long and rnd.random() < 0.4:
        i = rnd.choice(long)
        at = rnd.randrange(1, len(words[i]) - 2)
        word = words[i]
        words[i] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        question = " ".join(words)
    return question


class Asked:
    """Questions of the data, each with the chunks that retrieval gave for it."""

    def __init__(self, packer, chunks, hits, passages, judged):
        self.packer, self.chunks, self.hits, self.passages, self.judged = packer, chunks, hits, passages, judged

    def prepared(self, question):
        """(scores by key in the order of retrieval, labels by key): without chunks that may answer though nobody marked them."""
        labels = {}
        if question["relevant"]:
            for chunk in self.chunks.of_article.get(question["relevant"][0], []):
                found = answering(question, self.passages, chunk)
                if found:
                    labels[chunk["key"]] = found
        words = fold(question["answers"][0]) if question["answers"] else ""
        found = {}
        for key, score in self.hits.get(question["id"], []):
            chunk = self.chunks[key]
            # The same words elsewhere: another article that tells the same, or another place of this one.
            told = len(words) > 3 and words in chunk.setdefault("folded", fold(chunk["text"]))
            if key in labels or not told:
                found[key] = score
        for article, start, end, answers in self.judged.get(question["id"], []):
            for key in [key for key in found if key not in labels and self.chunks[key]["article"] == article]:
                chunk = self.chunks[key]
                places = [i for i, (a, b) in enumerate(chunk["sentences"]) if a + chunk["start"] < end and start < b + chunk["start"]]
                if places and answers:
                    labels[key] = places
                elif places:
                    del found[key]
        return found, labels

    def rows(self, text, question, found, labels, without=frozenset(), untitled=False):
        """
        @param found scores by key
        @param without keys of chunks whose answering sentences are left out
        """
        made = []
        best = max(found.values())
        answer = question["answers"][0] if question["answers"] else ""
        for key, score in found.items():
            chunk = self.chunks[key]
            sentences, own = chunk["texts"], labels.get(key, [])
            if key in without:
                sentences, own = [s for i, s in enumerate(sentences) if i not in own], []
            if sentences:
                title = "" if untitled else chunk["title"]
                row = self.packer.row(text, title, chunk.get("heading"), sentences, own, answer)
                row.price = BEHIND * (best - score)
                made.append(row)
        return made

    def training(self, question, rnd, count):
        """The passages found first, and a right one, where there is one; undefined where the right one is unknown."""
        found, labels = self.prepared(question)
        if not found or (question["relevant"] and not labels):
            return None
        # The product reads the first ones; now and then one that lies further back, so that more are seen.
        order = list(found)
        take = order[:count] if rnd.random() < 0.7 else sorted(rnd.sample(order[: 2 * count], min(count, len(order))), key=order.index)
        if labels and not any(key in labels for key in take):
            take[-1] = next((key for key in order if key in labels), next(iter(labels)))
        least = min(found.values())
        text = as_typed(question["question"], rnd) if rnd.random() < 0.15 else question["question"]
        if labels and rnd.random() < (ABSENT_NATIVE if question["id"].startswith("native-") else ABSENT):
            take = [key for key in order if self.chunks[key]["article"] != question["relevant"][0]][:count] or take
        without = frozenset(labels) if labels and rnd.random() < 0.05 else frozenset()
        scores = {key: found.get(key, least) for key in take}
        return self.rows(text, question, scores, labels, without, untitled=rnd.random() < 0.08)


def made_rows(packer, example):
    """An example made by program: its passages carry their labels."""
    rows = [
        packer.row(example["question"], p.get("title") or "", p.get("heading"), p["sentences"], p["labels"], example["answer"])
        for p in example["passages"]
    ]
    return [row for row in rows if row.marks]
