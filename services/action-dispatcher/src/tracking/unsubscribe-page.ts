/** Asks before it does anything: programs that look at links for people do not press buttons. */
export function unsubscribePage(): string {
  return page(
    'Unsubscribe',
    '<p>Do you want to receive no more mail like this?</p><form method="post"><button>Unsubscribe</button></form>',
  );
}

export function unsubscribedPage(): string {
  return page('Unsubscribed', '<p>You have unsubscribed. You can close this page.</p>');
}

function page(title: string, body: string): string {
  const style = 'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem}';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title><style>${style}</style></head><body><h1>${title}</h1>${body}</body></html>`;
}
