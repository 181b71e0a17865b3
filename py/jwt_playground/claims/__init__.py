"""The claims of a JWT (RFC 7519 section 4): rules, their sentences, and remarks.

Others make a `rules.Rules` from `model.Criteria` and ask it about claims;
`remarks.claim_findings` says what decides nothing.
"""
