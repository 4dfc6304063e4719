# denial-triage in a container: the same launcher and the same lock as everywhere else.
#
#   docker build -t denial-triage .
#   docker run --rm -v /srv/triage:/var/lib/triage -it denial-triage init home
#   docker run -d --restart unless-stopped -v /srv/triage:/var/lib/triage \
#       -p 127.0.0.1:3000:3000 denial-triage ui --host 0.0.0.0
#
# The last needs is_behind_login = true in home.toml: the port is published to this machine alone.
FROM debian:bookworm-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*

COPY . /opt/denial-triage
# The first call sets the machine up: Pango, a font, the packages of requirements.lock.
RUN /opt/denial-triage/triage --version \
    && rm -rf /var/lib/apt/lists/* ~/.cache \
    && useradd --create-home --home-dir /var/lib/triage --uid 10001 triage

USER triage
WORKDIR /var/lib/triage
ENV TRIAGE_HOME=/var/lib/triage/home
VOLUME /var/lib/triage
EXPOSE 3000
STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/denial-triage/triage"]
CMD ["ui", "--host", "0.0.0.0"]
