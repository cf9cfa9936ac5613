/**
 * Databases of PhysioNet that can be downloaded: `files` are those worth having of what a database's own list of
 * checksums names. All of these are open to everybody.
 */
export const DATABASES = {
  mitdb: {
    label: 'MIT-BIH Arrhythmia Database',
    address: 'https://physionet.org/files/mitdb/1.0.0/',
    files: /^\d+\.(hea|dat|atr)$/,
    size: '90 MB',
  },
  svdb: {
    label: 'MIT-BIH Supraventricular Arrhythmia Database',
    address: 'https://physionet.org/files/svdb/1.0.0/',
    files: /^\d+\.(hea|dat|atr)$/,
    size: '70 MB',
  },
  incartdb: {
    label: 'St Petersburg INCART 12-lead Arrhythmia Database',
    address: 'https://physionet.org/files/incartdb/1.0.0/',
    files: /^I\d+\.(hea|dat|atr)$/,
    size: '800 MB',
  },
  nstdb: {
    label: 'MIT-BIH Noise Stress Test Database',
    address: 'https://physionet.org/files/nstdb/1.0.0/',
    files: /^\w+\.(hea|dat|atr)$/,
    size: '30 MB',
  },
  'ptb-xl': {
    label: 'PTB-XL, 12 leads at 100 Hz',
    address: 'https://physionet.org/files/ptb-xl/1.0.3/',
    files: /^(records100\/.+\.(hea|dat)|ptbxl_database\.csv|scp_statements\.csv)$/,
    size: '550 MB',
  },
};

/** The list of checksums that PhysioNet puts beside each database: `<SHA-256> <path>` a line. */
export const CHECKSUM_LIST = 'SHA256SUMS.txt';
