"""Reads and writes text without loss: base64url, JSON, times and quotations.

Other rooms call `base64url.read` and `base64url.encode`, `json_text.read`, `json_scan.members`,
`times.iso`, and `words.quoted`. The readers are tolerant: a fault becomes a finding.
"""
