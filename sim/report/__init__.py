"""The report: one offline HTML file in English and Chinese, and exports for other tools."""
