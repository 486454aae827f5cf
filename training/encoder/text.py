"""Text as the encoder reads it, and the files that the trainers share."""

import gzip
import json
import re
import unicodedata
from pathlib import Path

from tokenizers import Tokenizer

# Diacritics, the dagger alef, tatweel, zero-width and direction marks. `src/text/reading-form.ts` does the same.
MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
SPACES = re.compile(r"\s+")

BOS, PAD, EOS, UNK = 0, 1, 2, 3


def clean(text: str) -> str:
    """NFKC, without marks, white space as single spaces."""
    return SPACES.sub(" ", MARKS.sub("", unicodedata.normalize("NFKC", text))).strip()


FOLDED = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي"})


def fold(text: str) -> str:
    """For comparing answers: clean, without hamzas on alef, final letters as hurried hands write them."""
    return clean(text).translate(FOLDED)


def json_lines(path):
    """Each line of a JSON Lines file, gzipped or not."""
    path = Path(path)
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def utf16_slice(text: str, start: int, end: int) -> str:
    """A slice by UTF-16 code units, as the product counts them."""
    if max(map(ord, text), default=0) < 0x10000:
        return text[start:end]
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "ignore")


class Pieces:
    """The tokenizer without special tokens."""

    def __init__(self, path):
        self.tokenizer = Tokenizer.from_file(str(path))
        self.mark = self.tokenizer.token_to_id("<mark>")
        assert [self.tokenizer.token_to_id(t) for t in ("<s>", "<pad>", "</s>", "<unk>")] == [BOS, PAD, EOS, UNK]

    def ids(self, text: str) -> list[int]:
        return self.tokenizer.encode(clean(text), add_special_tokens=False).ids

    def many(self, texts) -> list[list[int]]:
        return [e.ids for e in self.tokenizer.encode_batch([clean(t) for t in texts], add_special_tokens=False)]
