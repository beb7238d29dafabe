/** What a reason of `@deprecated` says in a form that programs can read. */
export interface Deprecation {
  /** Seconds since 1970; 0 where nobody says since when. */
  readonly since: number;
  /** Seconds since 1970: the end of the last day, in GMT; null where nobody says until when. */
  readonly until: number | null;
  /** Where more is told. */
  readonly links: readonly string[];
}

const SINCE = /\bsince (\d{4}-\d{2}-\d{2})\b/i;
const UNTIL = /\buntil (\d{4}-\d{2}-\d{2})\b/i;
/** Printable ASCII without what would end a link in a header. */
const LINK = /https?:\/\/[!-~]+?(?=[.,;:)\]]*(?:\s|$))/g;
const UNSAFE = /[<>"\\]/;
const DAY_SECONDS = 86_400;

/** Reads `since 2026-11-24`, `until 2027-06-30` and addresses wherever they stand in the reason. */
export function readReason(reason: string): Deprecation {
  const [since, until] = [toDay(SINCE.exec(reason)?.[1]), toDay(UNTIL.exec(reason)?.[1])];
  return {
    since: since ?? 0,
    until: until === null ? null : until + DAY_SECONDS - 1,
    links: [...reason.matchAll(LINK)].map(([link]) => link).filter((link) => !UNSAFE.test(link)),
  };
}

function toDay(text: string | undefined): number | null {
  const moment = text === undefined ? Number.NaN : Date.parse(`${text}T00:00:00Z`);
  // The 31st of February is read as a day of March.
  return text === undefined || Number.isNaN(moment) || !new Date(moment).toISOString().startsWith(text) ? null : moment / 1_000;
}
