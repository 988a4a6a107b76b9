import type { Deployment, StatefulSet } from 'kubernetes-types/apps/v1.js';
import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2.js';
import type { ConfigMap, Namespace, Secret, Service, ServiceAccount } from 'kubernetes-types/core/v1.js';
import type { NetworkPolicy } from 'kubernetes-types/networking/v1.js';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.js';

/**
 * The kinds that the manifests use, by `apiVersion/kind`. The JSON Schema that manifests are checked against is generated from
 * this interface, so a manifest of another kind is refused until its type stands here.
 */
export interface KubernetesObjects {
  'v1/ConfigMap': ConfigMap;
  'v1/Namespace': Namespace;
  'v1/Secret': Secret;
  'v1/Service': Service;
  'v1/ServiceAccount': ServiceAccount;
  'apps/v1/Deployment': Deployment;
  'apps/v1/StatefulSet': StatefulSet;
  'autoscaling/v2/HorizontalPodAutoscaler': HorizontalPodAutoscaler;
  'networking.k8s.io/v1/NetworkPolicy': NetworkPolicy;
  'policy/v1/PodDisruptionBudget': PodDisruptionBudget;
}

export type KubernetesKind = keyof KubernetesObjects;
