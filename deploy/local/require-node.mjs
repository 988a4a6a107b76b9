// Says which Node is needed before anything that needs it runs. Keep this file free of new syntax and of imports.
const OLDEST = [20, 19];

export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  process.stderr.write(
    `Waystream needs Node ${OLDEST.join('.')} or newer, and this is Node ${version}.\n` +
      'Install a newer one from https://nodejs.org or with your version manager, then try again.\n',
  );
  process.exit(1);
}
