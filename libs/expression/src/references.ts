import { functionNamed } from './functions/functions.js';
import type { Call, DataSourceReferenceNode, Expression, PathStep } from './syntax/expression.js';
import { childrenOf } from './syntax/expression-children.js';
import { format } from './syntax/format.js';

/** Everything outside itself that an expression reads, known without running it. No entry occurs twice. */
export interface References {
  /** `path`: the fields up to the first collection or map function; it may run through lists. `null`: the whole payload. */
  readonly events: readonly { readonly event: string; readonly path: string[] | null }[];
  /** Those needed for the parameters of others come before them. */
  readonly dataSources: readonly DataSourceReference[];
  readonly actions: readonly { readonly action: string; readonly path: string[] | null }[];
  readonly audiences: readonly string[];
  readonly journeyProperties: readonly string[];
}

/** One fetch: a field group with one set of parameters, and the paths that are read from it. */
export interface DataSourceReference {
  readonly source: string;
  readonly fieldGroup: string;
  readonly params: Readonly<Record<string, Expression>> | null;
  readonly paths: readonly (string[] | null)[];
}

export function references(ast: Expression): References {
  const found = {
    events: new Map<string, { event: string; path: string[] | null }>(),
    dataSources: new Map<string, DataSourceReference & { paths: (string[] | null)[] }>(),
    actions: new Map<string, { action: string; path: string[] | null }>(),
    audiences: new Set<string>(),
    journeyProperties: new Set<string>(),
  };
  visit(ast, (node) => {
    if (node.kind === 'event') {
      const path = fieldsOf(node.path);
      found.events.set(JSON.stringify([node.event.text, path]), { event: node.event.text, path });
    } else if (node.kind === 'action') {
      const path = fieldsOf(node.path);
      found.actions.set(JSON.stringify([node.action.text, path]), { action: node.action.text, path });
    } else if (node.kind === 'journey') found.journeyProperties.add(node.property.text);
    else if (node.kind === 'dataSource') addDataSource(found.dataSources, node);
    else if (node.kind === 'call') for (const name of audiencesOf(node)) found.audiences.add(name);
  });
  return {
    events: [...found.events.values()],
    dataSources: [...found.dataSources.values()],
    actions: [...found.actions.values()],
    audiences: [...found.audiences],
    journeyProperties: [...found.journeyProperties],
  };
}

/** Children first, so what a parameter needs is found before the reference that has the parameter. */
function visit(node: Expression, found: (node: Expression) => void): void {
  for (const child of childrenOf(node)) visit(child, found);
  found(node);
}

function addDataSource(
  known: Map<string, DataSourceReference & { paths: (string[] | null)[] }>,
  node: DataSourceReferenceNode,
): void {
  const params = node.params && Object.fromEntries(node.params.map(({ name, value }) => [name.text, value]));
  const given =
    params &&
    Object.entries(params)
      .map(([name, value]) => [name, format(value)])
      .sort();
  const key = JSON.stringify([node.source.text, node.fieldGroup.text, given]);
  const path = fieldsOf(node.path);
  const entry = known.get(key);
  if (!entry)
    known.set(key, {
      source: node.source.text,
      fieldGroup: node.fieldGroup.text,
      params: params ?? null,
      paths: [path],
    });
  else if (!entry.paths.some((other) => JSON.stringify(other) === JSON.stringify(path))) entry.paths.push(path);
}

function fieldsOf(path: readonly PathStep[]): string[] | null {
  const fields: string[] = [];
  for (const step of path) {
    if (step.kind !== 'field') break;
    fields.push(step.name);
  }
  return fields.length > 0 ? fields : null;
}

/** The constants that a call gives for parameters which name an audience. */
function audiencesOf(node: Call): string[] {
  const overload = functionNamed(node.name)?.overloads.find(({ takes }) => takes.length === node.args.length);
  return node.args.flatMap((arg, index) => {
    const names = overload?.takes[index]?.names === 'audience';
    return names && arg.kind === 'literal' && arg.type === 'string' ? [arg.value] : [];
  });
}
