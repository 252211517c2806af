"""What came of a batch, as it is kept: `results.json`, gradebook files, the store."""
