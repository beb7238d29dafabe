/**
 * Something outside the code keeps the hub from starting. The message is one line for the person
 * at the terminal: what is wrong and what to do about it.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError';

  constructor(message: string, options?: ErrorOptions) {
    super(message.replaceAll(/\s+/g, ' ').trim(), options);
  }
}
