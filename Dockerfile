# What `pilotage validate --on-kubernetes` runs in its pods, and any CI system may: from a clone,
#   npm ci && npm pack && docker build -t REGISTRY/pilotage:TAG .
FROM node:24-alpine
# What steps of workshops are written for, where busybox has less.
RUN apk add --no-cache bash coreutils curl git grep
COPY pilotage-*.tgz /tmp/
RUN npm install --global /tmp/pilotage-*.tgz && rm /tmp/pilotage-*.tgz
USER node
WORKDIR /home/node
ENTRYPOINT ["pilotage"]
