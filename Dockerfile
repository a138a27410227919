# The site as one image. It needs a Postgres beside it (compose.yaml has one).
# Written without a Docker engine at hand: docs/operations.md says what has not been tried.
FROM node:24-bookworm-slim

WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1

# Packages first: this layer changes only with the lockfile.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --include=optional

COPY . .
# Starts a throw-away embedded Postgres for the pages that read while building, and leaves .next behind.
RUN DATA_DIR=/tmp/build-data node scripts/bootstrap.mjs build && rm -rf /tmp/build-data /var/lib/public-dossier \
  && mkdir -p /data && chown -R node:node /app /data

USER node
ENV HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
EXPOSE 3000
VOLUME /data

# Migrates, loads the starter corpus when it is not there, and serves; Docker's SIGTERM stops it cleanly.
STOPSIGNAL SIGTERM
CMD ["node", "scripts/bootstrap.mjs", "start"]
