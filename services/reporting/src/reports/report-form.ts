import { versionStatus } from '@waystream/journey';
import { z } from 'zod';

/** The figures of a version: everyone who entered is in exactly one of current, completed, failed, timedOut and stopped. */
const figuresForm = z.object({
  entered: z.int(),
  current: z.int(),
  completed: z.int(),
  failed: z.int(),
  timedOut: z.int(),
  stopped: z.int(),
  converted: z.int().describe('entrances that reached the goal of the journey'),
  discarded: z.record(z.string(), z.int()).describe('entrances and events refused, by reason'),
});
export type Figures = z.infer<typeof figuresForm>;

const activityReportForm = z.object({
  id: z.string(),
  type: z.string(),
  label: z.string().nullable(),
  entered: z.int(),
  completed: z.int(),
  errors: z.int(),
  timedOut: z.int(),
  capped: z.int(),
  waiting: z.int().describe('people who wait here now'),
  paths: z.record(z.string(), z.int()).describe('people who left by each path'),
});
export type ActivityReport = z.infer<typeof activityReportForm>;

const version = {
  journey: z.string().describe('name of the journey'),
  journeyUid: z.string(),
  version: z.int(),
  versionUid: z.string(),
  status: versionStatus,
};

export const versionFiguresForm = z.object({ ...version, figures: figuresForm });
export type VersionFigures = z.infer<typeof versionFiguresForm>;

export const journeyReportForm = z.object({
  ...version,
  figures: figuresForm,
  activities: z.array(activityReportForm).describe('in the order of the journey document'),
  asOf: z.iso.datetime(),
});
export type JourneyReport = z.infer<typeof journeyReportForm>;
