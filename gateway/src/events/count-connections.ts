/** Counts the connections that stay open, of every kind. */
export interface ConnectionCount {
  isFull(): boolean;
  /** Counts one more; what it returns takes it off again. */
  enter(): () => void;
}

export function countConnections(most: number): ConnectionCount {
  let open = 0;
  return {
    isFull: () => open >= most,
    enter: () => {
      open += 1;
      return () => { open -= 1; };
    },
  };
}
