"""Writes what the shipped reader's tokenizer and weights make of the sample, for test/reader/open.test.ts to hold the
product to. Questions and articles are those of sample/, written for this project.

usage: fixture.py --model models/isnad-reader-ar --corpus sample --out test/reader/fixtures.jsonl

Each row is a question with a passage of the article that answers it, or, every third time, of another article. Rows are
run one at a time, as the product does. What the product does to a text is done here a second time, from scratch.
"""

import argparse
import json
import random
import re
import unicodedata
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

ROWS = 500
SEED = 7
QUESTION_TOKENS_MAX = 64
HEAD_TOKENS_MAX = 40
ROW_TOKENS_MAX = 320
SPAN_TOKENS_MAX = 40
# Most passages are as long as a chunk; some are longer than a row holds.
SENTENCES_MAX = 8
LONG_SENTENCES_MAX = 24
DROPPED = re.compile("[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def clean(text):
    return re.sub(r"\s+", " ", DROPPED.sub("", unicodedata.normalize("NFKC", text))).strip()


def read_article(path):
    """-> title, and for each heading (or none) the sentences below it; cut roughly, any cut will do."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    title = re.search(r'^title: "?(.*?)"?$', head, re.M).group(1)
    parts, heading = [], None
    for line in body.splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        elif line.strip():
            if not parts or parts[-1][0] != heading:
                parts.append((heading, []))
            parts[-1][1].extend(s for s in re.split(r"(?<=[.؟!])\s+", line.strip()) if s)
    return title, parts


def passage_of(article, rng):
    title, parts = article
    heading, sentences = rng.choice(parts)
    if rng.random() < 0.1:
        heading, sentences = None, [s for _, part in parts for s in part]
        return title, heading, sentences[: rng.randint(12, LONG_SENTENCES_MAX)]
    start = rng.randrange(len(sentences))
    return title, heading, sentences[start : start + rng.randint(1, SENTENCES_MAX)]


def softmax(values):
    powers = np.exp(values - values.max())
    return powers / powers.sum()


def likeliest_tokens(logits):
    """First and last token of the answer within a sentence."""
    if not len(logits):
        return None
    begins, ends = softmax(logits[:, 1]), softmax(logits[:, 2])
    pairs = ((begins[i] * ends[j], i, j) for i in range(len(begins)) for j in range(i, min(len(begins), i + SPAN_TOKENS_MAX)))
    _, first, last = max(pairs, key=lambda pair: (pair[0], -pair[1], -pair[2]))
    return [first, last]


class Reader:
    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(folder / "onnx" / "model_quantized.onnx"), options)
        self.begin, self.end, self.mark = (self.tokenizer.token_to_id(t) for t in ("<s>", "</s>", "<mark>"))

    def ids(self, text):
        return self.tokenizer.encode(clean(text), add_special_tokens=False).ids

    def row(self, question, title, heading, sentences):
        head = f"{title} · {heading}" if heading else title
        ids = [self.begin, *self.ids(question)[:QUESTION_TOKENS_MAX], self.end, *self.ids(head)[:HEAD_TOKENS_MAX], self.end]
        places = []
        for sentence in sentences:
            places.append(len(ids))
            ids += [self.mark, *self.ids(sentence)]
        ends = [*places[1:], len(ids)]
        places = [(mark, min(end, ROW_TOKENS_MAX)) for mark, end in zip(places, ends) if mark < ROW_TOKENS_MAX]
        return ids[:ROW_TOKENS_MAX], places

    def logits(self, ids):
        inputs = np.array([ids], dtype=np.int64)
        return self.session.run(["logits"], {"input_ids": inputs, "attention_mask": np.ones_like(inputs)})[0][0]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--model", type=Path, required=True)
    arguments.add_argument("--corpus", type=Path, default=Path("sample"))
    arguments.add_argument("--out", type=Path, default=Path("test/reader/fixtures.jsonl"))
    options = arguments.parse_args()
    rng = random.Random(SEED)
    reader = Reader(options.model)
    articles = {path.stem: read_article(path) for path in sorted(options.corpus.rglob("*.md"))}
    questions = [json.loads(line) for line in (options.corpus / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    with options.out.open("w", encoding="utf-8") as out:
        for number in range(ROWS):
            question = questions[number % len(questions)]
            own = [articles[id] for id in question.get("relevant", []) if id in articles]
            article = own[0] if own and number % 3 else rng.choice(list(articles.values()))
            title, heading, sentences = passage_of(article, rng)
            ids, places = reader.row(question["question"], title, heading, sentences)
            logits = reader.logits(ids)
            marks = [float(logits[mark, 0]) for mark, _ in places]
            mark, end = places[int(np.argmax(marks))]
            row = {"question": question["question"], "title": title, "heading": heading, "sentences": sentences, "ids": ids,
                   "logits": [round(value, 4) for value in marks], "span": likeliest_tokens(logits[mark + 1 : end])}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{ROWS} rows in {options.out}")


if __name__ == "__main__":
    main()
