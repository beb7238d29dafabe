/** Generates, builds and starts the hub. What has not changed since the last start is not built again. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}/node_modules/.cache/sizhu-build`;
const STEPS = [
  ['Generating database clients', ['scripts/prisma.js', 'all', 'generate']],
  ['Compiling', ['node_modules/typescript/bin/tsc', '-b']],
  ['Bundling the page', ['console/build.js']],
];

/** Changes whenever a source that the build reads changes. */
function fingerprint() {
  const hash = createHash('sha256');
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx', '*.css', '*.prisma', '*.graphql', 'console', 'clients', 'package-lock.json'], { cwd: root, encoding: 'utf8' });
  for (const file of list.split('\n').filter((name) => name && existsSync(`${root}/${name}`))) hash.update(file).update(readFileSync(`${root}/${file}`));
  return hash.digest('hex');
}

const wanted = fingerprint();
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  for (const [title, args] of STEPS) {
    const started = performance.now();
    process.stdout.write(`${title} … `);
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    if (status !== 0) {
      process.stderr.write(`failed\n${stdout}${stderr}`);
      process.exit(1);
    }
    process.stdout.write(`${((performance.now() - started) / 1_000).toFixed(1)} s\n`);
  }
  mkdirSync(`${root}/node_modules/.cache`, { recursive: true });
  writeFileSync(stamp, wanted);
}
await import('../hub/dist/main.js');
