/** Numbers of identity cards and of mobile telephones in China, standing alone among other digits. */
const PERSON_NUMBER = /(?<!\d)(?:[1-9]\d{16}[\dXx]|1[3-9]\d{9})(?!\d)/;

/** Whether a text carries what looks like a person's number: no record of the hub may. */
export const holdsPersonNumber = (text: string): boolean => PERSON_NUMBER.test(text);
