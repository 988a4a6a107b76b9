/** What a caller hears when its request or the reply to it is lost. */
export class ConnectionLost extends Error {
  constructor() {
    super('Connection is closed.');
  }
}
