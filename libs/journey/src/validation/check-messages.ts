import { didYouMean } from '@waystream/core';
import { activityOf } from '../activities/registry.js';
import type { JourneyDocument } from '../definition/journey-document.js';
import { type Issue, issue } from './issue.js';
import { reachedActivities } from './reached-activities.js';

type Node = JourneyDocument['nodes'][number];

/** Whoever waits for a reaction has been sent the message before, on whichever way they came. */
export function checkMessages(document: JourneyDocument): Issue[] {
  return document.nodes.flatMap((node) => {
    const message = activityOf(node).message?.(node);
    const flaw = message === undefined ? null : flawOf(document, node, message);
    return flaw === null ? [] : [issue('ERR_REACTION_MESSAGE', flaw, node, 'message')];
  });
}

function flawOf(document: JourneyDocument, node: Node, message: string): string | null {
  const senders = document.nodes.filter((one) => activityOf(one).sendsMessage === true);
  const sender = document.nodes.find(({ id }) => id === message);
  if (!sender) {
    const hint = didYouMean(
      message,
      senders.map(({ id }) => id),
    );
    return `there is no activity "${message}" in this journey${hint}`;
  }
  if (!senders.includes(sender)) return `"${message}" sends no message; name an e-mail or another action`;
  if (!reachedActivities(document, message).has(node.id)) return null;
  return `there is a way to "${node.id}" on which "${message}" has sent nothing; let every way pass it`;
}
