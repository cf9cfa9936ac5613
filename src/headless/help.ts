export const HELP = `The ECG Fusion Lab without a page.

lab inspect PATH... [--rate HZ] [--json]
    What the lab reads in files, folders and ZIPs: leads, rate, duration, beats, checksums, warnings.
    --rate HZ   sampling rate for files that do not state one
    --json      one JSON array, an object a recording or problem; without it, a table
    Exit status 1 if anything failed.

lab study --data DIR|builtin [options] [--out FILE]
    Trains strategies over the same beats and judges them on the test part; prints a table.
    --data       a folder, file or ZIP of recordings, or "builtin" for the synthetic cohort
    --records    names to take, separated by commas; all by default
    --sampling-rate HZ  for files that do not state one
    --task       beat (AAMI classes of annotated beats), rhythm (windows in which one annotated rhythm holds throughout),
                 label (windows of recordings by diagnosis, table column or folder), label:SCHEME (snomed-ct, scp-ecg,
                 column, statement, folder), excerpt (rows of a table); by default what the recordings suggest, and why
    --window S   length of the windows of rhythm and label, 1 to 20 s; 10 by default
    --leads      leads that become the channels of every branch, separated by commas; "MLII|II,V1|V2|V5" is two channels, each
                 the first of its names that a recording has; recordings that lack one are left out. By default one lead, the
                 first of MLII, II, V5, I that a recording has, or else its first
    --notch      off (the default), 50 or 60: hum of the mains, in Hz, cut out before the band-pass
    --band       LOW,HIGH in Hz of the zero-phase band-pass; 0.5,40 by default
    --baseline   none (the default) or median: the medians over 200 and 600 ms taken off first
    --quality X  beats of a lower quality than this (0 to 1: how far a second detector finds the same beats in the 10 s
                 around) train nothing; 0, the default: all train. Validation and test keep theirs
    --detector   elgendi (the default) or pan-tompkins: what finds the beats of recordings without annotated ones
    --split      aami (MIT-BIH DS1 -> DS2), aami-strict (without 201, whose person is in DS2 too),
                 patient (at random by patient; the default), beat (at random by beat: leaks people into test; the default
                 for tables), given (tables as published: names in _TRAIN train, in _TEST test)
    --strategies separated by commas: time, frequency, spectrogram, rhythm (one stream alone), early, intermediate, late
    --branches   what the fusion strategies merge; time,frequency,spectrogram by default
    --balance    none or equal: weight of the modalities in early fusion
    --epochs N   6 by default
    --batch N    64 by default
    --rate X     highest learning rate of Adam, 0.001 by default
    --schedule   of the learning rate: cosine (to 0; the default), constant, or plateau (lowered where the validation
                 loss stands still: to --plateau-factor X of it, 0.5 by default, after --plateau-patience N epochs, 2)
    --early-stopping N  epochs without a lower validation loss after which a model stops and takes back its best
                 weights; 0, the default: never
    --clip X     largest norm of a step's gradient; 0, the default: no limit
    --decay X    weight decay, 0.05 by default
    --dropout X  share of the head's units that a step leaves out, 0.2 by default; --encoder-dropout X of what a
                 convolutional encoder found, 0.5 by default
    --weighting  of classes: none, root (the default) or balanced
    --seed N     first seed, 1 by default      --seeds K   how many, 1 by default
    --backend    auto, webgpu, wasm or cpu     --out FILE  writes everything as JSON

lab bench [options] [--out FILE]
    Trains the same models, from the same weights and on the same batches, with the lab and with other libraries, in
    turns (A B C A B C ...), and prints who is how fast: stock TensorFlow.js, jax-js, and PyTorch where a python3 has it.
    --backend    webgpu (the default), wasm, cpu or auto: for the lab and for stock TensorFlow.js
    --models     reference, early, intermediate, late; all by default
    --batch      beats in a step, several separated by commas; 64,256,1024 by default, 16 on a software adapter
    --engines    lab, tfjs, jax-js, pytorch; all by default
    --seconds N  how long each library trains each model, without compiling; 3 by default, 1 on a software adapter
    --out FILE   writes {machine, adapter, rows, ratios} as JSON
    --only representations [--data DIR]  instead: every beat of MIT-BIH as time, frequency, spectrogram and rhythm in the
                 page's pool of workers, two of them, in turns with SciPy, vectorised, in two processes
`;
