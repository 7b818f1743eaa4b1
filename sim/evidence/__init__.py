"""What the source documents say, as data: claims.yaml to read and edit, claims.json made from it to load fast."""
