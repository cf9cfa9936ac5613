"""Sums of EDF signals by numpy, straight from the published layout of the file: python3 tests/parity/edf.py ../shared/data > tests/parity/golden/edf.json"""

import json
import sys

import numpy as np

path = "formats/edf/test_generator_2.edf"
raw = open(f"{sys.argv[1]}/{path}", "rb").read()
count = int(raw[252:256])
records = int(raw[236:244])
at = 256 + count * (16 + 80 + 8 * 5 + 80)
labels = [raw[256 + 16 * i : 272 + 16 * i].decode("latin-1").strip() for i in range(count)]
lengths = [int(raw[at + 8 * i : at + 8 * i + 8]) for i in range(count)]
words = np.frombuffer(raw, "<i2", offset=256 * (count + 1)).reshape(records, sum(lengths))
ends = np.cumsum(lengths)
signals = []
for label, end, length in zip(labels, ends, lengths):
    if label == "EDF Annotations":
        continue
    samples = words[:, end - length : end].ravel().astype(np.int64)
    weights = np.arange(1, samples.size + 1)
    signals.append(
        {
            "label": label,
            "samples": int(samples.size),
            "sum": int(samples.sum()),
            # Notices samples that changed places, which a sum does not.
            "weighted": int((samples * weights % 1_000_003).sum()),
        }
    )
texts = words[:, ends[-1] - lengths[-1] :].tobytes()
comments = sum(part.count(b"\x14") - 1 for part in texts.split(b"\0") if part and b"\x14\x14" not in part)
print(json.dumps({"path": path, "signals": signals, "annotations": comments}))
