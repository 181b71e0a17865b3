# syntax=docker/dockerfile:1
# JWT Playground behind an nginx without privileges, on port 8080.
#   docker build -t jwt-playground .
#   docker run --rm -p 8080:8080 --read-only --tmpfs /tmp --cap-drop ALL jwt-playground

FROM python:3.13-slim-bookworm AS build
WORKDIR /src
COPY . .
# build.py gets the npm packages and the Python packages by itself, each checked against its
# hash, and Node.js as well, since this image has none.
# For the engine “cryptography”: --build-arg BUILD_OPTIONS="--require cryptography"
ARG BUILD_OPTIONS=""
RUN python3 build.py build $BUILD_OPTIONS
# Compressed once here instead of at each visit; nginx.conf has `gzip_static on`.
RUN find dist -type f \( -name '*.css' -o -name '*.html' -o -name '*.js' -o -name '*.mjs' \
      -o -name '*.svg' -o -name '*.txt' -o -name '*.webmanifest' \) \
      -exec gzip --keep --no-name -9 {} +

FROM nginxinc/nginx-unprivileged:stable-alpine
COPY deploy/nginx.conf /etc/nginx/nginx.conf
COPY --from=build /src/dist /srv/jwt-playground
EXPOSE 8080
HEALTHCHECK CMD ["wget", "--quiet", "--spider", "http://127.0.0.1:8080/"]
