"""The questions and passages that examples are cut from, and the passages that lie near them."""
import collections
import gzip
import json
import math
import pathlib
import re

from .shape import fold, passage, stems

NEAR_COUNT = 8
# A passage that answers nothing is cut to this many sentences: it costs as much time to read as one that answers.
NEAR_SENTENCES = 6
# A word that stands in more of the passages than this says nothing about which of them are near.
COMMON_SHARE = 0.015


def lines(path):
    path = pathlib.Path(path)
    opened = gzip.open(path, 'rt', encoding='utf-8') if path.suffix == '.gz' else open(path, encoding='utf-8')
    with opened as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


class Source:
    """One question beside its passage. `labels` is empty for a near miss that a person wrote."""

    def __init__(self, question, record, read):
        """`read` is what the questions of one passage share: its folded text and its stems."""
        self.id = question['id']
        self.question = ' '.join(question['question'].split())
        self.kind = question.get('kind') or ''
        self.form = question.get('form')
        self.labels = list(question['sentences'])
        self.answer = question['answers'][0] if question['answers'] else ''
        self.article = record['article']
        self.passage_id = record['id']
        self.title = record['title'].strip()
        self.sentences = [s['text'].strip() for s in record['sentences']]
        if self.labels and not any(self.answer in self.sentences[i] for i in self.labels):
            self.answer = ''
        self.text, self.stems = read

    def right(self, question=None):
        return passage(self.title, self.sentences, self.labels)

    def bare(self, most=None):
        return passage(self.title, self.sentences[:most], ())


class Sources:
    """All of them, without the articles that measuring uses."""

    def __init__(self, data):
        data = pathlib.Path(data)
        self.kept_out = {p['article'] for p in lines(data / 'eval/written-eval.passages.jsonl')}
        self.kept_titles = {fold(p['title']) for p in lines(data / 'eval/written-eval.passages.jsonl')}
        for q in lines(data / 'eval/miracl-dev-wiki.questions.jsonl'):
            self.kept_out.update(q['relevant'])
        self.all, self.passages = [], {}
        for name in ('written-train', 'native-train'):
            records = {p['id']: p for p in lines(data / f'train/{name}.passages.jsonl.gz')}
            read = {}
            for q in lines(data / f'train/{name}.questions.jsonl.gz'):
                record = records[q['passage']]
                if record['article'] in self.kept_out or fold(record['title']) in self.kept_titles:
                    continue
                if record['id'] not in read:
                    text = fold(' '.join([record['title']] + [s['text'] for s in record['sentences']]))
                    read[record['id']] = text, set(stems(text))
                source = Source(q, record, read[record['id']])
                self.all.append(source)
                self.passages.setdefault(source.passage_id, source)
        self.answered = [s for s in self.all if s.labels and s.answer]
        self.missed = [s for s in self.all if not s.labels]
        self.plain = [s for s in self.answered if s.form in ('msa', 'native')]
        self.by_passage, self.by_article = collections.defaultdict(list), collections.defaultdict(dict)
        for s in self.answered:
            self.by_passage[s.passage_id].append(s)
        for s in self.passages.values():
            self.by_article[s.article][s.passage_id] = s
        self._index()

    def _index(self):
        where = collections.defaultdict(list)
        for key, s in self.passages.items():
            for w in sorted(s.stems):
                where[w].append(key)
        limit = COMMON_SHARE * len(self.passages)
        self.where = {w: keys for w, keys in where.items() if len(keys) <= limit}
        self.weight = {w: math.log(len(self.passages) / len(keys)) for w, keys in self.where.items()}

    def near(self, source, question, r, count):
        """Passages of other articles that share the question's or the title's rare words and do not hold the answer.

        A passage that has the answer's words may answer, so it is left out rather than taken for wrong."""
        score = collections.Counter()
        for w in sorted(set(stems(question))):
            for key in self.where.get(w, ()):
                score[key] += self.weight[w]
        for w in sorted(set(stems(source.title))):
            for key in self.where.get(w, ()):
                score[key] += 0.5 * self.weight[w]
        answer, out, taken = fold(source.answer), [], {source.title}
        ranked = sorted(score.items(), key=lambda x: (-x[1], x[0]))
        for key, _ in ranked:
            other = self.passages[key]
            if other.article == source.article or other.title in taken:
                continue
            if len(answer) > 2 and re.search(r'(?<!\w)' + re.escape(answer) + r'(?!\w)', other.text):
                continue
            out.append(other)
            # One article may lie in both sets.
            taken.add(other.title)
            if len(out) == NEAR_COUNT:
                break
        r.shuffle(out)
        return [o.bare(NEAR_SENTENCES) for o in out[:count]]

    def among(self, source, own, question, r, most=3):
        """The passages of an example: its own, and up to `most` near ones, in any order."""
        count = r.choice([0, 1, 1, 2, 2, 3])
        out = list(own) + self.near(source, question, r, min(count, most, 4 - len(own)))
        r.shuffle(out)
        return out
