/** What one client, and all of them together, may hold open. */
export interface LiveLimits {
  /** Sockets and event streams at once. */
  readonly connections: number;
  /** Operations at once on one socket or one shared event stream. */
  readonly operations: number;
  /** Shared event streams that are reserved and not connected yet. */
  readonly reservations: number;
  /** How long a reservation waits for its connection. */
  readonly reservationMs: number;
  /** How long a socket may take to introduce itself. */
  readonly initMs: number;
  /** A socket is asked so often whether it lives, and cut off when it has not said so by the next time. */
  readonly heartbeatMs: number;
  /** A client that takes nothing for so long is cut off; it can come back and go on after its last event. */
  readonly stallMs: number;
}

export const DEFAULT_LIVE_LIMITS: LiveLimits = {
  connections: 5_000, operations: 100, reservations: 1_000, reservationMs: 30_000, initMs: 3_000, heartbeatMs: 15_000, stallMs: 30_000,
};
