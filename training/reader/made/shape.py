"""What an example is, and the checks that every one of them must pass."""
import functools
import hashlib
import re
import unicodedata

MARKS = re.compile('[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
ALIKE = str.maketrans({'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا', 'ة': 'ه', 'ى': 'ي'})
# Clitics that are written onto a word. Stripped only to compare words, never to change a text.
CLITICS = re.compile(r'^(?:وال|بال|كال|فال|لل|ال|و|ب|ل|ف)(?=\w{3,})')
HELD_SHARE = 0.1


@functools.lru_cache(maxsize=100_000)
def fold(text):
    """The form in which two spellings of a word are equal."""
    text = MARKS.sub('', unicodedata.normalize('NFKC', text)).translate(ALIKE)
    return re.sub(r'\s+', ' ', text).strip()


def words(text):
    return re.findall(r'\w+', fold(text))


def stems(text):
    """Words without what is written onto their front: enough to ask whether a passage speaks of a thing."""
    return [CLITICS.sub('', w) for w in words(text)]


def is_held(article):
    """By the article, so that no article lends one example to training and another to measuring."""
    return int(hashlib.sha256(article.encode()).hexdigest()[:8], 16) / 2**32 < HELD_SHARE


def passage(title, sentences, labels=(), heading=''):
    return {'title': title, 'heading': heading, 'sentences': list(sentences), 'labels': sorted(labels)}


def example(made, article, question, passages, answer='', form=None):
    """`passages` come in any order; the one that answers must not always be the first."""
    return {'question': question, 'passages': passages, 'answer': answer, 'made': made, 'form': form,
            'split': 'held' if is_held(article) else 'train'}


def faults(e):
    """Why an example is unfit, as a list of words; empty where it is fit."""
    found = []
    if not 1 <= len(e['passages']) <= 4:
        found.append('passages')
    if not e['question'].strip():
        found.append('question')
    if any(re.search(r'\{[a-z]?\}', s) for s in [e['question']] + [s for p in e['passages'] for s in p['sentences']]):
        found.append('slot left open')
    labelled = [p['sentences'][i] for p in e['passages'] for i in p['labels'] if i < len(p['sentences'])]
    if sum(len(p['labels']) for p in e['passages']) != len(labelled):
        found.append('label outside the passage')
    if any(not s.strip() for p in e['passages'] for s in p['sentences']) or any(not p['sentences'] for p in e['passages']):
        found.append('empty sentence')
    if e['answer'] and not any(e['answer'] in s for s in labelled):
        found.append('answer is not in a labelled sentence')
    if not labelled and e['answer']:
        found.append('answer without a label')
    return found
