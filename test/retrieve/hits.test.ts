import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collapse } from '../../src/retrieve/duplicates.ts';
import type { Hit } from '../../src/types.ts';

const STORY =
  'وصل وزير الخارجية إلى القاهرة صباح الأحد في زيارة تستغرق يومين يلتقي خلالها عددًا من المسؤولين';

function hit(articleId: string, text: string, score: number, date?: string): Hit {
  return {
    number: 0,
    score,
    chunk: {
      ...{ articleId, text, start: 0, end: text.length, position: 0 },
      sentences: [{ start: 0, end: text.length }],
    },
    article: { id: articleId, title: articleId, ...(date && { date }) },
  };
}

const idsOf = (hits: readonly Hit[]) => hits.map(({ article }) => article.id);

describe('the same story printed twice', () => {
  const twice = [
    hit('a', STORY, 0.9, '2024-01-01'),
    hit('b', `${STORY}، وفق بيان رسمي.`, 0.8, '2024-01-02'),
    hit('c', 'افتتح الملك المعرض السنوي للكتاب بحضور ناشرين من عشرين بلدًا', 0.7),
  ];

  it('is one hit, which names the other article', () => {
    const hits = collapse(twice);
    assert.deepEqual(idsOf(hits), ['a', 'c']);
    assert.deepEqual(
      hits[0]?.alsoIn?.map(({ id }) => id),
      ['b'],
    );
    assert.equal(hits[1]?.alsoIn, undefined);
  });

  it('is found whatever the spelling of hamza and marks', () => {
    const spelled = [hit('a', STORY, 1), hit('b', STORY.replaceAll('إ', 'ا').replace('ً', ''), 0.9)];
    assert.equal(collapse(spelled).length, 1);
  });

  it('is stood for by the newest where the newest is asked for', () => {
    const [first] = collapse(twice, { newestStands: true });
    assert.equal(first?.article.id, 'b');
    assert.equal(first?.score, 0.9);
  });

  it('is not two passages of one article, nor two stories of one event', () => {
    assert.equal(collapse([hit('a', STORY, 1), hit('a', STORY, 0.9)]).length, 2);
    const apart =
      'حلّ وزير الخارجية ضيفًا على القاهرة يوم الأحد، ومن المقرر أن يلتقي مسؤولين خلال يومين';
    assert.equal(collapse([hit('a', STORY, 1), hit('b', apart, 0.9)]).length, 2);
  });
});
