export type { Activity, ActivityNode, ExpressionUse, Port } from './activities/define-activity.js';
export { activityOf } from './activities/registry.js';
export {
  type Catalogue,
  createCatalogue,
  DEFINITIONS,
  type DefinitionKind,
  type EditableCatalogue,
  isDefinitionKind,
} from './catalogue/catalogue.js';
export { type CompiledEvent, compileEvent, type EventCompilation, eventIdOf } from './catalogue/compile-event.js';
export { journeyScope } from './catalogue/journey-scope.js';
export { createRunningVersions, type RunningVersions } from './catalogue/live-versions.js';
export type { CompiledVersion, LiveVersions } from './compile/compiled-version.js';
export {
  type ActionDefinition,
  actionDefinition,
  isVariable,
  type Variable,
  variablesOf,
} from './definition/action-definition.js';
export {
  type Authentication,
  authentication,
  SECRET_PLACEHOLDER,
  withoutSecrets,
  withStoredSecrets,
} from './definition/authentication.js';
export {
  type DataSourceDefinition,
  dataSourceDefinition,
  EXPERIENCE_PLATFORM,
  type ExternalFieldGroup,
  externalFieldGroup,
  type FieldGroup,
  PERSON_FACTS,
  type PlatformFieldGroup,
  platformFieldGroup,
} from './definition/data-source-definition.js';
export { type EventDefinition, eventDefinition } from './definition/event-definition.js';
export { type InletDefinition, inletDefinition } from './definition/inlet-definition.js';
export { type JourneyDocument, type JourneyDocumentInput, journeyDocument } from './definition/journey-document.js';
export {
  type JourneyVersion,
  journeyVersion,
  type VersionStatus,
  versionStatus,
} from './definition/journey-version.js';
export { type SchemaDefinition, schemaDefinition } from './definition/schema-definition.js';
export {
  type ActionRequest,
  type AdmitRequest,
  actionRequest,
  type DataRequest,
  dataRequest,
  type Effects,
  type FetchRequest,
  type ReserveRequest,
  type UpdateRequest,
} from './engine/effects.js';
export {
  type AudienceInput,
  type EnterInput,
  type EventInput,
  type FetchedInput,
  type InboxMessage,
  type Input,
  inboxMessage,
  type JumpInput,
  type PerformedInput,
  type ReactionInput,
  type ResumeInput,
  type StopInput,
  type TimerInput,
} from './engine/input.js';
export type { PerformedOutcome } from './engine/move.js';
export { type Person, parsePersonId, personId } from './engine/person.js';
export { decodePerson, encodePerson } from './engine/person-codec.js';
export {
  type FetchAnswer,
  type Instance,
  isForgettable,
  NOBODY_KNOWN,
  nextDueMs,
  type PersonState,
} from './engine/person-state.js';
export { type Reaction, react } from './engine/react.js';
export { UnknownVersion } from './engine/scene.js';
export { decodeSteps, encodeSteps } from './engine/step-codec.js';
export { DISCARD_REASONS, type DiscardReason, type StepEvent, stepEvent } from './engine/step-event.js';
export { AUDIENCE_STATUSES, type AudienceStatus, REACTIONS, type ReactionKind, type Topic } from './engine/topic.js';
export { readTrail, type TrailStep } from './engine/trail.js';
export { ISSUE_CODES, type Issue, type IssueCode } from './validation/issue.js';
export { MOST_ACTIVITIES, type Validation, validateVersion } from './validation/validate-version.js';
