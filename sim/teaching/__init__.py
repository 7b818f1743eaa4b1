"""What the notebooks teach with: small experiments that fit a cell, and exercises that answer back."""
