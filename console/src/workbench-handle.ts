import type { Operation, Variables } from './catalogue.js';

/** What the page may do to the workbench once its editors stand. */
export interface WorkbenchHandle {
  /** Shows an operation, in place of a saved one that was not touched, else in a tab of its own. */
  open(operation: Operation, variables: Variables): void;
  /** Sets one variable and leaves the others as they were typed. */
  setVariable(name: string, value: unknown): void;
  run(): void;
  headers(): Readonly<Record<string, string>>;
}
