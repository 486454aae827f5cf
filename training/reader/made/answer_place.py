"""The answering sentence taken out, put elsewhere, left nearly alone, or asked for together with another."""
import re

from .shape import example, fold, passage, stems

# A sentence that begins so says nothing of its subject: it leans on the one before it.
LEANING = re.compile(r'^(?:و?(?:هو|هي|كان ذلك|كانت|كان|قد|ولد|ولدت|توفي|توفيت|يقع|تقع|يبلغ|تبلغ|أصبح|أصبحت|حصل|حصلت|بدأ|بدأت|استمر|استمرت|تأسس|تأسست|انتهى|انتهت|عاد|عادت|حكم|عمل|عملت|تعلم|درس|نشأ|نشأت|يعتبر|تعتبر|يعد|تعد)|كما|ثم|حيث|ومن ثم|وبعد ذلك|وفي نفس|وفي عهده|وفي هذا|وبذلك|ولذلك|وقد)\s')


def without(sentences, labels):
    return [s for i, s in enumerate(sentences) if i not in labels]


def holds(text, answer):
    return bool(answer) and re.search(r'(?<!\w)' + re.escape(fold(answer)) + r'(?!\w)', fold(text)) is not None


def overlap(question, sentence):
    """How many of the question's words another sentence has: where all of them stand, it may well answer too."""
    asked = {w for w in stems(question) if len(w) > 2}
    return len(asked & set(stems(sentence))) / max(1, len(asked))


def removed(source, sources, r):
    rest = without(source.sentences, source.labels)
    if len(rest) < 2 or len(source.answer) < 2 or holds(' '.join(rest + [source.title]), source.answer):
        return None
    # A yes/no question may be answered by any sentence that has most of its words.
    if max(overlap(source.question, s) for s in rest) > (0.45 if source.kind == 'yesNo' else 0.75):
        return None
    gone = example('answer-removed', source.article, source.question, sources.among(source, [passage(source.title, rest)], source.question, r), '', source.form)
    kept = example('answer-removed', source.article, source.question, sources.among(source, [source.right()], source.question, r), source.answer, source.form)
    return [gone] if r.random() < 0.4 else [gone, kept]


def moved(source, sources, r):
    """Among the sentences of another passage of its article, or at another place of its own."""
    if LEANING.match(source.sentences[source.labels[0]]) or len(source.labels) > 1:
        return None
    others = [o for k, o in sorted(sources.by_article[source.article].items()) if k != source.passage_id]
    answer = source.sentences[source.labels[0]]
    if others:
        rest = list(r.choice(others).sentences)
        if answer in rest or holds(' '.join(rest), source.answer):
            return None
    else:
        rest = without(source.sentences, source.labels)
        if len(rest) < 3:
            return None
    at = r.randrange(len(rest) + 1)
    rest.insert(at, answer)
    out = [passage(source.title, rest, [at])]
    hollow = without(source.sentences, source.labels)
    # Beside it, at times, the passage it came from: the same subject, and no longer the answer.
    if others and r.random() < 0.5 and len(hollow) > 1 and not holds(' '.join(hollow), source.answer):
        out.append(passage(source.title, hollow))
    return [example('answer-moved', source.article, source.question, sources.among(source, out, source.question, r, 2), source.answer, source.form)]


def short(source, sources, r):
    """Articles of one or two sentences, with the answer and without."""
    at = source.labels[0]
    answer = source.sentences[at]
    near = [i for i in (at - 1, at + 1) if 0 <= i < len(source.sentences)]
    if len(source.labels) > 1 or len(answer) > 420:
        return None
    keep = sorted([at] + ([r.choice(near)] if near and r.random() < 0.6 else []))
    if LEANING.match(answer) and at - 1 >= 0:
        keep = [at - 1, at]
    title = source.title if r.random() < 0.7 else ''
    made = [example('short', source.article, source.question,
                    sources.among(source, [passage(title, [source.sentences[i] for i in keep], [keep.index(at)])], source.question, r),
                    source.answer, source.form)]
    rest = [s for i, s in enumerate(source.sentences) if i != at and not LEANING.match(s)]
    if rest and r.random() < 0.7 and source.kind != 'yesNo':
        alone = r.choice(rest)
        if not holds(alone + ' ' + source.title, source.answer) and overlap(source.question, alone) <= 0.6:
            made.append(example('short', source.article, source.question,
                                sources.among(source, [passage(source.title, [alone])], source.question, r), '', source.form))
    return made


def untitled(source, sources, r):
    """No title and no heading. The passage must name its subject itself for its answer to stand."""
    name = {w for w in stems(source.title) if len(w) > 2}
    at = source.labels[0]
    before = set(stems(' '.join(source.sentences[:at + 1])))
    asked = {w for w in stems(source.question) if len(w) > 2}
    if not name or len(name & before) < len(name) or not name & asked:
        return None
    out = sources.among(source, [passage('', source.sentences, source.labels)], source.question, r)
    for p in out:
        if r.random() < 0.5:
            p['title'] = ''
    return [example('untitled', source.article, source.question, out, source.answer, source.form)]


ASKS = re.compile(r'^(?:متى|أين|من|كم|لماذا|كيف|ماذا|ما|هل|بكم|بماذا|لمن|أي|في أي|إلى أين|من أين)\s')


def two_parts(first, second, sources, r):
    """Two questions of one passage in one message: a sentence answers when it answers either."""
    if first.labels == second.labels or not ASKS.match(first.question) or not ASKS.match(second.question) or first.form != 'msa' or second.form != 'msa':
        return None
    if 'yesNo' in (first.kind, second.kind) or len(first.question) + len(second.question) > 130:
        return None
    a, b = first.question.rstrip('؟? '), second.question.rstrip('؟? ')
    question = r.choice(['{a}، و{b}؟', '{a} و{b}؟', '{a}؟ و{b}؟', '{a}؟ {b}؟', '{a}؟ ثم {b}؟', 'أريد أن أعرف: {a}، و{b}؟', 'عندي سؤالان: {a}؟ و{b}؟']).format(a=a, b=b)
    labels = sorted(set(first.labels + second.labels))
    own = [passage(first.title, first.sentences, labels)]
    rest = without(first.sentences, second.labels)
    made = [example('two-part', first.article, question, sources.among(first, own, question, r), first.answer, first.form)]
    # Half of an answer is still an answer: the other part's sentence is taken out.
    if r.random() < 0.35 and len(rest) > 2 and not holds(' '.join(rest), second.answer):
        half = passage(first.title, rest, [rest.index(first.sentences[i]) for i in first.labels])
        made.append(example('two-part', first.article, question, sources.among(first, [half], question, r), first.answer, first.form))
    return made


def leaning(source, sources, r):
    """The sentence that answers begins with «وكان…» or «وهو…»: it is labelled, not the one that names the subject."""
    at = source.labels[0]
    answer = source.sentences[at]
    name = {w for w in stems(source.title) if len(w) > 2}
    if at == 0 or len(source.labels) > 1 or not LEANING.match(answer) or name & set(stems(answer)):
        return None
    cut = source.sentences[at - 1:at + 2] if r.random() < 0.5 else source.sentences
    return [example('dependent', source.article, source.question,
                    sources.among(source, [passage(source.title, cut, [cut.index(answer)])], source.question, r), source.answer, source.form)]
