import type { Deadline } from '@waystream/outbound';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { ComposedEmail } from './compose-email.js';
import { type SmtpFailure, smtpFailure } from './smtp-failure.js';
import { createSmtpLanes } from './smtp-lanes.js';

/** The mail server of the installation. */
export interface MailServer {
  /** One try. A mail that is not taken in time is cut off, so that it does not arrive later. */
  send(email: ComposedEmail, deadline: Deadline): Promise<'sent' | 'expired' | SmtpFailure>;
  close(): void;
}

export function openMailServer(url: string): MailServer {
  const lanes = createSmtpLanes(url);

  async function send(email: ComposedEmail, deadline: Deadline): Promise<'sent' | 'expired' | SmtpFailure> {
    let connection: SMTPConnection | undefined;
    let isConnected = false;
    const work = async (): Promise<'sent' | SmtpFailure> => {
      try {
        const lane = await lanes.take((opening) => {
          connection = opening;
        });
        connection = lane.connection;
        isConnected = true;
        await hand(connection, email);
        lanes.free(lane);
        return 'sent';
      } catch (error) {
        const failure = smtpFailure(error, isConnected);
        if (!failure) throw error;
        return failure;
      }
    };
    const result = (await deadline.orExpired(work())) ?? 'expired';
    // After a refusal the session is in the middle of a mail, and after the deadline nobody waits for it.
    if (result !== 'sent') connection?.close();
    return result;
  }

  return { send, close: lanes.close };
}

function hand(connection: SMTPConnection, { envelope, bytes }: ComposedEmail): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.send(envelope, bytes, (error) => (error ? reject(error) : resolve()));
  });
}
