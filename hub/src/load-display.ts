import type { SampleProgress } from './sample/index.js';

/** Out of a terminal: to the start of the line, which is cleared. */
const REWRITE = '\r\u001b[2K';

/** Shows each table as it is complete; to a person at a terminal also how far the one under way is. */
export const createLoadDisplay = (out: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>) => ({ pillar, table, rows, total }: SampleProgress): void => {
  const count = (number: number) => number.toLocaleString('en');
  const rewrite = out.isTTY ? REWRITE : '';
  if (rows === total) out.write(`${rewrite}    ${pillar}.${table}: ${count(total)} rows\n`);
  else if (out.isTTY) out.write(`${rewrite}    ${pillar}.${table}: ${count(rows)} of ${count(total)} rows`);
};
