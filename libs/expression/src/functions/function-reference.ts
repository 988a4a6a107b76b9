import { type CatalogueEntry, functionCatalogue } from './function-catalogue.js';

/** Every function as Markdown, a table for each group: what people read, out of what the editor shows. */
export function functionReference(): string {
  const groups = [...new Set(functionCatalogue.map(({ group }) => group))];
  return `${[HEAD, ...groups.map(section)].join('\n\n')}\n`;
}

const HEAD = `# Functions of the expression language

Written by \`npm run reference\` from the definitions in \`src/functions\`.

Names are case sensitive. An integer may stand for a decimal; no other type is converted by itself. \`value\` stands for a
string, boolean, number, duration or date of any kind, \`list\` for a list of any one type; the same word twice in a
signature means the same type. An absent argument (\`null\`) makes the result absent unless the description says otherwise.
What cannot be converted or represented is absent too, and the reason is recorded.`;

function section(group: string): string {
  const rows = functionCatalogue.filter((entry) => entry.group === group).map(row);
  const title = `## ${group.charAt(0).toUpperCase()}${group.slice(1)}`;
  return [title, '', '| Function | What it gives | Example |', '| --- | --- | --- |', ...rows].join('\n');
}

function row({ signatures, description, example }: CatalogueEntry): string {
  const shown = `${code(example.expression)} is ${code(example.value)}`;
  return `| ${signatures.map(code).join('<br>')} | ${description} | ${shown} |`;
}

/** A bar would end the cell of the table. */
function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}
