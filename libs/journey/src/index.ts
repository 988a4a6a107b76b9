export type { Activity, ActivityNode, ExpressionUse, Port } from './activities/define-activity.js';
export { nextRunMs, type Schedule } from './activities/read-audience/schedule.js';
export { activityOf } from './activities/registry.js';
export {
  type Catalogue,
  createCatalogue,
  DEFINITIONS,
  type DefinitionKind,
  type EditableCatalogue,
  isDefinitionKind,
} from './catalogue/catalogue.js';
export { type AudienceCompilation, type CompiledAudience, compileAudience } from './catalogue/compile-audience.js';
export { type CompiledEvent, compileEvent, type EventCompilation, eventIdOf } from './catalogue/compile-event.js';
export { journeyScope } from './catalogue/journey-scope.js';
export { isOpen } from './catalogue/live-version-of.js';
export { createRunningVersions, type RunningVersions } from './catalogue/live-versions.js';
export {
  isInside,
  type MembershipStatus,
  qualificationInputs,
  type Requalification,
  requalify,
} from './catalogue/membership.js';
export { createStreamingAudiences, type StreamingAudiences } from './catalogue/streaming-audiences.js';
export { audienceRunOf, type JourneyRun } from './compile/audience-run.js';
export type { CompiledVersion, LiveVersions } from './compile/compiled-version.js';
export {
  type ActionDefinition,
  actionDefinition,
  isVariable,
  type Variable,
  variablesOf,
} from './definition/action-definition.js';
export { type AudienceDefinition, audienceDefinition } from './definition/audience-definition.js';
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
export { expressionContext } from './definition/expression-context.js';
export { type InletDefinition, inletDefinition } from './definition/inlet-definition.js';
export { type JourneyDocument, type JourneyDocumentInput, journeyDocument } from './definition/journey-document.js';
export { journeyDocumentSchema } from './definition/journey-document-schema.js';
export {
  type JourneyVersion,
  journeyVersion,
  type VersionStatus,
  versionStatus,
} from './definition/journey-version.js';
export { type SchemaDefinition, schemaDefinition } from './definition/schema-definition.js';
export { parametersOf, type TemplateDefinition, templateDefinition } from './definition/template-definition.js';
export { fillPlaces } from './definition/template-places.js';
export { isTestOf, uidOfVersionKey, versionKey } from './definition/version-key.js';
export { type ActivityFigure, countStep, ENDINGS, type FigureCount, type JourneyFigure } from './engine/count-step.js';
export {
  type ActionRequest,
  type AdmitRequest,
  actionRequest,
  type DataRequest,
  dataRequest,
  type Effects,
  type FetchRequest,
  type ReserveRequest,
  type RunRequest,
  runRequest,
  type UpdateRequest,
} from './engine/effects.js';
export {
  type AudienceInput,
  type BusinessInput,
  type EnterInput,
  type EraseInput,
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
export { businessId, type Person, parsePersonId, personId } from './engine/person.js';
export { decodePerson, encodePerson } from './engine/person-codec.js';
export {
  type FetchAnswer,
  type Instance,
  isForgettable,
  NOBODY_KNOWN,
  nextDueMs,
  nextMoveMs,
  type PersonState,
} from './engine/person-state.js';
export { ownerOfPlace } from './engine/place.js';
export { withProfileField } from './engine/profile-field.js';
export { type Reaction, react } from './engine/react.js';
export { UnknownVersion } from './engine/scene.js';
export { decodeSteps, encodeSteps, stepsAbout } from './engine/step-codec.js';
export { DISCARD_REASONS, type DiscardReason, type StepEvent, stepEvent } from './engine/step-event.js';
export { AUDIENCE_STATUSES, type AudienceStatus, REACTIONS, type ReactionKind, type Topic } from './engine/topic.js';
export { readTrail, type TrailStep } from './engine/trail.js';
export { explain, type Question } from './explanation/explain.js';
export { EXPLANATION_CODES, type ExplanationCode } from './explanation/explanation-codes.js';
export { type Explanation, explanationForm } from './explanation/explanation-form.js';
export { type InstanceLog, instanceLogs, type VersionLog, versionLogForm } from './explanation/instance-log.js';
export { type PersonJourneys, personJourneys, personJourneysForm } from './explanation/person-journeys.js';
export type { PersonRecords } from './explanation/person-records.js';
export { outlineOf, type VersionOutline } from './explanation/version-outline.js';
export { portionSize, restAfterMs } from './runs/portion.js';
export { type BringingRun, runEntrance } from './runs/run-entrance.js';
export { nextScheduledMs, type ScheduledVersion, scheduledRunId } from './runs/scheduled-run.js';
export type { ActivityFigures, Figures } from './simulation/funnel.js';
export { givenMemberships, readMemberships } from './simulation/given-memberships.js';
export { recordForm } from './simulation/record-form.js';
export {
  createRecordReader,
  type ReadRecord,
  type Recorded,
  type RecordReader,
} from './simulation/recorded-event.js';
export { type ServedMemory, serveRequest } from './simulation/serve-request.js';
export { simulate } from './simulation/simulate.js';
export type { Memberships } from './simulation/simulated-audiences.js';
export type { KnownPeople } from './simulation/simulated-profiles.js';
export { type SimulatedVersions, simulatedVersions } from './simulation/simulated-versions.js';
export { createSimulation, type Simulation, type SimulationPlan } from './simulation/simulation.js';
export type {
  JourneyResult,
  PersonResult,
  Send,
  SentCount,
  SimulationResult,
  Waiting,
  WayStep,
} from './simulation/simulation-result.js';
export { simulationSpan } from './simulation/simulation-span.js';
export { readStubs, type Stub, type Stubs, stubs } from './simulation/stubs.js';
export { ISSUE_CODES, type Issue, type IssueCode } from './validation/issue.js';
export { MOST_ACTIVITIES, type Validation, validateVersion } from './validation/validate-version.js';
