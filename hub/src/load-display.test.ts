import { expect, it } from '@jest/globals';
import { createLoadDisplay } from './load-display.js';

const PROGRESS = [100, 1_500, 2_000].map((rows) => ({ pillar: 'grid', table: 'grid_event', rows, total: 2_000 }) as const);

it.each([
  ['a person', true, '\r\u001b[2K    grid.grid_event: 100 of 2,000 rows\r\u001b[2K    grid.grid_event: 1,500 of 2,000 rows\r\u001b[2K    grid.grid_event: 2,000 rows\n'],
  ['a log', false, '    grid.grid_event: 2,000 rows\n'],
])('shows %s how a load goes', (_who, isTTY, expected) => {
  let written = '';
  const show = createLoadDisplay({ isTTY, write: (text: string) => { written += text; return true; } });
  for (const progress of PROGRESS) show(progress);
  expect(written).toBe(expected);
});
