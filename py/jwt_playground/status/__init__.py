"""Token Status List: decodes a list and reads the status of one token.

This room comes to the page later than the start.
"""
