"""Writes golden/*.json: what SciPy 1.10 says of the inputs that parity tests give to the lab's own numerics.

Run from anywhere with a Python that has NumPy and SciPy (Debian: python3-scipy); the tests themselves need only the JSON.
Every number is written with all of its digits. Nothing here is called by the lab, and nothing of the lab is called here.
"""

import json
import math
import pathlib

import numpy as np
from scipy import fft, ndimage, signal

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


def cleaning(raw):
    notches = []
    for notch, rate, quality, start, stop in [(50, 360, 30, 0, 600), (60, 360, 30, 100, 400), (50, 1000, 30, 0, 11), (60, 250, 12, 500, 900)]:
        b, a = signal.iirnotch(notch, quality, rate)
        notches.append({"notchHz": notch, "samplingRateHz": rate, "quality": quality, "from": start, "to": stop,
                        "section": np.concatenate([b, a]), "filtered": signal.filtfilt(b, a, raw[start:stop])})
    medians = [{"length": length, "from": start, "to": stop,
                "median": ndimage.median_filter(raw[start:stop], length, mode="nearest")}
               for length, start, stop in [(1, 0, 20), (3, 0, 100), (73, 0, 400), (217, 300, 700), (217, 0, 50)]]
    baselines = []
    for rate, qrs, t, start, stop in [(360, 73, 217, 0, 900), (250, 51, 151, 900, 1500)]:
        stretch = raw[start:stop]
        baseline = ndimage.median_filter(ndimage.median_filter(stretch, qrs, mode="nearest"), t, mode="nearest")
        baselines.append({"samplingRateHz": rate, "from": start, "to": stop, "without": stretch - baseline})
    write("cleaning", {"notches": notches, "medians": medians, "baselines": baselines})


# A lead for the detectors, at the rate that they work at: 40 s, two wide beats, a loud stretch, a weak one and a flat one.
DETECTION_RATE = 200


def noisy_lead():
    noise = np.random.RandomState(1985)
    samples = np.arange(40 * DETECTION_RATE)
    seconds = samples / DETECTION_RATE
    units = 60 * np.sin(2 * np.pi * 0.3 * seconds) + 4 * noise.standard_normal(len(samples))
    at = 0.4
    for beat in range(60):
        waves = [(0, 320, 0.05), (0.3, -90, 0.07)] if beat in [9, 31] else [
            (-0.17, 25, 0.025), (-0.03, -20, 0.01), (0, 220, 0.011), (0.03, -50, 0.012), (0.28, 60, 0.05)]
        strength = 0.4 if 20 < beat < 26 else 1
        for offset, height, width in waves:
            units += strength * height * np.exp(-0.5 * ((seconds - at - offset) / width) ** 2)
        at += 0.75 + 0.12 * noise.standard_normal()
    units[5200:5600] += 60 * noise.standard_normal(400)
    units[6600:7000] = 12
    return np.round(units).astype(int)


def pan_tompkins_peaks(units):
    """The difference equations of the paper; a peak is over at half of its height."""
    low = signal.lfilter([1.0, 0, 0, 0, 0, 0, -2, 0, 0, 0, 0, 0, 1], [1, -2, 1], (units - units[0]).astype(float)) / 36
    all_pass = np.concatenate([np.zeros(16), low[:-16]])
    band = all_pass - signal.lfilter(np.ones(32) / 32, [1], low)
    slope = np.abs(signal.lfilter(np.array([2, 1, 0, -1, -2]) / 8, [1], band))
    integral = signal.lfilter(np.ones(30) / 30, [1], slope)
    peaks, height, at = [], 0, 0
    for now in range(len(units)):
        before = integral[now - 1] if now else 0
        if integral[now] > before and integral[now] > max(height, 1e-6):
            height, at = integral[now], now
        elif integral[now] < height / 2:
            inside = np.arange(at - 31, at - 1)
            inside = inside[inside >= 0]
            place = inside[np.argmax(np.abs(band[inside]))] - 21
            peaks.append([int(place), height, slope[max(0, at - 29):at + 1].max()])
            height = 0
    return peaks


def elgendi_beats(units):
    """Two moving averages over 97 and 611 ms of the squared 8-20 Hz band; the offset is 0.08 of the mean over 10 s."""
    margin = 7 * DETECTION_RATE
    sos = signal.butter(2, [8, 20], "bandpass", fs=DETECTION_RATE, output="sos")
    energy = signal.sosfiltfilt(sos, np.pad(units.astype(float), margin, mode="edge")) ** 2
    energy[energy < 1e-12] = 0
    sums = np.concatenate([[0], np.cumsum(energy)])
    index = np.arange(len(energy))

    def mean(length):
        start = np.maximum(0, index - length // 2)
        stop = np.minimum(len(energy), index - length // 2 + length)
        return (sums[stop] - sums[start]) / length

    above = np.concatenate([[0], mean(19) > mean(122) + 0.08 * mean(2000), [0]]).astype(int)
    starts, stops = np.flatnonzero(np.diff(above) == 1), np.flatnonzero(np.diff(above) == -1)
    beats = [start + int(np.argmax(energy[start:stop])) for start, stop in zip(starts, stops) if stop - start >= 19]
    kept = []
    for beat in beats:
        if not margin <= beat < margin + len(units):
            continue
        if kept and beat - kept[-1] < 0.2 * DETECTION_RATE:
            if energy[beat] > energy[kept[-1]]:
                kept[-1] = beat
            continue
        kept.append(beat)
    return np.array(kept) - margin


def quality(units, beats):
    inside = beats[1:-1]
    half = nearest(np.sort(np.diff(inside))[(len(inside) - 1) // 2] / 2)
    cut_out = np.array([units[beat - half:beat + half + 1] for beat in inside], float)
    cut_out -= cut_out.mean(axis=1, keepdims=True)
    cut_out /= np.sqrt((cut_out ** 2).sum(axis=1, keepdims=True))
    template = cut_out.sum(axis=0)
    correlations = [max(0.0, float(np.corrcoef(beat, template)[0, 1])) for beat in cut_out]
    others = np.array([beat + (11 if index % 3 else 70) for index, beat in enumerate(beats) if index % 7])
    found = np.array([beat for beat in beats if np.abs(others - beat).min() <= 30])
    agreement = []
    for beat in beats:
        a, b, both = [np.sum(np.abs(series - beat) <= 1000) for series in (beats, others, found)]
        agreement.append(both / (a + b - both))
    return {"inside": inside, "correlations": correlations, "others": others, "agreement": agreement}


def detection():
    units = noisy_lead()
    beats = elgendi_beats(units)
    write("detection", {"samplingRateHz": DETECTION_RATE, "samples": units, "panTompkinsPeaks": pan_tompkins_peaks(units),
                        "elgendiBeats": beats, "quality": quality(units, beats)})


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


def rhythm(peaks_seconds, beat, local_beats=40):
    intervals = np.clip(np.diff(peaks_seconds), 0.2, 3)
    near = np.abs(peaks_seconds - peaks_seconds[beat]) <= 120 + 1e-6
    nearby = intervals[near[:-1] & near[1:]]
    usual = np.quantile(nearby if len(nearby) >= 5 else intervals, 0.9)
    at = lambda index: intervals[index] if 0 <= index < len(intervals) else usual
    before = intervals[max(0, beat - 1 - local_beats):max(0, beat - 1)]
    around = intervals[max(0, beat - local_beats):beat + local_beats]
    previous, following, local = at(beat - 1), at(beat), before.mean() if len(before) else usual
    ratios = [previous / usual, following / usual, local / usual, previous / local, following / local,
              previous / following, previous / at(beat - 2)]
    return np.log(ratios).tolist() + [np.abs(np.diff(around)).mean() / usual]


def long_rhythm():
    """Nine minutes with a rate that drifts and an early beat in thirteen: what is usual differs from place to place."""
    beat = np.arange(700)
    intervals = 0.8 + 0.25 * np.sin(beat / 90) + 0.02 * np.sin(1.7 * beat)
    intervals[::13] *= 0.6
    intervals[1::13] *= 1.35
    seconds = np.cumsum(intervals)
    write("long-rhythm", {"seconds": seconds, "beats": [{"beat": beat, "rhythm": rhythm(seconds, beat)}
                                                        for beat in [0, 1, 50, 273, 350, 520, 699]]})


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
    cleaning(raw)
    detection()
    spectra(raw)
    pipeline(digital)
    long_rhythm()


main()
