/** Numbers of identity cards and of mobile telephones in China, standing alone among other digits. */
const PERSON_NUMBER = /(?<!\d)(?:[1-9]\d{16}[\dXx]|1[3-9]\d{9})(?!\d)/;

/** In prose also the fifteen digits of older cards, which in a column may be the code of a grid, and landlines. */
const PERSON_NUMBER_IN_PROSE = /(?<!\d)(?:\d{17}[\dXx]|\d{15}|1\d{10}|0\d{2,3}-?\d{7,8})(?!\d)/;

/** Whether a text carries what looks like a person's number: no record of the hub may. */
export const holdsPersonNumber = (text: string): boolean => PERSON_NUMBER.test(text);

/** As `holdsPersonNumber`, of a text that people write, not of a code. */
export const proseHoldsPersonNumber = (text: string): boolean => PERSON_NUMBER_IN_PROSE.test(text);
