"""The Markdown pages: one module a page."""
