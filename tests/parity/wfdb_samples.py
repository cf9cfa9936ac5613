"""Writes golden/wfdb-samples.json: what a reader written from signal(5) alone finds in the sample records of WFDB.

Run as `wfdb_samples.py FOLDER`, where FOLDER is data/formats/wfdb; needs NumPy. It shares nothing with the lab: samples are
unpacked bit by bit from the definitions. For each signal: its length, first and last samples, sum and sum of squares (as
text: they pass 2^53), before the skew is undone; and of the joined multi-segment record as well. The headers' checksums say
the same of the sums modulo 2^16; squares and ends say more.
"""

import json
import pathlib
import re
import sys

import numpy as np

FOLDER = pathlib.Path(sys.argv[1])
TARGET = pathlib.Path(__file__).parent / "golden" / "wfdb-samples.json"


def signed(values, bits):
    values = np.asarray(values, dtype=np.int64) & ((1 << bits) - 1)
    return np.where(values >= 1 << (bits - 1), values - (1 << bits), values)


def unpack(data, fmt):
    data = np.frombuffer(data, dtype=np.uint8).astype(np.int64)
    if fmt == 8:
        return signed(data, 8)
    if fmt == 80:
        return data - 128
    if fmt in (16, 61, 160, 24, 32):
        size = {16: 2, 61: 2, 160: 2, 24: 3, 32: 4}[fmt]
        rows = data[: len(data) // size * size].reshape(-1, size)
        rows = rows[:, ::-1] if fmt == 61 else rows
        values = sum(rows[:, place] << (8 * place) for place in range(size))
        return values - 32768 if fmt == 160 else signed(values, 8 * size)
    if fmt == 212:
        data = np.pad(data, (0, -len(data) % 3)).reshape(-1, 3)
        first = data[:, 0] | ((data[:, 1] & 15) << 8)
        second = data[:, 2] | ((data[:, 1] >> 4) << 8)
        return signed(np.stack([first, second], axis=1).ravel(), 12)
    data = np.pad(data, (0, -len(data) % 4)).reshape(-1, 4)
    low, high = data[:, 0] | data[:, 1] << 8, data[:, 2] | data[:, 3] << 8
    if fmt == 310:
        three = [low >> 1, high >> 1, (low >> 11) | ((high >> 11) << 5)]
    else:
        word = low | high << 16
        three = [word, word >> 10, word >> 20]
    return signed(np.stack(three, axis=1).ravel(), 10)


def segment(path, frames=None):
    lines = [line for line in path.read_text().splitlines() if line.strip() and not line.startswith("#")]
    fields = lines[0].split()
    count = int(fields[1])
    frames = frames or (int(fields[3]) if len(fields) > 3 else None)
    signals = []
    for line in lines[1 : count + 1]:
        file, kind, *rest = line.split()
        fmt, per_frame, offset = re.fullmatch(r"(\d+)(?:x(\d+))?(?::\d+)?(?:\+(\d+))?", kind).groups()
        signals.append((file, int(fmt), int(per_frame or 1), int(offset or 0), int(rest[3])))
    found = []
    for file in dict.fromkeys(each[0] for each in signals):
        group = [each for each in signals if each[0] == file]
        width = sum(each[2] for each in group)
        raw = unpack((path.parent / file).read_bytes()[max(each[3] for each in group) :], group[0][1])
        length = frames or len(raw) // width
        rows = raw[: length * width].reshape(length, width)
        at = 0
        for _, fmt, per_frame, _, initial in group:
            values = rows[:, at : at + per_frame].ravel()
            found.append(initial + np.cumsum(values) if fmt == 8 else values)
            at += per_frame
    return found


def told(values):
    return {
        "samples": len(values),
        "first": values[:4].tolist(),
        "last": values[-4:].tolist(),
        "sum": str(int(values.sum())),
        "squares": str(sum(int(value) ** 2 for value in values.tolist())),
    }


records = {}
for name in ["binformats", "310derive", "311derive", "100_3chan", "03700181", "s0010_re", "a103l", "a103l-no-len", "test01_00s"]:
    records[name] = [told(values) for values in segment(FOLDER / f"{name}.hea")]
for folder, name, parts in [("041s", "041s", ["041s01", "041s02"]), ("fixed1", "v102s", ["v102s_1", "v102s_2", "v102s_3"])]:
    joined = zip(*(segment(FOLDER / "multi-segment" / folder / f"{part}.hea") for part in parts))
    records[f"multi-segment/{folder}/{name}"] = [told(np.concatenate(each)) for each in joined]
TARGET.write_text(json.dumps(records, separators=(",", ":")) + "\n")
