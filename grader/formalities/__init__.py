"""What a submission must be beside its answers: whose it is, how it is packed, and whether notebooks show what they put out."""
