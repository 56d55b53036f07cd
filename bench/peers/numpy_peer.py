"""The ten best rows of a matrix by numpy: one product and one partition a search."""
import sys
import time

import numpy

rows, dimension = int(sys.argv[1]), int(sys.argv[2])
random = numpy.random.default_rng(1)
matrix = random.random((rows, dimension), dtype=numpy.float32)
matrix -= 0.5
matrix /= numpy.linalg.norm(matrix, axis=1, keepdims=True)
query = matrix[rows // 2].copy()

for _ in sys.stdin:
    start = time.perf_counter()
    scores = matrix @ query
    best = numpy.argpartition(scores, -10)[-10:]
    best = best[numpy.argsort(-scores[best])]
    seconds = time.perf_counter() - start
    assert best[0] == rows // 2
    print(seconds, 0, flush=True)
