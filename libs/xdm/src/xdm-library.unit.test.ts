import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type JsonObject, parseJson } from '@waystream/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSchemaRegistry, documentToTravelling, exampleOf, fieldsOf, type ImportReport } from './index.js';

/**
 * The public XDM library, or a part of it, lies outside the repository: its files are data of their owner and are only
 * read from there. `WAYSTREAM_XDM_LIBRARY` names another folder.
 */
const LIBRARY = process.env.WAYSTREAM_XDM_LIBRARY ?? fileURLToPath(new URL('../../../../shared/xdm', import.meta.url));

function filesMatching(pattern: RegExp): readonly string[] {
  return readdirSync(LIBRARY, { recursive: true, encoding: 'utf8' })
    .filter((path) => pattern.test(path))
    .sort();
}

function read(path: string): JsonObject {
  const content = parseJson(readFileSync(join(LIBRARY, path), 'utf8'));
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new Error(`${path} is no object`);
  return content;
}

function schemaOf(path: string): string {
  return path.replace(/\.(example|invalid)\..*$/, '.schema.json');
}

describe.skipIf(!existsSync(LIBRARY))('the public XDM library', () => {
  const registry = createSchemaRegistry();
  const refused: Record<string, string> = {};
  let report: ImportReport = { imported: [], flaws: [] };

  beforeAll(() => {
    report = registry.importFiles(filesMatching(/\.schema\.json$/).map((path) => ({ path, content: read(path) })));
    for (const { path, id } of report.imported) {
      try {
        registry.add(path, { $ref: id }, { class: 'record' });
      } catch (error) {
        refused[path] = error instanceof Error ? error.message : String(error);
      }
    }
  }, 120_000);

  /** Messages of a document's flaws, for pinning. */
  function flawsOf(path: string): readonly string[] {
    try {
      return registry
        .validator(schemaOf(path))(documentToTravelling(read(path)))
        .map(({ message }) => message);
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  }

  it('is taken in whole; only references to files that are not there lead nowhere', () => {
    expect(report.imported.length).toBe(filesMatching(/\.schema\.json$/).length);
    expect(report.flaws.map(({ code, message }) => `${code}: ${message}`).sort()).toMatchInlineSnapshot(`
      [
        "unknownRef: no schema is known under https://ns.adobe.com/experience/analytics/keyvalue",
        "unknownRef: no schema is known under https://ns.adobe.com/experience/offer-management/offer-activity-detail",
        "unknownRef: no schema is known under https://ns.adobe.com/experience/offer-management/offer-detail",
        "unknownRef: no schema is known under https://ns.adobe.com/experience/offer-management/proposition-response-detail",
      ]
    `);
  });

  it('compiles in travelling spelling, except what builds on files that are not there', () => {
    expect(Object.keys(refused)).toMatchInlineSnapshot(`
      [
        "extensions/adobe/experience/campaign/experienceevent-all.schema.json",
        "extensions/adobe/experience/campaign/feedbackevent.schema.json",
        "extensions/adobe/experience/campaign/offer-detail.schema.json",
        "extensions/adobe/experience/campaign/offer-proposition-detail.schema.json",
        "extensions/adobe/experience/campaign/offer-response-detail.schema.json",
      ]
    `);
    expect(Object.values(refused).every((message) => message.includes('no schema is known under'))).toBe(true);
  });

  it('accepts its own examples, except those that are wrong in themselves', () => {
    const examples = filesMatching(/\.example\.[^/]*\.json$/).filter((path) => registry.classOf(schemaOf(path)));
    const wrong = Object.fromEntries(
      examples.map((path) => [path, flawsOf(path)] as const).filter(([, flaws]) => flaws.length > 0),
    );
    expect(wrong).toMatchInlineSnapshot(`
      {
        "components/classes/consentpolicy.example.1.json": [
          "createdByBatchID must be a valid uri-reference",
          "modifiedByBatchID must be a valid uri-reference",
        ],
        "components/datatypes/paid-media/paid-media-creative.example.5.json": [
          "paidMediaCreative.displayURL must be a valid uri",
        ],
        "components/fieldgroups/product/product-measurement.example.1.json": [
          "productSize must be a string, not a number",
        ],
        "extensions/adobe/experience/campaign/profile-all.example.1.json": [
          "notificationSubscriptions[0].subscriptionDate is required",
        ],
        "extensions/adobe/experience/journeyOrchestration/journeyOrchestrationClassification.example.3.json": [
          "_experience.journeyOrchestration.classification.channel._id must be a valid uri-reference",
        ],
      }
    `);
    expect(examples.length).toBeGreaterThan(500);
  });

  it('refuses the documents that it publishes as invalid', () => {
    const accepted = filesMatching(/\.invalid\.[^/]*\.json$/).filter((path) => flawsOf(path).length === 0);
    expect(accepted).toEqual([]);
  });

  it('gets a valid example and a list of fields for every schema', () => {
    const failed = registry
      .names()
      .filter((name) => registry.validator(name)(exampleOf(registry.resolveSchema(name))).length > 0);
    expect(failed).toEqual([]);
    for (const name of registry.names()) expect(fieldsOf(registry.resolveSchema(name)).length).toBeLessThan(2_000);
  }, 120_000);

  it('composes into events: class, field groups and own fields', () => {
    registry.add(
      'order',
      {
        allOf: [
          { $ref: 'https://ns.adobe.com/xdm/context/experienceevent' },
          { $ref: 'https://ns.adobe.com/xdm/context/experienceevent-commerce' },
          { $ref: 'https://ns.adobe.com/experience/campaign/orchestration/eventid' },
        ],
        properties: { _marlton: { type: 'object', properties: { room: { type: 'integer' } } } },
      },
      { class: 'experienceEvent' },
    );
    const validate = registry.validator('order');
    const order = {
      _id: 'o1',
      timestamp: '2026-05-04T10:30:00Z',
      identityMap: { Email: [{ id: 'ada@example.com', primary: true }] },
      commerce: { order: { priceTotal: 159 } },
      _experience: { campaign: { orchestration: { eventID: 'x' } } },
      _marlton: { room: 7 },
    };
    expect(validate(order)).toEqual([]);
    const wrong = { ...order, timestamp: 'today', _experience: { campaign: { orchestration: { eventID: 7 } } } };
    expect(validate(wrong)).toEqual([
      {
        path: '/timestamp',
        code: 'format',
        message: 'timestamp must be a date-time with offset, such as 2026-05-04T10:30:00Z',
      },
      {
        path: '/_experience/campaign/orchestration/eventID',
        code: 'type',
        message: '_experience.campaign.orchestration.eventID must be a string, not a number',
      },
    ]);
  });
});
