import { canonicalJson, isJsonObject, type Json, type JsonObject } from '@waystream/core';
import { journeyDocument } from '@waystream/journey';
import { type Api, textField } from '../api/api.js';
import { findJourneyByName } from '../journeys/find-journey.js';
import type { Outcome } from './apply-documents.js';
import type { ConfigDocument } from './config-document.js';

/**
 * Journeys are known by their name. A new one begins with a draft; a draft is replaced; what is published stays as it
 * is, and a document that says something else becomes its next version.
 */
export async function applyJourney(
  api: Api,
  { name, content }: ConfigDocument,
  publish: boolean,
): Promise<{ outcome: Outcome; versionUid: string }> {
  const { outcome, versionUid, isDraft } = await writeDocument(api, name, content);
  if (!publish || !isDraft) return { outcome, versionUid };
  await api.call('authoring', { method: 'POST', path: `/authoring/journeyVersions/${versionUid}/publish` });
  return { outcome: 'published', versionUid };
}

interface Written {
  outcome: 'created' | 'updated' | 'unchanged';
  versionUid: string;
  isDraft: boolean;
}

async function writeDocument(api: Api, name: string, content: JsonObject): Promise<Written> {
  const journey = await findJourneyByName(api, name);
  if (!journey) {
    const { body } = await api.call('authoring', { method: 'POST', path: '/authoring/journeys', body: content });
    return { outcome: 'created', versionUid: textField(body, 'versionUid'), isDraft: true };
  }
  const latest = await api.call('authoring', { path: `/authoring/journeys/${journey.uid}/latest` });
  const latestUid = textField(latest.body, 'uid');
  const status = textField(latest.body, 'status');
  const isDraft = status === 'draft';
  // What was stopped will not run again, so the same document needs a new version to run.
  const isRunnable = isDraft || status === 'test' || status === 'live' || status === 'paused';
  if (isRunnable && isJsonObject(latest.body) && isSameJourney(latest.body.document, content)) {
    return { outcome: 'unchanged', versionUid: latestUid, isDraft: isDraft || status === 'test' };
  }
  const draft = isDraft ? { uid: latestUid, etag: latest.etag } : await beginVersion(api, journey.uid);
  await api.call('authoring', {
    method: 'PUT',
    path: `/authoring/journeyVersions/${draft.uid}`,
    body: content,
    ...(draft.etag !== undefined && { ifMatch: draft.etag }),
  });
  return { outcome: 'updated', versionUid: draft.uid, isDraft: true };
}

async function beginVersion(api: Api, journeyUid: string): Promise<{ uid: string; etag: string | undefined }> {
  const path = `/authoring/journeys/${journeyUid}/versions`;
  const { body, etag } = await api.call('authoring', { method: 'POST', path });
  return { uid: textField(body, 'versionUid'), etag };
}

/** Authoring keeps a draft as it came and a published document with its defaults, so both are brought to one form. */
function isSameJourney(stored: Json | undefined, document: JsonObject): boolean {
  return stored !== undefined && formOf(stored) === formOf(document);
}

function formOf(document: Json): string {
  const parsed = journeyDocument.safeParse(document);
  const plain: Json = parsed.success ? JSON.parse(JSON.stringify(parsed.data)) : document;
  return canonicalJson(plain);
}
