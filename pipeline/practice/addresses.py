"""Which addresses are this machine's own.

Takes a host as settings write it. Refuses to ask anybody: a name is another machine's.
"""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Return whether an address is reached from its own machine only."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
