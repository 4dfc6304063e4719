"""What can be wrong with a zip or gzip delivery as a whole: code, severity, fixed sentence, remedy.

The landing archive decides it where the delivery arrives; such a file is set aside as it came.
"""

from pipeline.x12.findings import ERROR, Rule

_AGAIN = "Deliver the files as they are, or pack them again; nothing needs to be undone first."

ARCHIVE_FINDINGS: dict[str, Rule] = {
    "encrypted_archive": Rule(
        ERROR,
        "A password protects a file of the package; nothing of it was taken.",
        "Unpack it with the password and deliver the files as they are.",
    ),
    "broken_archive": Rule(
        ERROR, "The package cannot be unpacked whole; nothing of it was taken.", _AGAIN
    ),
    "inflated_archive": Rule(
        ERROR,
        "The package holds more files or bytes than a delivery has; nothing of it was taken.",
        "If it is a delivery, unpack it and deliver the files as they are, a year at a time.",
    ),
    "deep_archive": Rule(
        ERROR,
        "Packages stand in packages of the package; nothing of it was taken.",
        "Unpack the outermost one and deliver what is in it.",
    ),
    "empty_archive": Rule(
        ERROR, "The package holds no file.", "Ask the sender whether something is missing."
    ),
}
