import type { Supervision } from '../__generated__/resolvers.js';

/** Points that a card takes off (督办扣分), as one public implementation counts them. */
export const DEDUCTIONS: Readonly<Record<Supervision, number>> = { NORMAL: 0, YELLOW: 5, RED: 10 };
