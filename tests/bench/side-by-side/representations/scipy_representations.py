"""The other side of `lab bench --only representations`: asked a line of JSON at a time, answers with a line.

The same conditioning and the same four representations at their first settings, as float32, written as one would for
speed: whole recordings at once, all beats of a recording in one array (the spectrogram in batches that stay in the cache),
one process a core that has the recordings in its memory.
"""

import json
import multiprocessing
import os
import pathlib
import sys
import time

for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]:
    os.environ[name] = "1"

import numpy as np
import scipy
from scipy import fft, signal

RATE, BEFORE, FLOOR = 256, 102, 1e-7
BATCH = 128
RECORDINGS = []


def conditioned(recording):
    digital = recording["digital"]
    millivolts = (digital - recording["baseline"]) / recording["gain"]
    if recording["missing"] is not None:
        present = digital != recording["missing"]
        if not present.all():
            index = np.arange(len(digital))
            millivolts = np.interp(index, index[present], millivolts[present])
    rate = recording["samplingRateHz"]
    sos = signal.butter(2, [0.5, 40], "bandpass", fs=rate, output="sos")
    return signal.resample_poly(signal.sosfiltfilt(sos, millivolts), RATE, int(rate))


def segments(samples, starts, length):
    """[beat, sample], edge samples repeated beyond the ends."""
    padded = np.pad(samples, length, mode="edge")
    views = np.lib.stride_tricks.sliding_window_view(padded, length)
    return views[np.clip(starts + length, 0, len(views) - 1)]


def densities(windowed, taper, length, bins):
    spectrum = fft.rfft(windowed, length)[..., :bins]
    power = (spectrum.real**2 + spectrum.imag**2) * (2 / (RATE * np.sum(taper**2)))
    power[..., 0] /= 2
    return 10 * np.log10(power + FLOOR)


def frequency(waveforms):
    taper = signal.get_window("hann", RATE)
    return densities((waveforms - waveforms.mean(axis=1, keepdims=True)) * taper, taper, 512, 64)


def spectrogram(samples, starts):
    taper = signal.get_window("hann", 64)
    image = np.empty((len(starts), 32, 32), dtype=np.float32)
    for at in range(0, len(starts), BATCH):
        around = segments(samples, starts[at:at + BATCH] + 4 - 32, 31 * 8 + 64)
        frames = np.lib.stride_tricks.sliding_window_view(around, 64, axis=1)[:, ::8]
        image[at:at + BATCH] = densities(frames * taper, taper, 256, 32).transpose(0, 2, 1)
    return image


def usual_intervals(peaks_seconds, intervals):
    """The 90th percentile of the intervals within two minutes of each beat, of all where those are fewer than five."""
    first = np.searchsorted(peaks_seconds, peaks_seconds - 120 - 1e-6)
    counts = np.searchsorted(peaks_seconds, peaks_seconds + 120 + 1e-6, side="right") - 1 - first
    columns = np.arange(max(counts.max(), 1))
    nearby = intervals[np.minimum(first[:, None] + columns, len(intervals) - 1)]
    nearby = np.sort(np.where(columns < counts[:, None], nearby, np.inf), axis=1)
    place = 0.9 * np.maximum(counts - 1, 0)
    rows, below, above = np.arange(len(counts)), np.floor(place).astype(int), np.ceil(place).astype(int)
    moving = nearby[rows, below] + (nearby[rows, above] - nearby[rows, below]) * (place - below)
    return np.where(counts < 5, np.quantile(intervals, 0.9), moving)


def rhythm(peaks_seconds, local_beats=40):
    intervals = np.clip(np.diff(peaks_seconds), 0.2, 3)
    usual = usual_intervals(peaks_seconds, intervals)
    beats = np.arange(len(peaks_seconds))
    before_that, previous, following = (
        np.where((0 <= at) & (at < len(intervals)), intervals[np.clip(at, 0, len(intervals) - 1)], usual)
        for at in (beats - 2, beats - 1, beats))
    sums = np.concatenate([[0], np.cumsum(intervals)])
    changes = np.concatenate([[0, 0], np.cumsum(np.abs(np.diff(intervals)))])
    to, since = np.maximum(beats - 1, 0), np.maximum(beats - 1 - local_beats, 0)
    first, last = np.maximum(beats - local_beats, 0), np.minimum(beats + local_beats, len(intervals))
    with np.errstate(invalid="ignore", divide="ignore"):
        local = np.where(to > since, (sums[to] - sums[since]) / (to - since), usual)
        irregular = np.where(last - first > 1, (changes[last] - changes[np.minimum(first + 1, last)]) / (last - first - 1), 0)
    ratios = [previous / usual, following / usual, local / usual, previous / local, following / local,
              previous / following, previous / before_that]
    return np.stack([*np.log(ratios), irregular / usual], axis=1)


def block(number, check):
    begun = time.process_time()
    recording = RECORDINGS[number]
    samples = conditioned(recording)
    peaks = recording["beats"] / recording["annotationRateHz"]
    starts = np.floor(peaks * RATE + 0.5).astype(int) - BEFORE
    waveforms = segments(samples, starts, RATE)
    features = {"time": waveforms.astype(np.float32), "frequency": frequency(waveforms).astype(np.float32),
                "spectrogram": spectrogram(samples, starts), "rhythm": rhythm(peaks).astype(np.float32)}
    magnitudes = {name: float(np.abs(values).sum(dtype=float)) for name, values in features.items()} if check else {}
    return {"beats": len(starts), "magnitudes": magnitudes}, time.process_time() - begun


def open_recordings(folder):
    for about in json.loads((folder / "jobs.json").read_text()):
        digital = np.fromfile(folder / about["file"], dtype=f"<i{about['bytes']}")
        RECORDINGS.append({**about, "digital": digital, "beats": np.array(about["beats"], dtype=float)})


def main():
    pool = None
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "open":
            open_recordings(pathlib.Path(request["folder"]))
            pool = multiprocessing.get_context("fork").Pool(request["processes"])
            answer = f"SciPy {scipy.__version__}, NumPy {np.__version__}, Python {sys.version.split()[0]}"
        else:
            begun = time.perf_counter()
            done = pool.starmap(block, [(number, request["check"]) for number in range(len(RECORDINGS))], chunksize=1)
            seconds = time.perf_counter() - begun
            answer = {"seconds": seconds, "cpuSeconds": sum(cpu for _, cpu in done), "answers": [each for each, _ in done]}
        print(json.dumps({"answer": answer}), flush=True)


if __name__ == "__main__":
    main()
