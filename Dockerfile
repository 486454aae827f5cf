# syntax=docker/dockerfile:1
# docs/OPERATIONS.md says how the image is built and run.

# hnswlib-node is compiled while it installs; this image has a compiler, make and Python, the final one has not.
FROM node:24-bookworm AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=dependencies /app/node_modules node_modules
COPY package.json tsconfig.json ./
COPY models models
COPY sample sample
COPY scripts scripts
COPY src src
# The bot writes to data alone. People's ids come into it: nobody else may read it.
RUN mkdir corpus && mkdir -m 700 data && chown node:node data
USER node
VOLUME /app/data

# One heap for all threads: glibc gives each its own, and keeps in it what a closed generation left there.
ENV MALLOC_ARENA_MAX=1
# /healthz, /readyz and /metrics, within the container alone until HTTP_HOST says otherwise.
ENV METRICS_PORT=9464
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.METRICS_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

CMD ["node", "--import", "tsx", "src/cli/main.ts", "bot"]
