"""Writes golden/representations.json: the representations beyond the first four, by SciPy and NumPy, of two beats of the
conditioned lead in golden/pipeline.json. Run from anywhere, after golden.py; nothing of the lab is called here.

SciPy has no Morlet transform at given moments, no packets and no picture forms: those are written from the formulas, by other
ways than the lab's (complex sums over the whole lead, matrices of the packet tree, outer products of angles).
"""

import json
import math
import pathlib

import numpy as np
from scipy import signal
from scipy.spatial import distance

FOLDER = pathlib.Path(__file__).parent / "golden"
RATE, BEATS = 256, [4, 7]
LEAD = json.loads((FOLDER / "lead.json").read_text())
SAMPLES = np.array(json.loads((FOLDER / "pipeline.json").read_text())["conditioned"])
R_PEAKS = np.array(LEAD["rPeaks"]) * RATE / LEAD["samplingRateHz"]


def nearest(position):
    return int(math.floor(position + 0.5))


def start_of(beat, length=RATE):
    return nearest(R_PEAKS[beat]) - nearest(0.4 * length)


def cut(start, length):
    return SAMPLES[np.clip(np.arange(start, start + length), 0, len(SAMPLES) - 1)]


def decibels(density):
    return 10 * np.log10(density + 1e-7)


def scalogram(beat, frequencies, frames, omega0):
    image = np.zeros((len(frequencies), frames))
    for row, frequency in enumerate(frequencies):
        scale = (omega0 + math.sqrt(2 + omega0**2)) / (4 * math.pi * frequency)
        offsets = np.arange(-math.ceil(5 * scale * RATE), math.ceil(5 * scale * RATE) + 1)
        eta = offsets / RATE / scale
        wavelet = math.sqrt(1 / RATE / scale) * np.pi**-0.25 * np.exp(1j * omega0 * eta - eta**2 / 2)
        for frame in range(frames):
            centre = start_of(beat) + nearest((frame + 0.5) * RATE / frames)
            coefficient = np.sum(SAMPLES[np.clip(centre + offsets, 0, len(SAMPLES) - 1)] * np.conj(wavelet))
            image[row, frame] = 2 / RATE * abs(coefficient) ** 2
    return decibels(image)


def spectrum(beat):
    return signal.periodogram(cut(start_of(beat), RATE), RATE, window="hann", nfft=512, detrend="constant", scaling="density")


def mel(beat, bands, corner):
    frequencies, power = spectrum(beat)
    to_mel = lambda hertz: 2595 * np.log10(1 + hertz / corner)
    edges = corner * (10 ** (np.linspace(to_mel(0.5), to_mel(32), bands + 2) / 2595) - 1)
    means = []
    for low, centre, high in zip(edges, edges[1:], edges[2:]):
        weights = np.interp(frequencies, [low, centre, high], [0, 1, 0])
        means.append(np.average(power, weights=weights))
    return decibels(np.array(means))


def band_power(beat, share):
    frequencies, power = spectrum(beat)
    edges = [0.5, 2, 4, 6, 8, 12, 16, 24, 40]
    sums = np.array([power[(frequencies >= low) & (frequencies < high)].sum() * 0.5 for low, high in zip(edges, edges[1:])])
    return sums / (sums.sum() + 1e-7) if share else 10 * np.log10(sums + 1e-7)


def welch(beat, length, overlap):
    _, power = signal.welch(cut(start_of(beat), RATE), RATE, "hann", length, overlap, 512, "constant", scaling="density")
    return decibels(power[:64])


def halving(filter_taps, length):
    """The matrix that filters one period and keeps every second sample."""
    matrix = np.zeros((length // 2, length))
    for row in range(length // 2):
        for tap, value in enumerate(filter_taps):
            matrix[row, (2 * row + tap) % length] += value
    return matrix


def packets(beat, taps, level, kept):
    low = signal.daub(taps)
    high = low[::-1] * (-1.0) ** np.arange(len(low))
    nodes = [cut(start_of(beat), RATE)]
    for _ in range(level):
        nodes = [halving(taps_of, len(node)) @ node for node in nodes for taps_of in (low, high)]
    # Natural order: the bits of a node's number say low or high. In order of frequency node n has the Gray code of n.
    energies = np.array([np.sum(nodes[n ^ (n >> 1)] ** 2) for n in range(2**level)])
    return decibels(energies[:kept] / RATE / (RATE / 2 / 2**level))


def pieces(start, length, count):
    """Means over pieces of equal length, as differences of the integral of the staircase that the samples are."""
    integral = np.concatenate([[0], np.cumsum(cut(start, math.ceil(length)))])
    return np.diff(np.interp(np.linspace(0, length, count + 1), np.arange(len(integral)), integral)) * count / length


def gramian(beat, points, field):
    values = pieces(start_of(beat), RATE, points)
    angles = np.arccos(2 * (values - values.min()) / (values.max() - values.min()) - 1)
    return np.cos(np.add.outer(angles, angles)) if field == "summation" else np.sin(np.subtract.outer(angles, angles))


def recurrence(beat, points, dimension, delay, radius):
    count = points + (dimension - 1) * delay
    values = pieces(start_of(beat), count * RATE / points, count)
    states = np.stack([values[part * delay:part * delay + points] for part in range(dimension)], axis=1)
    distances = distance.cdist(states, states) / math.sqrt(dimension)
    return distances if radius is None else (distances <= radius).astype(int)


CASES = [
    ("scalogram", {"rows": 16, "frames": 16}, lambda beat: scalogram(beat, 2 * 16 ** (np.arange(16) / 15), 16, 6)),
    ("scalogram", {"rows": 16, "frames": 16, "omega0": 4.5, "lowestHz": 4, "highestHz": 40},
     lambda beat: scalogram(beat, np.geomspace(4, 40, 16), 16, 4.5)),
    ("mel", {}, lambda beat: mel(beat, 16, 700)),
    ("mel", {"bands": 24, "cornerHz": 5}, lambda beat: mel(beat, 24, 5)),
    ("band-power", {}, lambda beat: band_power(beat, False)),
    ("band-power", {"form": "share"}, lambda beat: band_power(beat, True)),
    ("welch", {}, lambda beat: welch(beat, 128, 64)),
    ("welch", {"segmentPercent": 30, "overlapPercent": 75}, lambda beat: welch(beat, 77, 58)),
    ("wavelet-packets", {}, lambda beat: packets(beat, 4, 6, 16)),
    ("wavelet-packets", {"wavelet": "db2", "level": 5}, lambda beat: packets(beat, 2, 5, 8)),
    ("wavelet-packets", {"wavelet": "haar", "level": 4}, lambda beat: packets(beat, 1, 4, 8)),
    ("gramian", {"points": 16}, lambda beat: gramian(beat, 16, "summation")),
    ("gramian", {"points": 24, "field": "difference"}, lambda beat: gramian(beat, 24, "difference")),
    ("recurrence", {"points": 16}, lambda beat: recurrence(beat, 16, 2, 1, None)),
    ("recurrence", {"points": 24, "dimension": 3, "delayPoints": 2}, lambda beat: recurrence(beat, 24, 3, 2, None)),
    ("recurrence", {"points": 16, "form": "recurrence"}, lambda beat: recurrence(beat, 16, 2, 1, 0.1)),
]


def main():
    entries = [{"representation": name, "parameters": parameters, "beat": beat, "values": compute(beat).ravel().tolist()}
               for name, parameters, compute in CASES for beat in BEATS]
    text = json.dumps({"samplingRateHz": RATE, "rPeaks": R_PEAKS.tolist(), "cases": entries}, separators=(",", ":"))
    (FOLDER / "representations.json").write_text(text + "\n")


main()
