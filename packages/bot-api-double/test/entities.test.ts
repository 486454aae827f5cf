/** The rules for entities, each with a message that keeps it and one that breaks it. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MessageEntity } from '@grammyjs/types';
import { withDetected } from '../src/detect.ts';
import { checkEntities } from '../src/entities.ts';
import { ApiError } from '../src/errors.ts';

const text = 'الرباط عاصمة المغرب 😀 منذ زمن';

type Plain = 'bold' | 'italic' | 'blockquote' | 'expandable_blockquote' | 'code' | 'mention';
function entity(type: Plain, offset: number, length: number): MessageEntity {
  return { type, offset, length };
}
const link = (offset: number, length: number, url = 'https://example.com/'): MessageEntity => ({
  type: 'text_link',
  offset,
  length,
  url,
});

function accepts(...entities: MessageEntity[]): void {
  assert.doesNotThrow(() => checkEntities(text, entities));
}
function refuses(words: string, ...entities: MessageEntity[]): void {
  assert.throws(
    () => checkEntities(text, entities),
    (error) => error instanceof ApiError && error.kind === 'rule' && error.message.includes(words),
    words,
  );
}

describe('the span of an entity', () => {
  it('reaches to the end of the text and not beyond', () => {
    accepts(entity('bold', 0, text.length));
    refuses('ends after the text', entity('bold', 0, text.length + 1));
  });
  it('does not begin before the text', () => refuses('incorrect offset -1', entity('bold', -1, 2)));
  it('is not empty', () => refuses('is empty', entity('bold', 3, 0)));
  it('does not cut a surrogate pair', () => {
    const emoji = text.indexOf('😀');
    accepts(entity('bold', emoji, 2));
    refuses('surrogate pair', entity('bold', emoji, 1));
    refuses('surrogate pair', entity('bold', emoji + 1, 3));
  });
  it('counts UTF-16 code units', () => {
    accepts(entity('bold', text.indexOf('منذ'), 3));
  });
});

describe('entities within entities', () => {
  it('styles nest in everything but pre and code', () => {
    accepts(entity('blockquote', 0, 10), entity('bold', 0, 6), entity('italic', 2, 2));
    accepts(entity('bold', 0, 10), link(2, 4));
    refuses('pre and code contain no other', entity('code', 0, 10), entity('bold', 2, 2));
    refuses('not part of a style', entity('bold', 0, 10), entity('code', 2, 2));
  });
  it('a quotation holds links and code, and no quotation', () => {
    accepts(entity('blockquote', 0, 10), link(2, 4));
    accepts(entity('expandable_blockquote', 0, 10), entity('code', 2, 4));
    refuses('do not nest', entity('blockquote', 0, 10), entity('blockquote', 2, 2));
    refuses('do not nest', entity('blockquote', 0, 10), entity('expandable_blockquote', 0, 10));
  });
  it('a quotation over the same span as a link is the outer one, in either order', () => {
    accepts(link(0, 6), entity('blockquote', 0, 6));
    accepts(entity('blockquote', 0, 6), link(0, 6));
  });
  it('links do not contain links', () => {
    refuses('do not contain each other', link(0, 10), link(2, 2));
    refuses('do not contain each other', link(0, 10), entity('mention', 2, 4));
  });
  it('none overlaps another in part', () => {
    refuses('overlap', entity('bold', 0, 6), entity('italic', 4, 6));
  });
  it('side by side is fine, in any order of the list', () => {
    accepts(entity('blockquote', 7, 5), entity('blockquote', 0, 7), entity('bold', 12, 3));
  });
  it('a hundred at most', () => {
    const many = (count: number) => Array.from({ length: count }, () => entity('bold', 0, 3));
    accepts(...many(100));
    refuses('101 entities', ...many(101));
  });
});

describe('the link of a text_link', () => {
  it('web addresses and Telegram links are fine', () => {
    accepts(link(0, 1, 'https://example.com/مقال#:~:text=الرباط'));
    accepts(
      link(0, 1, 'http://192.0.2.1/'),
      link(1, 1, 'tg://user?id=1'),
      link(2, 1, 'example.com'),
    );
  });
  it('other schemes and private names are not', () => {
    refuses(
      "entity URL 'javascript:alert(1)' is invalid: Unsupported URL protocol",
      link(0, 1, 'javascript:alert(1)'),
    );
    refuses('Unsupported URL protocol', link(0, 1, 'ftp://example.com/'));
    refuses('Wrong HTTP URL', link(0, 1, 'http://localhost:8080/'));
    refuses('Wrong HTTP URL', link(0, 1, 'not a url'));
    refuses('Wrong HTTP URL', link(0, 1, ''));
  });
});

describe('entities that Telegram finds by itself', () => {
  const found = (given: string, entities: MessageEntity[] = []) =>
    withDetected(given, entities).map(
      ({ type, offset, length }) => `${type} ${given.slice(offset, offset + length)}`,
    );

  it('commands, with and without the name of a bot', () => {
    assert.deepEqual(found('/start'), ['bot_command /start']);
    assert.deepEqual(found('جرب /ask@test_bot سؤال'), ['bot_command /ask@test_bot']);
  });
  it('not within a word or a path', () => {
    assert.deepEqual(found('و/start'), []);
    assert.deepEqual(found('/usr/bin'), []);
  });
  it('mentions, hashtags in Arabic, addresses', () => {
    assert.deepEqual(found('@test_bot #عاصمة_المغرب a@example.com https://example.com/a.'), [
      'mention @test_bot',
      'hashtag #عاصمة_المغرب',
      'email a@example.com',
      'url https://example.com/a',
    ]);
  });
  it('not within code, and beside other formatting', () => {
    assert.deepEqual(found('/start', [entity('code', 0, 6)]), ['code /start']);
    assert.deepEqual(found('/start', [entity('blockquote', 0, 6)]).sort(), [
      'blockquote /start',
      'bot_command /start',
    ]);
  });
});
