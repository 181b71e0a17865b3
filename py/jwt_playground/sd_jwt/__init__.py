"""SD-JWT (RFC 9901): disclosures and their digests, key binding; issuing and presenting.

This room comes to the page later than the start.
"""
