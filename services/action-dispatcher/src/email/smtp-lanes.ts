import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

/** A connection to the mail server that takes one mail after the other. */
export interface SmtpLane {
  readonly connection: SMTPConnection;
  /** Mail it has taken. */
  sent: number;
}

/** Connections to one mail server. Handshakes cost more than mail does, so connections are used again. */
export interface SmtpLanes {
  /** One that is free, else a new one, which `opening` is told before it is there. Rejects with the server's refusal. */
  take(opening: (connection: SMTPConnection) => void): Promise<SmtpLane>;
  /** Gives a lane back whose mail was taken. */
  free(lane: SmtpLane): void;
  close(): void;
}

/** Mail servers end a connection after some mail or some silence; leaving before is politer and costs no failed try. */
const MOST_SENT = 100;
const LONGEST_SILENCE_MS = 30_000;
const LONGEST_HANDSHAKE_MS = 30_000;

export function createSmtpLanes(url: string): SmtpLanes {
  const options = parseConnectionUrl(url);
  const idle = new Set<SmtpLane>();
  const leave = (lane: SmtpLane) => {
    idle.delete(lane);
    lane.connection.quit();
  };

  async function open(opening: (connection: SMTPConnection) => void): Promise<SmtpLane> {
    const connection = new SMTPConnection({
      ...options,
      connectionTimeout: LONGEST_HANDSHAKE_MS,
      greetingTimeout: LONGEST_HANDSHAKE_MS,
      socketTimeout: LONGEST_SILENCE_MS,
    });
    const lane = { connection, sent: 0 };
    const gone = () => idle.delete(lane);
    connection.on('end', gone);
    opening(connection);
    await new Promise<void>((resolve, reject) => {
      connection.on('error', (error) => {
        gone();
        reject(error);
      });
      connection.once('end', () => reject(new Error('the mail server closed the connection')));
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    if (options.auth) await login(connection, options.auth);
    return lane;
  }

  return {
    async take(opening) {
      const [lane] = idle;
      if (!lane) return open(opening);
      idle.delete(lane);
      return lane;
    },
    free(lane) {
      lane.sent += 1;
      if (lane.connection.destroyed) return;
      if (lane.sent < MOST_SENT) idle.add(lane);
      else leave(lane);
    },
    close() {
      for (const lane of idle) leave(lane);
    },
  };
}

function login(connection: SMTPConnection, { user, pass }: SMTPConnection.AuthenticationType): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.login({ user, pass }, (error) => (error ? reject(error) : resolve()));
  });
}
