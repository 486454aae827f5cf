/**
 * Remembers which Bot API type a schema stands for, so that a test can hold the
 * schema's fields against the same type in the published Bot API specification.
 */

import type { z } from 'zod';

const typeNames = new WeakMap<z.core.$ZodType, string>();

/** Marks `schema` as the Bot API type called `typeName`, for example `MessageEntity`. */
export function named<S extends z.core.$ZodType>(typeName: string, schema: S): S {
  typeNames.set(schema, typeName);
  return schema;
}

/** The Bot API type a schema was marked with, or `undefined` for an unnamed schema. */
export function typeNameOf(schema: z.core.$ZodType): string | undefined {
  return typeNames.get(schema);
}
