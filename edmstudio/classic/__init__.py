"""Analysis without a network: the baseline that stays."""
