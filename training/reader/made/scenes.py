"""Turns a scene into examples.

A scene is a short article that we wrote, as data:
  article   what `split` is decided by (the protagonist), title, heading
  blocks    lists of (sentence, key); the sentences of a block stay together and in order, blocks may change places.
            A key says which fact a sentence tells; None for a sentence that tells nothing that is asked for
  alike     makes a scene of the same sort: the hardest wrong passage is about a like thing of another name
  named     the words that a question must have before like scenes of other places may stand beside it
  asks      (made, question, keys that answer, answer). No key: nothing in the scene answers.
            An answer may be '' where the sentence as a whole answers
"""
import re

from . import notices
from .shape import example, fold, passage


def laid_out(scene, r, drop=(), most=9):
    blocks = [[x for x in b if x[1] not in drop or x[1] is None] for b in scene['blocks']]
    blocks = [b for b in blocks if b]
    first, rest = (blocks[:1], blocks[1:]) if r.random() < 0.75 and not scene.get('ordered') else ([], blocks)
    if scene.get('ordered'):
        first, rest = blocks, []
    r.shuffle(rest)
    flat = [x for b in first + rest for x in b]
    if r.random() < 0.25:
        flat.insert(r.randrange(len(flat) + 1), (notices.any_notice(r), None))
    return flat[:max(most, len(flat) if scene.get('ordered') else most)]


def shown(scene, flat, keys, untitled=False):
    return passage('' if untitled else scene['title'], [s for s, _ in flat], [i for i, (_, k) in enumerate(flat) if k in keys and k is not None], '' if untitled else scene.get('heading', ''))


def told(scene, ask, r, siblings, drop=()):
    made, question, keys, answer = ask
    flat = laid_out(scene, r, drop)
    keys = [k for k in keys if k not in drop]
    own = shown(scene, flat, keys, scene.get('untitled_ok') and r.random() < 0.15)
    if keys and not own['labels']:
        return None
    question = r.choice(question) if isinstance(question, list) else question
    out = [own]
    # A question that does not name its place would be answered by the like scene of another place too.
    if scene.get('named') and scene['named'] not in question:
        siblings = []
    for other in siblings[:r.choice([0, 1, 1, 2, 3])]:
        if fold(other['article']) != fold(scene['article']):
            out.append(shown(other, laid_out(other, r), ()))
    r.shuffle(out)
    # The words that answer must stand once, whole, in what is labelled: «6» is not to be looked for in «6:30».
    places = sum(len(re.findall(r'(?<![\w:.,])' + re.escape(answer) + r'(?![\w:]|[.,]\d)', own['sentences'][i])) for i in own['labels']) if answer else 0
    inside = sum(own['sentences'][i].count(answer) for i in own['labels']) if answer else 0
    return example(made, scene['article'], question, out, answer if places >= 1 and inside == places == 1 else '')


def families(scene_of, r, count, asks_each=2):
    """Families of `count` examples in all: for each scene a few asks of one passage, at times with the fact taken out."""
    out, made = [], 0
    while made < count:
        scene = scene_of(r)
        siblings = [s for s in (scene.get('alike', scene_of)(r) for _ in range(3)) if not shares(s, scene)]
        asks = list(scene['asks'])
        r.shuffle(asks)
        chosen = asks[:asks_each]
        # What nothing answers stands beside something that is answered, so that the passage alone tells nothing.
        if not any(a[2] for a in chosen):
            chosen[-1] = next((a for a in asks if a[2]), chosen[-1])
        family = [told(scene, a, r, siblings) for a in chosen]
        real = [a for a in chosen if a[2]]
        if real and not scene.get('keep') and r.random() < 0.35:
            a = r.choice(real)
            family.append(told(scene, a, r, siblings, drop=tuple(a[2])))
        family = [e for e in family if e]
        made += len(family)
        out.append(family)
    return out


def shares(a, b):
    return fold(a['article']) == fold(b['article']) or a['title'] == b['title']
