"""Text without loss: base64url, JSON, times and quotations.

Others call `base64url.read` and `base64url.encode`, `json_text.read`, `json_scan.members`,
`times.iso`, and `words.quoted`. Reading is tolerant here: faults become findings.
"""
