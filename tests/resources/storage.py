"""A real S3 API on loopback, with a bucket that tests fill and read."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

from pipeline.practice import RemoteSource
from pipeline.practice.secret_references import SecretReference
from tests.resources.remote import WHOLE

KEYS = {"ACCESS": "access-canary", "SECRET": "secret-canary"}


@dataclass(frozen=True)
class Storage:
    """A server with a bucket ``drop``, and what puts objects into it."""

    endpoint: str
    client: Any = field(repr=False)

    def put(self, key: str, content: bytes = WHOLE) -> None:
        self.client.put_object(Bucket="drop", Key=key, Body=content)

    def keys(self) -> list[str]:
        told = self.client.list_objects_v2(Bucket="drop")
        # The library leaves an empty object named like a folder whose last object it deletes.
        return [one["Key"] for one in told.get("Contents", ()) if not one["Key"].endswith("/")]

    def source(self, url: str = "s3://drop/out", **settings: Any) -> RemoteSource:
        told: dict[str, Any] = {
            "endpoint": self.endpoint,
            "region": "us-east-1",
            "access_key": SecretReference(env="ACCESS"),
            "secret_key": SecretReference(env="SECRET"),
        }
        return RemoteSource(url=url, **told | settings)


@contextmanager
def storage_server() -> Iterator[str]:
    """Start a server; it ends with the block."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def emptied(endpoint: str) -> Storage:
    """Return the server with nothing but an empty bucket ``drop``."""
    told(endpoint, "reset")
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="any",
        aws_secret_access_key="any",
    )
    client.create_bucket(Bucket="drop")
    return Storage(endpoint, client)


def told(server: str, what: str, content: bytes = b"") -> None:
    """Tell the server something about itself."""
    asked = urllib.request.Request(
        f"{server}/moto-api/{what}", content, {"Content-Type": "text/plain"}, method="POST"
    )
    with urllib.request.urlopen(asked) as answer:
        assert answer.status == 200
