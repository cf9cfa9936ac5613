"""Writes golden/flac.json: FLAC streams as libFLAC packs them, and the samples that went in.

Run from anywhere with a Python that has NumPy and soundfile (`pip install soundfile`, which brings libFLAC); the tests
themselves need only the JSON. Nothing here is called by the lab, and nothing of the lab is called here.
"""

import base64
import io
import json
import pathlib

import numpy as np
import soundfile

TARGET = pathlib.Path(__file__).parent / "golden" / "flac.json"
SUBTYPES = {8: "PCM_S8", 16: "PCM_16", 24: "PCM_24"}
random = np.random.RandomState(20261128)


def pack(samples, bits, level):
    """samples: [sample, channel]."""
    stream = io.BytesIO()
    wide = (samples.astype(np.int64) << (32 - bits)).astype(np.int32)
    soundfile.write(stream, wide, 48000, format="FLAC", subtype=SUBTYPES[bits], compression_level=level)
    return base64.b64encode(stream.getvalue()).decode()


def wave(length, amplitude, phase=0.0):
    t = np.arange(length)
    beat = np.exp(-0.5 * (((t + 40 * phase) % 90 - 30) / 3) ** 2)
    return np.round(amplitude * (0.3 * np.sin(t / 19 + phase) + 0.6 * beat) + random.standard_normal(length))


def case(name, channels, bits, level=0.5):
    samples = np.stack(channels, axis=1).astype(np.int64)
    limit = 2 ** (bits - 1)
    assert samples.min() >= -limit and samples.max() < limit
    return {"name": name, "bits": bits, "flac": pack(samples, bits, level), "samples": samples.T.tolist()}


def noise(length, bits):
    return random.randint(-(2 ** (bits - 1)), 2 ** (bits - 1), length)


lead = wave(400, 900)
cases = [
    case("one lead of 16 bits, linear prediction", [lead], 16, 1.0),
    case("two leads that are alike: mid and side", [lead, lead + wave(400, 20, 1.0)], 16, 1.0),
    case("two leads, one almost the other: left and side", [wave(400, 20_000), wave(400, 20_000)], 16, 1.0),
    case("noise over the whole range: stored as it is", [noise(60, 16)], 16),
    case("24 bits, over the whole range", [noise(60, 24), np.full(60, -(2**23))], 24),
    case("24 bits, two alike at the limits", [np.tile([-(2**23), 2**23 - 1], 60), np.tile([2**23 - 1, -(2**23)], 60)], 24),
    case("24 bits, a wave", [wave(300, 4_000_000)], 24, 1.0),
    case("8 bits, a wave", [wave(300, 90), np.zeros(300), np.full(300, -128)], 8),
    case("fast settings: fixed predictors", [np.cumsum(random.randint(-3, 4, 300))], 16, 0.0),
    case("multiples of 32: bits that are not stored", [wave(200, 300) * 32, noise(200, 8) * 64], 16),
    case("twelve-lead halves: eight channels", [wave(120, 500, phase) for phase in range(8)], 16),
    case("one sample", [np.array([-5])], 16),
]

TARGET.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
