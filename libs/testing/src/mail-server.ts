import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { type ReadMail, readMail } from './read-mail.js';

/** A mail that the server has taken. */
export interface ReceivedMail extends ReadMail {
  from: string;
  to: string;
}

/** The server's reply to a recipient, and to the mail once it is there in full; 250 where nothing is said. */
export interface MailAnswer {
  recipient?: number;
  mail?: number;
}

/** A real SMTP server on loopback that answers as a test tells it and remembers what it has taken. */
export interface MailServer {
  /** For WAYSTREAM_SMTP_URL, credentials included. */
  url: string;
  received: ReceivedMail[];
  /** How many connections there have been. */
  connections(): number;
  /** How mail is answered from now on; the answer may wait. `tries` counts those for the same address, from 1. */
  answerWith(answer: (mail: { to: string; tries: number }) => MailAnswer | Promise<MailAnswer>): void;
  close(): Promise<void>;
}

/** With `login`, mail is taken only from who knows it. */
export async function startMailServer(login?: { user: string; pass: string }): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const tries = new Map<string, number>();
  let connections = 0;
  let answer: Parameters<MailServer['answerWith']>[0] = () => ({});
  const options: SMTPServerOptions = {
    disabledCommands: login ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    allowInsecureAuth: true,
    closeTimeout: 1,
    onConnect(_session, callback) {
      connections += 1;
      callback();
    },
    onAuth({ username, password }, _session, callback) {
      const isKnown = username === login?.user && password === login?.pass;
      callback(isKnown ? null : replyOf(535), { user: username });
    },
    onRcptTo({ address }, _session, callback) {
      const count = (tries.get(address) ?? 0) + 1;
      tries.set(address, count);
      void Promise.resolve(answer({ to: address, tries: count })).then(({ recipient = 250 }) =>
        callback(recipient < 400 ? null : replyOf(recipient)),
      );
    },
    onData(stream, { envelope }, callback) {
      const [recipient] = envelope.rcptTo;
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
      const to = recipient?.address ?? '';
      void text(stream).then(async (raw) => {
        const { mail = 250 } = await answer({ to, tries: tries.get(to) ?? 1 });
        if (mail >= 400) return callback(replyOf(mail));
        received.push({ from, to, ...readMail(raw) });
        return callback(null);
      });
    },
  };
  const server = new SMTPServer(options);
  server.on('error', () => undefined);
  const { server: sockets } = server;
  sockets.listen(0, '127.0.0.1');
  await once(sockets, 'listening');
  const address = sockets.address();
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port');
  const credentials = login ? `${encodeURIComponent(login.user)}:${encodeURIComponent(login.pass)}@` : '';
  return {
    url: `smtp://${credentials}127.0.0.1:${address.port}`,
    received,
    connections: () => connections,
    answerWith(next) {
      answer = next;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function replyOf(responseCode: number): Error {
  return Object.assign(new Error(responseCode < 500 ? 'not now' : 'refused'), { responseCode });
}
