# The program with its lessons, for the room server of deploy/: npm ci && npm run build && docker build -t pilotage .
FROM node:24-alpine
WORKDIR /opt/pilotage
COPY package.json CHANGELOG.md LICENSE lesson.schema.json ./
COPY dist dist
COPY lessons lessons
COPY templates templates
USER 1000:1000
ENTRYPOINT ["node", "/opt/pilotage/dist/bin.js"]
CMD ["--help"]
