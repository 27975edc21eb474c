"""E-mail addresses as people write them."""


def is_mail_address(text: str) -> bool:
    """Return whether `text` may be an e-mail address: something before and behind one @, and no space."""
    name, at, domain = text.partition("@")
    return bool(name and at and domain) and "@" not in domain and not any(letter.isspace() for letter in text)
