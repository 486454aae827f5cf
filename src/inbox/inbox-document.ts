/** The record of a document from the chat: a hidden JSON file next to the document. */
import { z } from 'zod';

const documentSchema = z.object({
  version: z.literal(1),
  /** First 12 hexadecimal digits of the hash. */
  id: z.string().regex(/^[0-9a-f]{12}$/u),
  /** Its name within the inbox. */
  file: z.string(),
  /** Its name as it was sent. */
  name: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  /** Numeric Telegram id of the admin who sent it. */
  sentBy: z.number(),
  sentByName: z.string(),
  /** ISO 8601. */
  sentAt: z.string(),
  /** Of the first article in it. */
  title: z.string(),
  /** Ids of the articles in it, in order; the first `IDS_KEPT_MAX` of them. */
  articleIds: z.array(z.string()),
  articles: z.number(),
  /** What was written under it. */
  caption: z.string().optional(),
  /** The message that will report the result; absent once it is sent. */
  tell: z
    .object({ chatId: z.number(), messageId: z.number(), language: z.enum(['ar', 'en']) })
    .optional(),
  /** ISO 8601: when it was removed. Absent while it can be quoted. */
  removedAt: z.string().optional(),
});

export type InboxDocument = Readonly<z.output<typeof documentSchema>>;

/** More are counted, and not named: a table may have a hundred thousand. */
export const IDS_KEPT_MAX = 1_000;

/** Undefined if the file is no such record. */
export function parseDocument(json: string): InboxDocument | undefined {
  try {
    const parsed = documentSchema.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
