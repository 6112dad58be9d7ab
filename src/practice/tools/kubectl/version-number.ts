/** The kubectl whose words and layout this one follows. */
export const CLIENT_VERSION = 'v1.33.1';
export const KUSTOMIZE_VERSION = 'v5.6.0';
