/**
 * The rules for `entities`, from the Bot API's "Formatting options". Telegram itself repairs much
 * of this in silence (it splits, clamps and drops); a bot under test should not need repairing,
 * so whatever Telegram would repair is refused with `[strict]`.
 */

import type { MessageEntity } from '@grammyjs/types';
import { brokenRule, strictRule } from './errors.ts';
import { checkUrl } from './links.ts';
import { splitsPair } from './text.ts';

/** Telegram keeps the first hundred entities of a message and drops the rest. */
export const ENTITIES_MAX = 100;

/** May contain, and be part of, anything except `pre` and `code`. */
const styles = new Set(['bold', 'italic', 'underline', 'strikethrough', 'spoiler']);
const quotes = new Set(['blockquote', 'expandable_blockquote']);
const verbatim = new Set(['pre', 'code']);

function describe(entity: MessageEntity): string {
  return `${entity.type} at ${entity.offset}+${entity.length}`;
}

function checkSpan(text: string, entity: MessageEntity): void {
  const { offset, length } = entity;
  if (offset < 0) throw brokenRule(`receive an entity with incorrect offset ${offset}`);
  if (length < 1) throw strictRule(`entity ${describe(entity)} is empty: it would be dropped`);
  if (offset + length > text.length) {
    throw strictRule(
      `entity ${describe(entity)} ends after the text, which has ${text.length} UTF-16 code units`,
    );
  }
  if (splitsPair(text, offset) || splitsPair(text, offset + length)) {
    throw strictRule(`entity ${describe(entity)} cuts a surrogate pair in two`);
  }
}

/** `inner` lies wholly within `outer`. */
function checkNesting(outer: MessageEntity, inner: MessageEntity): void {
  const pair = `${describe(inner)} within ${describe(outer)}`;
  if (quotes.has(outer.type) && quotes.has(inner.type))
    throw strictRule(`block quotations do not nest: ${pair}`);
  if (verbatim.has(outer.type)) throw strictRule(`pre and code contain no other entities: ${pair}`);
  if (verbatim.has(inner.type) && styles.has(outer.type))
    throw strictRule(`pre and code are not part of a style: ${pair}`);
  const free = styles.has(outer.type) || styles.has(inner.type) || quotes.has(outer.type);
  if (!free) throw strictRule(`entities of these types do not contain each other: ${pair}`);
}

/** Throws unless the entities fit `text` and each other. `text` is as the bot sent it, before cleaning. */
export function checkEntities(text: string, entities: readonly MessageEntity[]): void {
  if (entities.length > ENTITIES_MAX) {
    throw strictRule(`${entities.length} entities: Telegram keeps the first ${ENTITIES_MAX}`);
  }
  for (const entity of entities) {
    checkSpan(text, entity);
    if (entity.type === 'text_link') checkUrl(entity.url, 'entity');
  }
  // Sorted like this, whatever contains an entity is before it, so one stack sees every pair that matters.
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const open: MessageEntity[] = [];
  for (const entity of sorted) {
    while (open.length > 0 && endOf(open.at(-1)!) <= entity.offset) open.pop();
    for (const outer of open) {
      if (endOf(entity) > endOf(outer)) {
        throw strictRule(
          `entities overlap without one containing the other: ${describe(outer)} and ${describe(entity)}`,
        );
      }
      // Two entities over the same span have no outer and inner: the order that is allowed decides.
      const same = outer.offset === entity.offset && outer.length === entity.length;
      const [container, content] =
        same && quotes.has(entity.type) ? [entity, outer] : [outer, entity];
      checkNesting(container, content);
    }
    open.push(entity);
  }
}

function endOf(entity: MessageEntity): number {
  return entity.offset + entity.length;
}
