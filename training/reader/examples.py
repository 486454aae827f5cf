#!/usr/bin/env python3
"""Makes training examples for the reader, by kind: near misses, negation, opposites, distractors, other wordings, tables, definitions.

examples.py --data ../shared/data --out made.jsonl.gz [--seed 7] [--scale 1] [--show KIND --count 15]

Reads train/ and, for definitions, corpora/wiki-ar; of eval/ only which articles to leave out. The same seed gives the same file, byte for byte.
MADE.md has a table of the kinds; `made/shape.py` says what an example is.
"""
import argparse
import collections
import gzip
import io
import json
import random
import zlib

from made import answer_place, near_misses, notices, own_leaning, own_lists, own_lives, own_negation, own_tables, own_unnamed, own_yes_no, wording
from made.articles import from_articles
from made.definitions import definitions
from made.scenes import families
from made.shape import faults
from made.sources import Sources

# Examples of each kind that is cut from the given questions. A kind ends earlier where the questions run out.
TARGETS = {'near-year': 220, 'near-number': 240, 'near-place': 300, 'near-person': 280, 'near-predicate': 330, 'negation': 70, 'answer-removed': 420, 'answer-moved': 200,
           'short': 230, 'untitled': 170, 'two-part': 210, 'dependent': 130, 'teaser': 330, 'boilerplate': 180, 'typing': 230, 'dialect': 270, 'keywords': 240, 'story': 240, 'reworded-miss': 120}
DEFINITIONS = 420
# One passage gives at most so many examples of one kind, so that no kind is a few articles.
PER_PASSAGE = 2


def dice(seed, name):
    """A generator for each kind: a change to one kind leaves the others as they were."""
    return random.Random(seed * 1_000_003 + zlib.crc32(name.encode()))


def from_questions(sources, seed, scale):
    people = near_misses.People(sources)
    makers = {
        'near-year': (sources.answered, near_misses.year), 'near-number': (sources.answered, near_misses.number), 'near-place': (sources.answered, near_misses.place),
        'near-person': (sources.answered, lambda s, all_, r: near_misses.person(s, all_, r, people)), 'near-predicate': (sources.answered, near_misses.predicate), 'negation': (sources.answered, near_misses.negated),
        'answer-removed': (sources.answered, answer_place.removed), 'answer-moved': (sources.answered, answer_place.moved), 'short': (sources.answered, answer_place.short), 'untitled': (sources.answered, answer_place.untitled),
        'dependent': (sources.answered, answer_place.leaning), 'teaser': (sources.answered, notices.with_teasers), 'boilerplate': (sources.answered, notices.with_boilerplate),
        'typing': (sources.plain, wording.typed), 'dialect': (sources.plain, wording.dialect), 'keywords': (sources.plain, wording.keywords), 'story': (sources.answered, wording.story), 'reworded-miss': (sources.missed, wording.reworded_miss),
    }
    for name, (pool, maker) in makers.items():
        r, made, used = dice(seed, name), 0, collections.Counter()
        pool = list(pool)
        r.shuffle(pool)
        for source in pool:
            if made >= TARGETS[name] * scale:
                break
            if used[source.passage_id] >= PER_PASSAGE:
                continue
            family = maker(source, sources, r)
            if family:
                used[source.passage_id] += 1
                made += len(family)
                yield family
    r, made = dice(seed, 'two-part'), 0
    keys = sorted(sources.by_passage)
    r.shuffle(keys)
    for key in keys:
        if made >= TARGETS['two-part'] * scale:
            break
        own = sources.by_passage[key]
        if len(own) > 1:
            family = answer_place.two_parts(*r.sample(own, 2), sources, r)
            if family:
                made += len(family)
                yield family


def from_scenes(seed, scale):
    for module in (own_lives, own_negation, own_tables, own_unnamed, own_lists, own_yes_no, own_leaning):
        for scene_of, count in module.SCENES:
            yield from families(scene_of, dice(seed, f'{module.__name__}.{scene_of.__name__}'), int(count * scale))


def make(data, seed, scale):
    sources = Sources(data)
    number, seen = collections.Counter(), set()
    r = dice(seed, 'definitions')
    for batch in (from_questions(sources, seed, scale), from_scenes(seed, scale), from_articles(dice(seed, 'article')), definitions(data, sources.kept_out, sources.kept_titles, r, int(DEFINITIONS * scale))):
        for family in batch:
            kind = family[0]['made']
            number[kind] += 1
            for letter, e in zip('abcdefgh', family):
                wrong = faults(e)
                if wrong:
                    raise SystemExit(f'{e["made"]}: {", ".join(wrong)}: {json.dumps(e, ensure_ascii=False)}')
                key = json.dumps([e['question'], e['passages']], ensure_ascii=False)
                if key not in seen:
                    seen.add(key)
                    yield {'id': f'made-{kind}-{number[kind]:04d}{letter}', **e}


def words_of(e):
    return sum(len(s.split()) for p in e['passages'] for s in [p['title']] + p['sentences']) + len(e['question'].split())


def report(examples):
    rows = collections.defaultdict(list)
    for e in examples:
        rows[e['made']].append(e)
    print(f'{"kind":16} {"all":>5} {"train":>5} {"held":>5} {"none":>5} {"answer":>6} {"passages":>8} {"words":>6}')
    for kind, es in sorted(rows.items()) + [('all', examples)]:
        none = sum(not any(p['labels'] for p in e['passages']) for e in es)
        print(f'{kind:16} {len(es):5} {sum(e["split"] == "train" for e in es):5} {sum(e["split"] == "held" for e in es):5} {none:5} {sum(bool(e["answer"]) for e in es):6} '
              f'{sum(len(e["passages"]) for e in es) / len(es):8.2f} {sum(map(words_of, es)) / len(es):6.0f}')


def show(e):
    print(f'== {e["id"]} [{e["split"]}, {e["form"]}]\nQ: {e["question"]}\nA: {e["answer"]}')
    for p in e['passages']:
        # Passages that hold no label are shortened: they are read to see that they do not answer.
        print(f'  [{p["title"]}{" · " + p["heading"] if p["heading"] else ""}]')
        for i, s in enumerate(p['sentences']):
            print(f'   {"✔" if i in p["labels"] else " "} {s[:170]}')


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument('--data', default='../shared/data', help='folder with train/, corpora/ and eval/ (default ../shared/data)')
    args.add_argument('--out', default='made.jsonl.gz', help='the file to write (default made.jsonl.gz)')
    args.add_argument('--seed', type=int, default=7)
    args.add_argument('--scale', type=float, default=1, help='multiplies the size of every kind (default 1, about 8,000 examples)')
    args.add_argument('--show', help='print random examples of this kind and write nothing')
    args.add_argument('--count', type=int, default=15, help='how many to print (default 15)')
    a = args.parse_args()
    examples = list(make(a.data, a.seed, a.scale))
    if a.show:
        some = [e for e in examples if e['made'] == a.show]
        for e in random.Random(a.seed).sample(some, min(a.count, len(some))):
            show(e)
        return
    # Neither the time nor the name stands in the file, so that it can be compared with another run's.
    with open(a.out, 'wb') as raw, gzip.GzipFile(filename='', fileobj=raw, mode='wb', mtime=0) as packed, io.TextIOWrapper(packed, encoding='utf-8') as out:
        for e in examples:
            out.write(json.dumps(e, ensure_ascii=False) + '\n')
    report(examples)


if __name__ == '__main__':
    main()
