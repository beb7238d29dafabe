import { checkText, checkWhole, inputError, proseHoldsPersonNumber } from '@sizhu/kit';

/** What begins to tell of a person rather than of a matter. */
const PERSON_WORDS = /身份证|手机号|电话|住址|家住|姓名|当事人|先生|女士|某某|[\p{L}]某[，。、；：与和因]/u;

/**
 * Text about a place or a matter. A person's name cannot be told from other words, but what comes with
 * one can: numbers of identity cards and telephones, and the words that announce a person.
 */
export function checkMatter(field: string, text: string, maxLength: number): string {
  const trimmed = checkText(field, text, maxLength);
  if (proseHoldsPersonNumber(trimmed) || PERSON_WORDS.test(trimmed)) {
    throw inputError(field, 'tells of a person: write of the place and the matter only, without names, numbers or addresses.');
  }
  return trimmed;
}

/** A part that cannot be more than its whole. */
export function checkPart(field: string, part: number, whole: { readonly name: string; readonly value: number }): void {
  checkWhole(field, part, [0, 1_000_000]);
  if (part > whole.value) throw inputError(field, `${part} is more than ${whole.name}, ${whole.value}.`);
}

const POST = /^[A-Za-z0-9][A-Za-z0-9:._-]{2,63}$/;

/** A post or an account, such as 210203-GRID-DESK. In ASCII: there is no room for a name. */
export function checkPost(field: string, post: string): void {
  if (!POST.test(post) || proseHoldsPersonNumber(post)) {
    throw inputError(field, `${JSON.stringify(post)} is no post or account: 3 to 64 letters, digits and :._- of ASCII. Never a person's name or number.`);
  }
}
