"""Questions with a marked answering sentence, set against the product's own chunks."""

import zlib
from pathlib import Path

from .text import fold, json_lines, utf16_slice


def is_held(passage: str) -> bool:
    """One passage in twenty is kept from training, by its id, so that every trainer keeps the same ones."""
    return zlib.crc32(passage.encode()) % 20 == 0


class Chunks(dict):
    """Chunks by key (`article:start:end`), as `training/dump.ts` writes them; their sentences as strings in `texts`."""

    def __init__(self, path):
        super().__init__()
        self.of_article: dict[str, list[dict]] = {}
        for chunk in json_lines(path):
            chunk["texts"] = [utf16_slice(chunk["text"], a, b) for a, b in chunk["sentences"]]
            self[chunk["key"]] = chunk
            self.of_article.setdefault(chunk["article"], []).append(chunk)


def read_questions(data: Path, names):
    """Questions and, by id, the passages that their marks refer to."""
    questions, passages = [], {}
    for name in names:
        folder, ending = ("eval", "jsonl") if name.endswith("eval") else ("train", "jsonl.gz")
        questions += json_lines(data / f"{folder}/{name}.questions.{ending}")
        passages.update((p["id"], p) for p in json_lines(data / f"{folder}/{name}.passages.{ending}"))
    return questions, passages


def read_own_questions(folder: Path):
    """The same of the questions that we wrote over passages of the corpora (`reader/questions/`, see `reader/MADE.md`)."""
    questions, passages = [], {}
    for path in sorted(folder.glob("*.jsonl")):
        for q in json_lines(path):
            answered = [{"start": start, "end": end} for start, end in q["at"]]
            passages[q["id"]] = {"sentences": answered}
            questions.append({
                "id": q["id"],
                "question": q["question"],
                "form": q["form"],
                "passage": q["id"],  # its marks are its own
                "relevant": [q["passage"].rsplit(":", 2)[0]] if answered else [],
                "sentences": list(range(len(answered))),
                "answers": [q["answer"]] if answered else [],
            })  # fmt: skip
    return questions, passages


def read_judged(path: Path):
    """
    By question, what people said of sentences that nobody had marked though a reader put them first: (article, begin, end,
    whether it answers; None where that is unsure, or another sentence beside it answers).
    """
    judged: dict[str, list] = {}
    for line in json_lines(path):
        article, start, end = line["sentence"].rsplit(":", 2)
        judged.setdefault(line["id"], []).append((article, int(start), int(end), line["answers"]))
    return judged


def answering(question, passages, chunk) -> list[int]:
    """
    Which sentences of a chunk answer a question; empty where the marked ones lie elsewhere. Where a chunk is cut
    otherwise than the passage, the sentences that overlap the mark and hold the answer's words, or overlap it most.
    """
    if not question["relevant"] or chunk["article"] != question["relevant"][0]:
        return []
    sentences = passages[question["passage"]]["sentences"]
    marked = [(sentences[i]["start"], sentences[i]["end"]) for i in question["sentences"]]
    words = fold(question["answers"][0])
    overlaps = []
    for i, (start, end) in enumerate(chunk["sentences"]):
        shared = sum(max(0, min(end + chunk["start"], b) - max(start + chunk["start"], a)) for a, b in marked)
        if shared > 0:
            overlaps.append((shared, i))
    holding = [i for _, i in overlaps if words and words in fold(chunk["texts"][i])]
    if holding or not overlaps:
        return holding
    most = max(overlaps)[0]
    return [i for shared, i in overlaps if shared == most]
