import { inputError } from '@sizhu/kit';
import type { SearchTerm } from '../__generated__/database.js';

type Kind = SearchTerm['kind'];

export interface Search {
  readonly text: string;
  readonly kinds: readonly Kind[];
  /** An area's code: only what lies in it or inside it. */
  readonly under: string | null;
  readonly limit: number;
}

const MAX_TEXT = 50;
const MAX_HITS = 50;
const ALL: readonly Kind[] = ['AREA', 'CENTER', 'ORGANIZATION'];

/** Reads the arguments; text is compared in lower case, with full-width letters taken for plain ones. */
export function toSearch({ text, kinds, under, first }: {
  readonly text: string;
  readonly kinds?: readonly Kind[] | null | undefined;
  readonly under?: string | null | undefined;
  readonly first?: number | null | undefined;
}): Search {
  const plain = text.normalize('NFKC').trim().toLowerCase();
  if (plain.length < 1 || plain.length > MAX_TEXT || plain.includes('\0')) {
    throw inputError('text', `must have 1 to ${MAX_TEXT} characters: a part of a name, pinyin initials such as xgq, or the beginning of a code.`);
  }
  const limit = first ?? 20;
  if (limit < 1 || limit > MAX_HITS) throw inputError('first', `${limit} is outside 1 to ${MAX_HITS}; a longer text finds fewer.`);
  if (kinds?.length === 0) throw inputError('kinds', 'names nothing to look for; leave it out to look for all.');
  return { text: plain, kinds: kinds ?? ALL, under: under ?? null, limit };
}
