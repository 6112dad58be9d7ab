/** The kubectl whose words and layout this one follows; `+pilotage` says that it is not that one. */
export const CLIENT_VERSION = 'v1.33.1+pilotage';
export const KUSTOMIZE_VERSION = 'v5.6.0';
