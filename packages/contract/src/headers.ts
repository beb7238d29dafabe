/** In a call of a pillar: for how many more milliseconds, a whole number, somebody waits for its answer. Changes come without it. */
export const DEADLINE_HEADER = 'x-deadline-ms';
