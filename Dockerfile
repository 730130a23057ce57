FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY . .
# The embedded database, where no DATABASE_URL is given, lives here: mount a volume.
RUN mkdir -p /data && chown node:node /data
USER node
ENV DESKPULSE_DATA_DIR=/data HOST=0.0.0.0 PORT=3000
VOLUME /data
EXPOSE 3000
CMD ["node", "src/cli.ts", "start"]
