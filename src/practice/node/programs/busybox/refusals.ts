import type { Applet } from './applet.ts';

const instead: Record<string, string> = {
  apk: 'use an image that has what you need: node, nginx, redis, curlimages/curl',
  'apt-get': 'use an image that has what you need: node, nginx, redis, curlimages/curl',
  apt: 'use an image that has what you need: node, nginx, redis, curlimages/curl',
  vi: "write the file with cat > FILE <<'EOF', or copy it in with kubectl cp",
  nano: "write the file with cat > FILE <<'EOF', or copy it in with kubectl cp",
};

/** Commands that the practice cluster does not have, and what does the same. */
export const refusals: Readonly<Record<string, Applet>> = Object.fromEntries(
  Object.entries(instead).map(([name, advice]): [string, Applet] => [
    name,
    ({ complain }) => complain(`the practice cluster's containers do not have it: ${advice}`),
  ]),
);
