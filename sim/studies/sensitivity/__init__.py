"""Global sensitivity of a noisy model: what of an outcome is due to which factor, and what to luck."""
