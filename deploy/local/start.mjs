// `npm start`: from a fresh clone to a running system with the sample journey.
// `npm start -- --no-sample` starts the empty system; `npm start -- --exit` ends after the sample.
import { requireNode } from './require-node.mjs';

requireNode();
const { say, paint, runScript } = await import('./phase.mjs');

await runScript(async () => {
  const args = process.argv.slice(2);
  say(`\n  ${paint('bold', 'Waystream')}\n`);
  const { install } = await import('./install.mjs');
  const { build } = await import('./build.mjs');
  await install();
  await build();
  const { npm_lifecycle_event: isRunByNpm } = process.env;
  if (isRunByNpm) endWithParent();
  process.argv = [...process.argv.slice(0, 2), ...commandOf(args)];
  await import('../../libs/cli/bin/waystream.mjs');
});

function commandOf(args) {
  const rest = args.filter((arg) => arg !== '--no-sample');
  return [rest.length < args.length ? 'up' : 'demo', ...rest];
}

/** npm passes on what it is asked, but nobody who is killed can pass on anything: that, too, is a request to stop. */
function endWithParent() {
  const parent = process.ppid;
  const look = () => process.ppid === parent || process.kill(process.pid, 'SIGTERM');
  setInterval(look, 500).unref();
}
