"""Writes golden/*.json: what SciPy 1.10 says of the inputs that parity tests give to the lab's own numerics.

Run from anywhere with a Python that has NumPy and SciPy (Debian: python3-scipy); the tests themselves need only the JSON.
Every number is written with all of its digits. Nothing here is called by the lab, and nothing of the lab is called here.
"""

import json
import math
import pathlib

import numpy as np
from scipy import fft, signal

FOLDER = pathlib.Path(__file__).parent / "golden"
TAPERS = ["hann", "hamming", "blackman", "boxcar"]


def write(name, content):
    plain = json.dumps(content, default=lambda array: array.tolist(), separators=(",", ":"))
    (FOLDER / f"{name}.json").write_text(plain + "\n")


# A lead as a file stores it: 12 s at 360 Hz, 200 units a millivolt, baseline 1024, with wander, hum, noise and a gap.
RATE, GAIN, BASELINE, MISSING = 360, 200, 1024, -32768
R_PEAKS = np.array([31, 330, 622, 925, 1101, 1540, 1838, 2139, 2427, 2720, 3016, 3309, 3618, 3905, 4208, 4300])
EARLY_AND_WIDE = 4
GAP = slice(2240, 2300)


def lead():
    noise = np.random.RandomState(20261122)
    samples = np.arange(12 * RATE)
    seconds = samples / RATE
    millivolts = 0.3 * np.sin(2 * np.pi * 0.21 * seconds) + 0.02 * np.sin(2 * np.pi * 50 * seconds)
    millivolts += 0.015 * noise.standard_normal(len(samples)) + 0.4
    for beat, peak in enumerate(R_PEAKS):
        wide = beat == EARLY_AND_WIDE
        waves = [(0, 1.6, 0.045), (0.3, -0.5, 0.07)] if wide else [
            (-0.17, 0.12, 0.025), (-0.03, -0.1, 0.01), (0, 1.1, 0.011), (0.03, -0.25, 0.012), (0.28, 0.3, 0.05)]
        for offset, height, width in waves:
            millivolts += height * np.exp(-0.5 * ((seconds - peak / RATE - offset) / width) ** 2)
    digital = np.round(millivolts * GAIN + BASELINE).astype(int)
    digital[GAP] = MISSING
    return digital


def bridged(digital):
    millivolts = (digital - BASELINE) / GAIN
    present = digital != MISSING
    index = np.arange(len(digital))
    return np.interp(index, index[present], millivolts[present])


def nearest(position):
    return int(math.floor(position + 0.5))


def cut(samples, start, length):
    """Samples from start on, edge samples repeated beyond the ends."""
    return samples[np.clip(np.arange(start, start + length), 0, len(samples) - 1)]


def filters(raw):
    designs = []
    for order, low, high, rate in [(1, 0.5, 40, 360), (2, 0.5, 40, 360), (3, 0.5, 40, 360), (4, 0.5, 40, 360), (5, 1, 30, 250),
                                   (2, 5, 15, 200), (3, 8, 12, 1000), (2, 0.05, 100, 500), (4, 0.67, 45, 128), (6, 10, 11, 100)]:
        sos = signal.butter(order, [low, high], "bandpass", fs=rate, output="sos")
        designs.append({"order": order, "lowHz": low, "highHz": high, "samplingRateHz": rate, "sections": sos.ravel()})
    filtered = []
    for order, low, high, start, stop in [(2, 0.5, 40, 0, 900), (1, 0.5, 40, 300, 310), (3, 5, 15, 1000, 1400), (4, 1, 45, 0, 60)]:
        sos = signal.butter(order, [low, high], "bandpass", fs=RATE, output="sos")
        filtered.append({"order": order, "lowHz": low, "highHz": high, "from": start, "to": stop,
                         "filtered": signal.sosfiltfilt(sos, raw[start:stop])})
    write("filters", {"designs": designs, "filtered": filtered})


def resampling(raw):
    cases = []
    for from_hz, to_hz, start, stop in [(360, 256, 0, 720), (360, 256, 100, 101), (250, 256, 0, 200), (100, 256, 0, 120),
                                        (1000, 256, 0, 1000), (256, 360, 0, 150), (500, 125, 3, 400), (128, 256, 0, 64),
                                        (257, 256, 0, 300), (256, 256, 0, 20), (977, 256, 0, 700)]:
        cases.append({"fromHz": from_hz, "toHz": to_hz, "from": start, "to": stop,
                      "resampled": signal.resample_poly(raw[start:stop], to_hz, from_hz)})
    write("resampling", {"cases": cases})


def spectra(raw):
    windows = [{"taper": taper, "length": length, "window": signal.get_window(taper, length)}
               for taper in TAPERS for length in [1, 2, 7, 64]]
    transforms = []
    for length in [1, 2, 3, 4, 5, 8, 15, 16, 32, 45, 64, 97, 100, 128, 250, 256, 360, 512]:
        spectrum = fft.rfft(raw[500:500 + length])
        transforms.append({"from": 500, "length": length, "real": spectrum.real, "imaginary": spectrum.imag})
    densities = []
    for taper, length, nfft, detrend in [("hann", 256, 512, "constant"), ("boxcar", 100, 100, "constant"), ("blackman", 97, 97, False),
                                         ("hamming", 128, 360, False), ("hann", 45, 45, "constant")]:
        segment = raw[700:700 + length]
        _, power = signal.periodogram(segment, 256, window=taper, nfft=nfft, detrend=detrend, scaling="density")
        densities.append({"taper": taper, "from": 700, "length": length, "fftLength": nfft,
                          "detrend": "constant" if detrend else "none", "density": power})
    spectrograms = []
    for taper, nperseg, noverlap, nfft, stop in [("hann", 64, 56, 256, 900), ("hamming", 32, 16, 32, 1000), ("blackman", 50, 10, 90, 950)]:
        _, _, power = signal.spectrogram(raw[700:stop], 256, taper, nperseg, noverlap, nfft, detrend=False, scaling="density", mode="psd")
        spectrograms.append({"taper": taper, "from": 700, "to": stop, "length": nperseg, "hop": nperseg - noverlap, "fftLength": nfft,
                             "frames": power.shape[1], "density": power.ravel()})
    write("spectra", {"windows": windows, "transforms": transforms, "densities": densities, "spectrograms": spectrograms})


def rhythm(peaks_seconds, beat, local_beats=10):
    intervals = np.clip(np.diff(peaks_seconds), 0.2, 3)
    median = np.median(intervals)
    at = lambda index, missing: intervals[index] if 0 <= index < len(intervals) else missing
    before = intervals[max(0, beat - 1 - local_beats):max(0, beat - 1)]
    local = lambda missing: before.mean() if len(before) else missing
    ratios = []
    for usual in [median, np.quantile(intervals, 0.75)]:
        ratios += [at(beat - 1, usual) / usual, at(beat, usual) / usual, local(usual) / usual]
    previous, following, around = at(beat - 1, median), at(beat, median), local(median)
    ratios += [previous / around, following / around, previous / following, previous / at(beat - 2, median)]
    return np.log(ratios).tolist() + [np.abs(np.diff(before)).mean() / median if len(before) > 1 else 0.0]


def pipeline(digital):
    """The representations at their first settings: 256 Hz, 1 s of which 0.4 s before the R peak, floor at -70 dB; time and
    spectrogram against the recording's median."""
    rate = 256
    sos = signal.butter(2, [0.5, 40], "bandpass", fs=RATE, output="sos")
    conditioned = signal.resample_poly(signal.sosfiltfilt(sos, bridged(digital)), rate, RATE)
    decibels = lambda power: 10 * np.log10(power + 1e-7)
    waveforms, spectrums, images = [], [], []
    for peak in R_PEAKS:
        start = nearest(peak * rate / RATE) - nearest(0.4 * rate)
        waveforms.append(cut(conditioned, start, rate))
        _, power = signal.periodogram(waveforms[-1], rate, window="hann", nfft=512, detrend="constant", scaling="density")
        spectrums.append(decibels(power[:64]))
        # 32 frames of 64 samples, 8 apart: the first is centred 4 samples into the window.
        around = cut(conditioned, start + 4 - 32, 31 * 8 + 64)
        _, _, image = signal.spectrogram(around, rate, "hann", 64, 56, 256, detrend=False, scaling="density", mode="psd")
        images.append(decibels(image[:32]))
    against_usual = lambda values: np.array(values) - np.median(values, axis=0)
    time, spectrogram = against_usual(waveforms), against_usual(images)
    beats = [{"beat": beat, "time": time[beat], "frequency": spectrums[beat], "spectrogram": spectrogram[beat].ravel(),
              "rhythm": rhythm(R_PEAKS / RATE, beat)} for beat in [0, EARLY_AND_WIDE, 7, len(R_PEAKS) - 1]]
    write("pipeline", {"conditioned": conditioned, "beats": beats})


def main():
    digital = lead()
    write("lead", {"samplingRateHz": RATE, "gain": GAIN, "baseline": BASELINE, "missing": MISSING, "rPeaks": R_PEAKS,
                   "digital": digital})
    raw = bridged(digital)
    filters(raw)
    resampling(raw)
    spectra(raw)
    pipeline(digital)


main()
