import type { Answer, Call } from '../call.ts';
import { apiVersionOf } from '../resources/resource.ts';

/** The learner may do everything in their own cluster. */
const user = { username: 'minikube-user', groups: ['system:masters', 'system:authenticated'] };
const everything = [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }];

/** Questions about who one is and what one may do, by kind. */
export const reviews: Readonly<Record<string, (call: Call) => Promise<Answer>>> = {
  SelfSubjectAccessReview: answer({ allowed: true }),
  SubjectAccessReview: answer({ allowed: true }),
  LocalSubjectAccessReview: answer({ allowed: true }),
  SelfSubjectRulesReview: answer({
    resourceRules: everything,
    nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
    incomplete: false,
  }),
  SelfSubjectReview: answer({ userInfo: user }),
  TokenReview: answer({ authenticated: true, user }),
};

function answer(status: object): (call: Call) => Promise<Answer> {
  return async (call) => {
    const { spec = {} } = ((await call.body()) ?? {}) as { spec?: object };
    const { kind } = call.resource;
    const metadata = { creationTimestamp: null };
    return { code: 201, body: { kind, apiVersion: apiVersionOf(call.resource), metadata, spec, status } };
  };
}
