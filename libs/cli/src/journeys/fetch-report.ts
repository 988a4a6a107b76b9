import type { Api } from '../api/api.js';
import { type JourneyReport, readReport } from './journey-report.js';

export async function fetchReport(api: Api, versionUid: string): Promise<JourneyReport> {
  const { body } = await api.call('reporting', { path: `/reports/journeys/${encodeURIComponent(versionUid)}` });
  return readReport(body);
}
