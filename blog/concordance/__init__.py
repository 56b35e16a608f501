"""The concordance: where posts meet by tag and by author, and what music they bring."""
