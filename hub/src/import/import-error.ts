/** The whole file is refused, with the remedy. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}

/** What is wrong at one place of the file; never what stands there. */
export interface Fault {
  readonly line: number;
  /** Header as the file writes it; null where the whole line is meant. */
  readonly column: string | null;
  readonly message: string;
}
