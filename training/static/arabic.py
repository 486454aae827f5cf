"""Search form, clitics and WordPiece: the Python twin of the bundled tokenizer.json.

Everything here is written twice, once as Python and once as the JSON that @xenova/transformers reads
(`tokenizer_json`), so both sides use only operations that mean the same in both languages: NFKD,
lower case, replacing by explicit code points, and greedy longest match.
`test/embed/tokenizer.test.ts` holds the two to equal ids over a thousand lines.
"""

import re
import unicodedata

PAD, UNK, CLS = "[PAD]", "[UNK]", "[CLS]"
SPECIAL = [PAD, UNK, CLS]
TOKENS_MAX = 2048
WORD_CHARS_MAX = 40

LETTER = "\u0621-\u064a\u067e\u0686\u0698\u06a4\u06af"
# Marks, tatweel, and what is invisible: zero-width characters, bidi controls, soft hyphen, BOM.
DROPPED = (
    "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
    "\u0640\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
# NFKD has already taken the hamza off its seat, so alef, waw and ya need no rule of their own.
FOLDS = [
    (DROPPED, ""),
    ("\u0671", "\u0627"),  # alef wasla
    ("[\u0649\u06cc]", "\u064a"),  # alef maqsura, Farsi ya
    ("\u0629", "\u0647"),  # ta marbuta
    ("\u06a9", "\u0643"),  # Farsi kaf
] + [(f"[{chr(0x660 + d)}{chr(0x6F0 + d)}]", str(d)) for d in range(10)]
# The article, with the conjunction and preposition before it, says nothing about the subject.
# Three letters must remain: alla, alti, waldh stay whole.
ARTICLE = (f"(?<![{LETTER}])(?:[\u0648\u0641]?[\u0628\u0643]?\u0627\u0644|[\u0648\u0641]?\u0644\u0644)(?=[{LETTER}]{{3}})", "")
WORD = f"[{LETTER}]+|[a-z]+|[0-9]+"


class Segmenter:
    """Text to the words that the vocabulary is made of. `article=False` is for the ablation."""

    def __init__(self, article=True):
        self.rules = FOLDS + ([ARTICLE] if article else [])
        self._compiled = [(re.compile(pattern), content) for pattern, content in self.rules]
        self._word = re.compile(WORD)

    def words(self, text):
        text = unicodedata.normalize("NFKD", text).lower()
        for pattern, content in self._compiled:
            text = pattern.sub(content, text)
        return self._word.findall(text)


class Tokenizer:
    """Greedy longest match from the left; a piece is the same token wherever in the word it stands."""

    def __init__(self, vocabulary, segmenter):
        self.vocabulary = list(vocabulary)
        self.ids = {piece: index for index, piece in enumerate(self.vocabulary)}
        self.segmenter = segmenter
        self._known = {}

    def word_ids(self, word):
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._match(word)
        return found

    def _match(self, word):
        if len(word) > WORD_CHARS_MAX:
            return (self.ids[UNK],)
        out, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = self.ids.get(word[start:end])
                if piece is not None:
                    out.append(piece)
                    start = end
                    break
            else:
                return (self.ids[UNK],)
        return tuple(out)

    def encode(self, text):
        """Ids as the library gives them: [CLS] first, at most TOKENS_MAX."""
        out = [self.ids[CLS]]
        for word in self.segmenter.words(text):
            out.extend(self.word_ids(word))
        return out[:TOKENS_MAX]


def tokenizer_json(tokenizer):
    """The same tokenizer as the content of tokenizer.json."""
    def special(name):
        return {"id": tokenizer.ids[name], "content": name, "single_word": False, "lstrip": False,
                "rstrip": False, "normalized": False, "special": True}

    replace = [{"type": "Replace", "pattern": {"Regex": pattern}, "content": content}
               for pattern, content in tokenizer.segmenter.rules]
    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [special(name) for name in SPECIAL],
        "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFKD"}, {"type": "Lowercase"}, *replace]},
        "pre_tokenizer": {"type": "Split", "pattern": {"Regex": WORD}, "behavior": "Removed", "invert": True},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [{"SpecialToken": {"id": CLS, "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
            "pair": [{"SpecialToken": {"id": CLS, "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                     {"Sequence": {"id": "B", "type_id": 0}}],
            "special_tokens": {CLS: {"id": CLS, "ids": [tokenizer.ids[CLS]], "tokens": [CLS]}},
        },
        "decoder": {"type": "WordPiece", "prefix": "", "cleanup": False},
        "model": {"type": "WordPiece", "unk_token": UNK, "continuing_subword_prefix": "",
                  "max_input_chars_per_word": WORD_CHARS_MAX, "vocab": tokenizer.ids},
    }
