"""Sums of DICOM and SCP-ECG waveforms, decoded without any library:
python3 tests/parity/clinical.py ../shared/data > tests/parity/golden/clinical.json"""

import json
import os
import struct
import sys

import numpy as np

data = sys.argv[1]


def sums(path, rate, columns):
    weights = np.arange(1, len(columns[0]) + 1)
    leads = [
        {"samples": len(column), "sum": int(np.sum(column)), "weighted": int(np.dot(column, weights)), "first": int(column[0])}
        for column in np.asarray(columns, np.int64)
    ]
    return {"path": os.path.relpath(path, data), "rate": rate, "leads": leads}


def dicom(path):
    """The first waveform of a file in explicit VR little endian: elements are found by their tags, in order."""
    content = open(path, "rb").read()

    def value(group, element, vr, start):
        at = content.index(struct.pack("<HH", group, element) + vr, start)
        if vr in (b"OW", b"OB", b"SQ"):
            (length,) = struct.unpack_from("<I", content, at + 8)
            return content[at + 12 : at + 12 + length], at
        (length,) = struct.unpack_from("<H", content, at + 6)
        return content[at + 8 : at + 8 + length], at

    waveforms = content.index(struct.pack("<HH", 0x5400, 0x0100) + b"SQ")
    (channels,) = struct.unpack("<H", value(0x003A, 0x0005, b"US", waveforms)[0])
    (samples,) = struct.unpack("<I", value(0x003A, 0x0010, b"UL", waveforms)[0])
    rate = float(value(0x003A, 0x001A, b"DS", waveforms)[0])
    words, _ = value(0x5400, 0x1010, b"OW", waveforms)
    return sums(path, rate, np.frombuffer(words, "<i2")[: channels * samples].reshape(samples, channels).T)


def scp(path):
    """A record with the default Huffman code, and no reference beat taken out."""
    content = open(path, "rb").read()
    sections = {}
    at = 6
    while at < len(content):
        _, number, length = struct.unpack_from("<HHI", content, at)
        sections[number] = content[at + 16 : at + length]
        at += length
    leads, flags = sections[3][:2]
    assert struct.unpack("<H", sections[2][:2]) == (19999,) and flags & 1 == 0
    _, microseconds, differences, bimodal = struct.unpack_from("<HHBB", sections[6])
    assert differences == 2 and bimodal == 0
    lengths = struct.unpack_from(f"<{leads}H", sections[6], 6)
    code = {"0": 0}
    for number in range(1, 9):
        code["1" * number + "00"] = number
        code["1" * number + "01"] = -number
    columns = []
    at = 6 + 2 * leads
    for lead in range(leads):
        first, last = struct.unpack_from("<II", sections[3], 2 + 9 * lead)
        bits = "".join(f"{byte:08b}" for byte in sections[6][at : at + lengths[lead]])
        at += lengths[lead]
        stored = []
        place = 0
        while len(stored) < last - first + 1:
            if bits.startswith("1111111110", place) or bits.startswith("1111111111", place):
                width = 8 if bits[place + 9] == "0" else 16
                number = int(bits[place + 10 : place + 10 + width], 2)
                stored.append(number - (1 << width) if number >> (width - 1) else number)
                place += 10 + width
                continue
            end = next(end for end in range(place + 1, place + 11) if bits[place:end] in code)
            stored.append(code[bits[place:end]])
            place = end
        for index in range(2, len(stored)):
            stored[index] += 2 * stored[index - 1] - stored[index - 2]
        columns.append(stored)
    return sums(path, 1e6 / microseconds, columns)


print(json.dumps([dicom(f"{data}/formats/dicom/anonymous_ecg.dcm"), scp(f"{data}/formats/scp/example.scp")]))
