"""The claims of a JWT (RFC 7519 section 4): rules, their sentences, and warnings.

Other rooms make a `rules.Rules` from `model.Criteria` and ask it about claims.
`warnings.claim_findings` returns findings that do not change the verdict.
"""
