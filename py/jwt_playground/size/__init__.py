"""What a token weighs: its bytes by claim, against limits, and what could be saved.

Others call `report.size`. `division` counts, `advice` says what to do about it.
"""
