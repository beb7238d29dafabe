import { centersFiles } from './centers.js';
import { cityWorkFiles } from './city-work.js';
import { caseFiles, gridFiles } from './grid.js';
import { informatizationFiles } from './informatization.js';
import type { KindFiles } from './kind-file.js';
import { videoFiles } from './video.js';

export type { KindFile } from './kind-file.js';

export const FILES: KindFiles = { ...centersFiles, ...cityWorkFiles, ...gridFiles, ...caseFiles, ...informatizationFiles, ...videoFiles };

export const toCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\r\n');
