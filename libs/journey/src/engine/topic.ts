/**
 * What can happen to a person besides time, as one word: instances listen for topics, versions start with them, inputs
 * name them. Names of events hold neither `~` nor `^`, so the kinds cannot be mistaken for each other.
 */
export type Topic = string;

export const eventTopic = (event: string): Topic => event;

export const AUDIENCE_STATUSES = ['realized', 'exited'] as const;
export type AudienceStatus = (typeof AUDIENCE_STATUSES)[number];

export const audienceTopic = (audience: string, status: AudienceStatus): Topic => `~${audience}:${status}`;

export const isAudienceTopic = (topic: Topic): boolean => topic.startsWith('~');

/** What a recipient, or the channel, tells of a message. */
export const REACTIONS = ['sent', 'opened', 'clicked', 'bounced', 'failed', 'unsubscribed'] as const;
export type ReactionKind = (typeof REACTIONS)[number];

/** `message` is the activity that sent it. */
export const reactionTopic = (message: string, kind: ReactionKind): Topic => `^${message}:${kind}`;

/** The name under which expressions read an audience qualification, as if it were an event. */
export const QUALIFICATION = 'SegmentQualification';

/** A topic in its parts. `status`: that of the audience, or what became of the message; events have none. */
export function readTopic(topic: Topic): {
  kind: 'event' | 'audience' | 'reaction';
  name: string;
  status: string | null;
} {
  const kind = topic.startsWith('~') ? 'audience' : topic.startsWith('^') ? 'reaction' : 'event';
  if (kind === 'event') return { kind, name: topic, status: null };
  const end = topic.lastIndexOf(':');
  return { kind, name: topic.slice(1, end), status: topic.slice(end + 1) };
}
