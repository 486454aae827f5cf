/**
 * Compiles only while every schema's output is what `@grammyjs/types` says the method takes.
 * There is nothing to run: `tsc --noEmit` is the test, and a method whose schema has drifted
 * is named in the error.
 */

import type { ApiMethods } from '@grammyjs/types';
import type { InputFile } from './input-file.ts';
import type { MethodName, Params } from './methods.ts';

type GrammyMethods = ApiMethods<InputFile | string>;

/** `{}` for a method without parameters. */
type GrammyArgs<M extends MethodName> = M extends keyof GrammyMethods
  ? Parameters<GrammyMethods[M]> extends []
    ? Record<string, never>
    : NonNullable<Parameters<GrammyMethods[M]>[0]>
  : never;

/** The methods whose schema lets through what the types refuse. */
type Drifted = {
  [M in MethodName]: Params<M> extends GrammyArgs<M> ? never : M;
}[MethodName];

/** Assigning anything but `never` here is an error that names the methods that have drifted. */
export const noMethodHasDrifted: [Drifted] extends [never] ? true : Drifted = true;
