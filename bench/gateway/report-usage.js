/** Tells the parent where this process serves, and whenever asked what it has used so far. */
export function reportUsage(url, more = () => ({})) {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send({ cpuMs: (user + system) / 1_000, memoryMb: process.memoryUsage.rss() / 2 ** 20, ...more() });
  });
  process.send({ url });
  process.on('SIGINT', () => process.exit(0));
  // Nobody is left to ask.
  process.on('disconnect', () => process.exit(0));
}
