import type { JsonObject } from '@waystream/core';

/** The kinds of document that files hold, in the order in which they are applied: what others refer to comes first. */
export const KINDS = [
  'Schema',
  'Inlet',
  'DataSource',
  'FieldGroup',
  'Audience',
  'Action',
  'Template',
  'Event',
  'Journey',
  'Profile',
] as const;
export type Kind = (typeof KINDS)[number];

/** One document of a configuration file. */
export interface ConfigDocument {
  readonly kind: Kind;
  readonly name: string;
  /** What the API takes, without the fields that only files have. */
  readonly content: JsonObject;
  /** The data source of a field group. */
  readonly dataSource?: string;
  /** A journey whose file asks for publication. */
  readonly publish: boolean;
  /** For messages: the file and the line where the document begins. */
  readonly place: string;
}

export function isKind(text: unknown): text is Kind {
  return KINDS.some((kind) => kind === text);
}

/** How a document is called in lists and messages: `FieldGroup MarltonReservation.Reservation`. */
export function titleOf({ kind, name, dataSource }: Pick<ConfigDocument, 'kind' | 'name' | 'dataSource'>): string {
  return `${kind} ${dataSource === undefined ? '' : `${dataSource}.`}${name}`;
}
