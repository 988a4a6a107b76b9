import { didYouMean } from '@waystream/core';
import type { Catalogue } from '../catalogue/catalogue.js';
import { parametersOf } from '../definition/template-definition.js';
import { type Issue, issue } from './issue.js';

interface TemplateNode {
  id: string;
  template: string;
  parameters: Record<string, string>;
}

/** The template exists, every place in it has a value, and every value has a place. */
export function checkTemplateParameters(node: TemplateNode, { templates }: Catalogue): Issue[] {
  const template = templates.get(node.template);
  if (!template) {
    const hint = didYouMean(node.template, templates.keys());
    return [issue('ERR_TEMPLATE_UNKNOWN', `there is no template "${node.template}"${hint}`, node, 'template')];
  }
  const places = parametersOf(template);
  const missing = places.filter((place) => !Object.hasOwn(node.parameters, place));
  const unknown = Object.keys(node.parameters).filter((name) => !places.includes(name));
  return [
    ...missing.map((place) => {
      const message = `the place {{${place}}} of ${node.template} needs a value`;
      return issue('ERR_PARAMETER_MISSING', message, node, `parameters.${place}`);
    }),
    ...unknown.map((name) => {
      const message = `${node.template} has no place {{${name}}}${didYouMean(name, places)}`;
      return issue('ERR_PARAMETER_UNKNOWN', message, node, `parameters.${name}`);
    }),
  ];
}
