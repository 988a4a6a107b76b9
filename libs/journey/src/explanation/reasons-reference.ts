import { DISCARD_REASONS } from '../engine/step-event.js';
import { ISSUE_CODES } from '../validation/issue.js';
import { EXPLANATION_CODES } from './explanation-codes.js';

/** Every code that tells people why, as Markdown; the lists in the code are the source. */
export function reasonsReference(): string {
  const own = Object.entries(EXPLANATION_CODES).filter(([code]) => !(code in DISCARD_REASONS));
  const issues = Object.entries(ISSUE_CODES);
  const parts = [
    HEAD,
    section('Refusals and drops', REFUSALS, Object.entries(DISCARD_REASONS)),
    section('Explanations', EXPLANATIONS, own),
    section(
      'Errors of a journey',
      ERRORS,
      issues.filter(([code]) => code.startsWith('ERR_')),
    ),
    section(
      'Warnings of a journey',
      WARNINGS,
      issues.filter(([code]) => code.startsWith('WARN_')),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

const HEAD = `# Reasons

Written by \`npm run reference -w libs/journey\` from the lists in the code. Codes do not change their meaning.`;

const REFUSALS = `Why something did not become an entrance or was dropped, or somebody was taken out. They stand in the step
events as \`reason\`, in reports under \`discarded\`, and in explanations.`;

const EXPLANATIONS = `What \`GET /profiles/{namespace}/{id}/explain\` and \`waystream explain\` say beside the refusals above: as
the verdict, or as a part of the story.`;

const ERRORS = 'What validation finds and what keeps a version from being tested or published.';

const WARNINGS = 'What validation finds and lets pass.';

function section(title: string, words: string, codes: readonly [code: string, meaning: string][]): string {
  const rows = codes.map(([code, meaning]) => `| \`${code}\` | ${meaning.replaceAll('|', '\\|')} |`);
  return [`## ${title}`, '', words, '', '| Code | Meaning |', '| --- | --- |', ...rows].join('\n');
}
