"""Vocabularies that know nothing of Arabic, to compare with: Unigram, and WordPiece as the tokenizers library trains it.

They are for measuring; nothing that they make is exported.
"""

import io

import sentencepiece

from arabic import SPECIAL, UNK, Tokenizer

START = "\u2581"


def learn_plain(counts, size, kind):
    """A sentencepiece model, as bytes, over words that the segmenter has parted: `kind` is unigram, or bpe for WordPiece."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(f"{w}\t{c}" for w, c in sorted(counts.items())), input_format="tsv",
        model_writer=model, model_type=kind, vocab_size=size - len(SPECIAL), character_coverage=1.0, num_threads=1,
        normalization_rule_name="identity", minloglevel=2, bos_id=-1, eos_id=-1)
    return model.getvalue()


class PlainTokenizer(Tokenizer):
    """Unigram's likeliest pieces, or greedy longest match; a piece that begins a word is another token than the same inside one."""

    def __init__(self, proto, segmenter, kind):
        self.model = sentencepiece.SentencePieceProcessor(model_proto=proto)
        self.kind = kind
        super().__init__(SPECIAL + [self.model.id_to_piece(i) for i in range(self.model.get_piece_size())], segmenter)

    def _match(self, word):
        return self._likeliest(word) if self.kind == "unigram" else self._longest(START + word)

    def _likeliest(self, word):
        return tuple(i + len(SPECIAL) for i in self.model.encode(word))

    def _longest(self, word):
        out, start = [], 0
        while start < len(word):
            end = next((e for e in range(len(word), start, -1) if word[start:e] in self.ids), None)
            if end is None:
                return (self.ids[UNK],)
            out.append(self.ids[word[start:end]])
            start = end
        return tuple(out)
