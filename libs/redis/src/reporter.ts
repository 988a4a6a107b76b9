/** Where loops and connections tell what goes wrong; a service's log is one. */
export interface Reporter {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}
