/**
 * Why the mail server did not take a mail: `smtp_<nnn>` its reply · `smtpLogin` it does not know the credentials ·
 * `unknownHost`, `unreachable`, `certificate` there is no way to it · `connectionLost` it went away in between.
 */
export type SmtpCode =
  | `smtp_${number}`
  | 'smtpLogin'
  | 'unknownHost'
  | 'unreachable'
  | 'certificate'
  | 'connectionLost';

export interface SmtpFailure {
  code: SmtpCode;
  /** Another try may do better. */
  mayRecover: boolean;
}

/** The failure that an error of the SMTP client stands for; `null` when it stands for none and is a fault of our own. */
export function smtpFailure(error: unknown, wasConnected: boolean): SmtpFailure | null {
  const { code, responseCode } = errorFields(error);
  const isTemporary = responseCode !== undefined && responseCode < 500;
  if (code === 'EAUTH') return { code: 'smtpLogin', mayRecover: isTemporary };
  if (responseCode !== undefined) return { code: `smtp_${responseCode}`, mayRecover: isTemporary };
  switch (code) {
    case 'EDNS':
      return { code: 'unknownHost', mayRecover: true };
    case 'ETLS':
      return { code: 'certificate', mayRecover: false };
    case 'ESOCKET':
    case 'ECONNECTION':
    case 'ETIMEDOUT':
    case 'EPROTOCOL':
      return { code: wasConnected ? 'connectionLost' : 'unreachable', mayRecover: true };
    default:
      return null;
  }
}

function errorFields(error: unknown): { code: unknown; responseCode: number | undefined } {
  if (!(error instanceof Error)) return { code: undefined, responseCode: undefined };
  const code = 'code' in error ? error.code : undefined;
  const reply = 'responseCode' in error ? error.responseCode : undefined;
  return { code, responseCode: typeof reply === 'number' && reply >= 400 && reply < 600 ? reply : undefined };
}
