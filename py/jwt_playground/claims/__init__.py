"""The claims of a JWT (RFC 7519 section 4): rules, their sentences, and remarks.

Other rooms make a `rules.Rules` from `model.Criteria` and ask it about claims.
`remarks.claim_findings` returns remarks that do not change the verdict.
"""
