import type { Fault } from './import-error.js';

/** So many faults are told; who has more mends these first. */
const MAX_FAULTS = 100;

/** Counts all faults and keeps the first ones: a file may have millions of them. */
export interface FaultList {
  add(faults: readonly Fault[], more?: number): void;
  count(): number;
  /** By line. */
  first(): readonly Fault[];
}

export function createFaultList(): FaultList {
  let kept: readonly Fault[] = [];
  let count = 0;
  return {
    add: (faults, more = 0) => {
      count += faults.length + more;
      if (faults.length > 0) kept = [...kept, ...faults].sort((one, other) => one.line - other.line).slice(0, MAX_FAULTS);
    },
    count: () => count,
    first: () => kept,
  };
}
