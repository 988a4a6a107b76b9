const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The text so that HTML shows it as it is, between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** The text that HTML means by an attribute's value, as far as addresses need it. */
export function unescapeHtml(html: string): string {
  return html.replace(/&(amp|lt|gt|quot|apos|#39|#38|#x26);/gi, (entity, name: string) => MEANINGS[name] ?? entity);
}

const MEANINGS: Readonly<Record<string, string>> = {
  amp: '&',
  '#38': '&',
  '#x26': '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
};
