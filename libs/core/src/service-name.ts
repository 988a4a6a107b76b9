/** The services of the house with the offset of their port from `WAYSTREAM_PORT_BASE`. */
export const SERVICE_PORT_OFFSETS = {
  authoring: 0,
  ingestion: 1,
  evaluator: 2,
  enrichment: 3,
  'action-dispatcher': 4,
  reporting: 5,
} as const;

export type ServiceName = keyof typeof SERVICE_PORT_OFFSETS;

function isServiceName(name: string): name is ServiceName {
  return Object.hasOwn(SERVICE_PORT_OFFSETS, name);
}

export const SERVICE_NAMES: readonly ServiceName[] = Object.keys(SERVICE_PORT_OFFSETS).filter(isServiceName);
