/** A management path holds the codes from the root down, such as 2102/210203/210203001. */
export const codeOfPath = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
