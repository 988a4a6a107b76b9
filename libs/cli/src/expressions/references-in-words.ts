import { type DataSourceReference, format, type References } from '@waystream/expression';

type Path = readonly string[] | null;

/** What an expression reads, a line for each payload, answer or name: `event Order: total, customer.city`. */
export function referencesInWords({
  events,
  dataSources,
  actions,
  audiences,
  journeyProperties,
}: References): string[] {
  return [
    ...byOwner(events.map(({ event, path }) => ({ owner: `event ${nameText(event)}`, path }))),
    ...dataSources.map((one) => `data source ${fetchText(one)}: ${pathsText(one.paths)}`),
    ...byOwner(actions.map(({ action, path }) => ({ owner: `action ${nameText(action)}`, path }))),
    ...audiences.map((audience) => `audience ${nameText(audience)}`),
    ...journeyProperties.map((property) => `journey property ${nameText(property)}`),
  ];
}

function byOwner(found: readonly { owner: string; path: Path }[]): string[] {
  const owners = [...new Set(found.map(({ owner }) => owner))];
  return owners.map((owner) => {
    const paths = found.filter((one) => one.owner === owner).map(({ path }) => path);
    return `${owner}: ${pathsText(paths)}`;
  });
}

function fetchText({ source, fieldGroup, params }: DataSourceReference): string {
  const name = `${nameText(source)}.${nameText(fieldGroup)}`;
  if (params === null) return name;
  return `${name} (${paramTexts(params)
    .map(([param, value]) => `${nameText(param)}: ${value}`)
    .join(', ')})`;
}

/** A long expression comes over several lines, of which one is made here; text in it has no line ends of its own. */
function paramTexts(params: NonNullable<DataSourceReference['params']>): [name: string, value: string][] {
  return Object.entries(params).map(([name, value]) => [name, format(value).replace(/\n\s*/g, ' ')]);
}

function pathsText(paths: readonly Path[]): string {
  return paths.map((path) => (path === null ? 'everything' : path.map(nameText).join('.'))).join(', ');
}

/** Quoted where it could be taken for something else, as in an expression. */
function nameText(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) ? name : JSON.stringify(name);
}
