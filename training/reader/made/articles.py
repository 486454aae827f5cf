"""Magazine prose with questions of people who have not read it. Written by hand, both; the passages of one article tempt one another."""
import json
from pathlib import Path

from .shape import example, passage

FOLDER = Path(__file__).resolve().parents[1] / 'articles'
PASSAGES = 4


def read_articles():
    for file in sorted(FOLDER.glob('*.jsonl')):
        yield from map(json.loads, filter(str.strip, file.read_text('utf8').splitlines()))


def parts(article):
    """[beginning, end) of each passage, in sentences."""
    return list(zip([0, *article['breaks']], [*article['breaks'], len(article['sentences'])]))


def from_articles(r):
    """A family for each question: all passages of its article, or those nearest to the answer where it has more, and another's where it has fewer."""
    articles = list(read_articles())
    for number, article in enumerate(articles):
        for asked in article['questions']:
            own = [passage(article['title'], article['sentences'][b:e], [i - b for i in asked['a'] if b <= i < e]) for b, e in parts(article)]
            own.sort(key=lambda p: not p['labels'])
            own = own[:PASSAGES]
            if len(own) < PASSAGES:
                other = articles[(number + r.randrange(1, len(articles))) % len(articles)]
                begin, end = r.choice(parts(other))
                own.append(passage(other['title'], other['sentences'][begin:end]))
            r.shuffle(own)
            yield [example('article', article['title'], asked['q'], own, asked.get('span', '') if asked['a'] else '')]
