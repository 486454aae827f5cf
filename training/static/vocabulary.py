"""Learns the pieces: whole words where they are frequent, stems with clitics apart where they are not.

A word is taken apart only when what remains is itself a word at least as frequent: lubnan is not "milk" + "an",
because lubnan is the more frequent; misriyya is misr + yya, and wa-qala is wa + qala. So rare inflections share the
vector of a word that training has seen often. What is left (rare names) falls into byte-pair pieces.
"""

import io
import itertools
from collections import Counter

import sentencepiece

from arabic import CLS, LETTER, PAD, SPECIAL, UNK, Tokenizer

CONJUNCTIONS = ["", "و", "ف"]
PREPOSITIONS = ["", "ب", "ل", "ك"]
PREFIXES = [c + p for c, p in itertools.product(CONJUNCTIONS, PREPOSITIONS)]
SUFFIXES = ["", "ه", "ها", "هم", "هما", "نا", "ي", "يه", "يا", "ات", "ان", "ين", "ون", "يون", "يين", "يات", "تها", "ته", "تين", "وا"]
STEM_LETTERS_MIN = 3
COUNT_MIN = 3
BASE_CHARACTERS = [chr(c) for c in range(0x621, 0x64B) if c not in range(0x63B, 0x641)] + list("پچژڤگ") + list("abcdefghijklmnopqrstuvwxyz0123456789")


def take_apart(word, counts):
    """(prefix, stem, suffix) with the most frequent stem, or None where the word is better whole."""
    best, best_count = None, counts[word]
    if not ("\u0621" <= word[0] <= "\u06af"):
        return None
    for prefix in PREFIXES:
        if not word.startswith(prefix):
            continue
        for suffix in SUFFIXES:
            if not (prefix or suffix) or not word.endswith(suffix):
                continue
            stem = word[len(prefix):len(word) - len(suffix)]
            if len(stem) >= STEM_LETTERS_MIN and counts[stem] > best_count:
                best, best_count = (prefix, stem, suffix), counts[stem]
    return best


def byte_pairs(counts, size):
    rows = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(f"{w}\t{c}" for w, c in sorted(counts.items())), input_format="tsv",
        model_writer=rows, model_type="bpe", vocab_size=size, character_coverage=1.0, num_threads=2,
        add_dummy_prefix=False, split_digits=False, normalization_rule_name="identity", minloglevel=2)
    model = sentencepiece.SentencePieceProcessor(model_proto=rows.getvalue())
    return [model.id_to_piece(i).replace("\u2581", "") for i in range(3, model.get_piece_size())]


def learn(counts, size, segmenter, whole=8000, clitics=True, pairs=6000):
    """The vocabulary, special tokens first. `whole`: how many of the most frequent words are never taken apart."""
    ranked = sorted(counts, key=lambda w: (-counts[w], w))
    kept_whole = set(ranked[:whole]) if clitics else set(counts)
    mass = Counter()
    wanted = {}
    for word in ranked:
        parts = None if word in kept_whole else take_apart(word, counts)
        if parts is None:
            mass[word] += counts[word]
            wanted[word] = (word,)
        else:
            for part in parts:
                if part:
                    mass[part] += counts[word]
            wanted[word] = tuple(p for p in parts if p)
    rare = {w: c for w, c in counts.items() if wanted[w] == (w,) and c < 20}
    pieces = [p for p in byte_pairs(rare, pairs) if p and not p.startswith("و")]
    base = list(dict.fromkeys(SPECIAL + BASE_CHARACTERS + [p for p in PREFIXES + SUFFIXES if p] + pieces))
    chosen = dict.fromkeys(base)
    words = [w for w, m in sorted(mass.items(), key=lambda e: (-e[1], e[0])) if m >= COUNT_MIN and len(w) > 1]
    # A tenth of the room is kept for words that longest match would cut in the wrong place.
    for word in words:
        if len(chosen) >= size * 0.9:
            break
        chosen.setdefault(word)
    trial = Tokenizer(chosen, segmenter)
    for word in ranked:
        if len(chosen) >= size:
            break
        got = tuple(trial.vocabulary[i] for i in trial.word_ids(word))
        if got != wanted[word] and counts[word] >= COUNT_MIN:
            chosen.setdefault(word)
    return list(chosen)
