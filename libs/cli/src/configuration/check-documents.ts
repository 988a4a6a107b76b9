import { AppError, type Flaw } from '@waystream/core';
import {
  type Catalogue,
  compileAudience,
  compileEvent,
  createCatalogue,
  type EditableCatalogue,
  EXPERIENCE_PLATFORM,
  journeyDocument,
  validateVersion,
} from '@waystream/journey';
import { type ConfigDocument, titleOf } from './config-document.js';
import { type DefinitionDocument, definitionResource } from './definition-resource.js';

export interface Finding extends Flaw {
  readonly severity: 'error' | 'warning';
  /** File and line of the document, and what it is called. */
  readonly place: string;
  readonly title: string;
}

/** Checks the documents among themselves, without a running system: what they refer to must be among them. */
export function checkDocuments(documents: readonly ConfigDocument[]): Finding[] {
  return examineDocuments(documents).findings;
}

/** The documents as a system knows them that holds nothing else, with what is wrong. Journeys are no part of it yet. */
export function examineDocuments(documents: readonly ConfigDocument[]): {
  catalogue: EditableCatalogue;
  findings: Finding[];
} {
  const catalogue = createCatalogue();
  const found = (document: ConfigDocument, severity: Finding['severity'], flaws: readonly Flaw[]) =>
    flaws.map((flaw) => ({ ...flaw, severity, place: document.place, title: titleOf(document) }));
  const forms = documents.flatMap((document) =>
    isDefinition(document) ? found(document, 'error', addToCatalogue(catalogue, document)) : [],
  );
  const references = whileLive(catalogue, documents, () =>
    documents.flatMap((document) => {
      const { errors, warnings } = checkReferences(catalogue, document);
      return [...found(document, 'error', errors), ...found(document, 'warning', warnings)];
    }),
  );
  return { catalogue, findings: [...forms, ...references] };
}

/** Journeys jump into each other, so each is checked as if all were live. */
function whileLive<Result>(
  catalogue: EditableCatalogue,
  documents: readonly ConfigDocument[],
  check: () => Result,
): Result {
  const uids = documents.flatMap(({ kind, name: uid, content }) => {
    const { data: document } = kind === 'Journey' ? journeyDocument.safeParse(content) : { data: undefined };
    if (!document) return [];
    const record = { uid, journeyUid: uid, version: 1, status: 'live', createdAt: '', modifiedAt: '' };
    catalogue.set('version', uid, { ...record, document });
    return [uid];
  });
  const result = check();
  for (const uid of uids) catalogue.set('version', uid, null);
  return result;
}

function isDefinition(document: ConfigDocument): document is DefinitionDocument {
  return document.kind !== 'Journey' && document.kind !== 'Profile';
}

/** What is wrong with the document by itself. One that is right joins the catalogue, so that others can refer to it. */
function addToCatalogue(catalogue: EditableCatalogue, document: DefinitionDocument): Flaw[] {
  const { form } = definitionResource(document);
  const parsed = form.safeParse(document.content);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, code, message }) => ({ path: path.map(String).join('.'), code, message }));
  }
  try {
    put(catalogue, document, parsed.data);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.flaws.length > 0 ? [...error.flaws] : [{ path: '', code: error.code, message: error.message }];
  }
}

/** The catalogue keeps a field group together with the data source it belongs to. */
function put(catalogue: EditableCatalogue, { kind, name, dataSource = '' }: DefinitionDocument, parsed: object): void {
  if (kind !== 'FieldGroup') {
    catalogue.set(CATALOGUE_KINDS[kind], name, parsed);
    return;
  }
  const source = dataSource === EXPERIENCE_PLATFORM ? {} : { source: 'external' };
  catalogue.set('fieldGroup', `${dataSource}.${name}`, { ...parsed, ...source, dataSource });
}

const CATALOGUE_KINDS = {
  Schema: 'schema',
  Inlet: 'inlet',
  DataSource: 'dataSource',
  Audience: 'audience',
  Action: 'action',
  Template: 'template',
  Event: 'event',
} as const;

function checkReferences(catalogue: Catalogue, document: ConfigDocument): { errors: Flaw[]; warnings: Flaw[] } {
  const { kind, name, dataSource = '', content } = document;
  if (kind === 'Journey') {
    const { errors, warnings } = validateVersion(catalogue, content);
    return { errors: errors.map(flawOf), warnings: warnings.map(flawOf) };
  }
  const audience = kind === 'Audience' ? catalogue.audiences.get(name) : undefined;
  if (audience) return { errors: compileAudience(catalogue, audience).flaws, warnings: [] };
  const event = kind === 'Event' ? catalogue.events.get(name) : undefined;
  if (event) return { errors: compileEvent(catalogue, event).flaws, warnings: [] };
  const isOrphan =
    kind === 'FieldGroup' && dataSource !== EXPERIENCE_PLATFORM && !catalogue.dataSources.has(dataSource);
  const message = `there is no data source "${dataSource}" among the documents`;
  return { errors: isOrphan ? [{ path: 'dataSource', code: 'unknownDataSource', message }] : [], warnings: [] };
}

type Issue = ReturnType<typeof validateVersion>['errors'][number];

function flawOf({ code, message, activity, field }: Issue): Flaw {
  return { code, message, path: [activity, field].filter((part) => part !== null).join('/') };
}
