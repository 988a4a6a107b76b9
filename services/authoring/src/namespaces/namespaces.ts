/** The built-in identity namespaces: what kind of thing a value in each of them identifies. */
export const NAMESPACES = [
  { code: 'CRMID', name: 'CRM ID', type: 'cross-device', builtIn: true },
  { code: 'ECID', name: 'Experience Cloud ID', type: 'cookie', builtIn: true },
  { code: 'Email', name: 'Email address', type: 'email', builtIn: true },
  { code: 'GAID', name: 'Google advertising ID', type: 'device', builtIn: true },
  { code: 'IDFA', name: 'Apple advertising ID', type: 'device', builtIn: true },
  { code: 'LoyaltyID', name: 'Loyalty ID', type: 'cross-device', builtIn: true },
  { code: 'Phone', name: 'Phone number', type: 'phone', builtIn: true },
  { code: 'PushToken', name: 'Push token', type: 'device', builtIn: true },
] as const;
