"""The model against its evidence: cases, validation, calibration, signs, which mechanism a pattern needs."""
