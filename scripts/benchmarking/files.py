"""What the benchmark and the yardstick hand each other, in a module that imports nothing heavy."""

PASSAGES, VECTORS = "passages.json", "yardstick.npy"
