"""What every workbook says and how each is made."""

NOTICE = (
    "Protected health information: billing only. Do not post, leave out or mail unlocked. "
    "Shred after {}. 42 CFR Part 2 limits further disclosure where it applies."
)

# Texts stay texts: a payer's "=…" or "http…" is neither a formula nor a link.
BOOK_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
