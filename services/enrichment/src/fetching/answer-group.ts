import type { JsonObject } from '@waystream/core';
import { type FetchAnswer, type FetchRequest, PERSON_FACTS, parsePersonId } from '@waystream/journey';
import type { Catalogues } from '@waystream/redis';
import type { Log } from '@waystream/service';
import type { FetchExternal, Fetched } from './fetch-external.js';
import { type FoundGroup, findFieldGroup } from './find-field-group.js';
import type { ReadProfile } from './profiles-of.js';
import type { ReportFetched } from './report-fetched.js';
import type { SelectProfileFields } from './select-profile-fields.js';

/** One field group that a request wants. */
type WantedGroup = FetchRequest['groups'][number];

/** Answers one field group of a request with its data or the code of its failure. `profile` is that of the person. */
export type AnswerGroup = (request: FetchRequest, wanted: WantedGroup, profile: ReadProfile) => Promise<FetchAnswer>;

export function createAnswerGroup(parts: {
  catalogues: Catalogues;
  fetchExternal: FetchExternal;
  selectProfileFields: SelectProfileFields;
  report: ReportFetched;
  log: Log;
}): AnswerGroup {
  const { catalogues, fetchExternal, selectProfileFields, report, log } = parts;

  async function fetchFrom(
    { group, source }: FoundGroup,
    { params }: WantedGroup,
    { timeoutMs, traceparent }: FetchRequest,
    profile: ReadProfile,
  ): Promise<Fetched> {
    switch (group.source) {
      case 'profile':
        return { data: selectProfileFields(group, profile.attributes), elapsedMs: profile.elapsedMs };
      case 'experienceEvents':
        // Past events of people are not kept, so nobody has any.
        return { data: { experienceevent: [] }, elapsedMs: 0 };
      case 'external':
        return source
          ? fetchExternal({ source, group, params: params ?? {}, timeoutMs, traceparent })
          : { error: 'unknownFieldGroup', elapsedMs: 0 };
    }
  }

  return async (request, wanted, profile) => {
    if (wanted.group === PERSON_FACTS) return { ...wanted, data: personFacts(profile) };
    const found = await findFieldGroup(catalogues, parsePersonId(request.person).sandbox, wanted);
    if (!found) return report(request, wanted, { error: 'unknownFieldGroup', elapsedMs: 0 });
    try {
      return report(request, wanted, await fetchFrom(found, wanted, request, profile));
    } catch (error) {
      const names = { request: request.id, source: wanted.source, group: wanted.group };
      log.error({ err: error, ...names }, 'A field group could not be fetched');
      return report(request, wanted, { error: 'internal', elapsedMs: 0 });
    }
  };
}

/** What the engine itself asks of the profile: the person's time zone and audiences. */
function personFacts({ attributes, audiences }: ReadProfile): JsonObject {
  const { timeZone } = attributes;
  return { timeZone: typeof timeZone === 'string' ? timeZone : null, audiences: { ...audiences } };
}
