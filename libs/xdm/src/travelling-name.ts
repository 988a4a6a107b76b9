/** `vendor:name` with a prefix such as `xdm`, `repo` or `schema`; URLs, urns and clock times are no such names. */
const PREFIXED = /^([A-Za-z][\w-]*):([^:/\s]+)$/;
const ADOBE_URL = 'https://ns.adobe.com/';

/**
 * The steps under which a field with a published name travels; a name without a published spelling is its own only step.
 * The rules are those of the Experience Platform's XDM System:
 * `xdm:timestamp` → `timestamp`, `@id` → `_id`, `repo:path` → `_repo.path`,
 * `https://ns.adobe.com/experience/campaign` → `_experience.campaign`,
 * `https://ns.adobe.com/xdm/channels/email` → `_channels.email`.
 */
export function travellingName(published: string): readonly string[] {
  if (published.startsWith('@')) return [`_${published.slice(1)}`];
  if (published.startsWith(ADOBE_URL)) return stepsOfUrl(published);
  const [, prefix, local] = PREFIXED.exec(published) ?? [];
  if (prefix === undefined || local === undefined) return [published];
  return prefix === 'xdm' ? [local] : [`_${prefix}`, local];
}

function stepsOfUrl(published: string): readonly string[] {
  const [owner = '', ...names] = published.slice(ADOBE_URL.length).split('/');
  const steps = owner === 'xdm' ? names : [owner, ...names];
  const [first, ...rest] = steps;
  if (first === undefined || steps.some((step) => !/^[\w.-]+$/.test(step))) return [published];
  return owner === 'xdm' && rest.length === 0 ? [first] : [`_${first}`, ...rest];
}
