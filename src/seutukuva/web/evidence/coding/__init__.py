"""Codebook, codings, memos, mentions, double coding."""
