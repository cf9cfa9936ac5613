export { decibels } from './decibels';
export { spectrogram } from './spectrogram';
