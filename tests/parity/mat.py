"""Sums of MAT-files by SciPy: python3 tests/parity/mat.py ../shared/data > tests/parity/golden/mat.json"""

import glob
import json
import os
import sys

import numpy as np
import scipy.io

data = sys.argv[1]
rows = []
for path in sorted(glob.glob(f"{data}/cpsc2019/data_*.mat")):
    ecg = scipy.io.loadmat(path)["ecg"].ravel()
    peaks = scipy.io.loadmat(path.replace("data_", "R_"))["R_peak"].ravel().astype(int)
    weights = np.arange(1, ecg.size + 1)
    rows.append(
        {
            "path": os.path.relpath(path, data),
            "leads": [{"samples": int(ecg.size), "sum": float(ecg.sum()), "weighted": float((ecg * weights).sum())}],
            "peaks": [int(peak) for peak in peaks],
        }
    )
path = f"{data}/formats/mat/cpsc2018_A1980.mat"
matrix = scipy.io.loadmat(path)["ECG"][0, 0]["data"]
weights = np.arange(1, matrix.shape[1] + 1)
leads = [{"samples": int(lead.size), "sum": float(lead.sum()), "weighted": float((lead * weights).sum())} for lead in matrix]
rows.append({"path": os.path.relpath(path, data), "leads": leads, "peaks": []})
print(json.dumps(rows))
