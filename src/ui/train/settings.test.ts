import { describe, expect, it } from 'vitest';
import { initialSpec } from '../../domain/experiment';
import { isInForce, NUMBER_SETTINGS, type NumberSetting, PRESETS, type Preset, readSetting } from './settings';

const epochs = NUMBER_SETTINGS.find(({ key }) => key === 'epochs') as NumberSetting;
const dropout = NUMBER_SETTINGS.find(({ key }) => key === 'dropout') as NumberSetting;

describe('settings that a person types', () => {
  it('reads numbers, also with a decimal comma', () => {
    expect(readSetting(' 12 ', epochs)).toEqual({ value: 12 });
    expect(readSetting('0,25', dropout)).toEqual({ value: 0.25 });
  });
  it.each(['', 'many', '0', '1e9', '2.5', 'NaN'])('refuses “%s” as epochs in one sentence', (text) => {
    expect(readSetting(text, epochs)).toEqual({
      problem: `Epochs: expected a whole number from 1 to 200, found “${text}”.`,
    });
  });
});

it('knows the preset that is in force', () => {
  const settings = { ...initialSpec([]).training, epochs: 5 };
  for (const preset of PRESETS) {
    expect(isInForce(preset, settings)).toBe(false);
    expect(isInForce(preset, { ...settings, ...preset.training })).toBe(true);
  }
});

it('has presets whose every number a person could have typed', () => {
  const outside = (preset: Preset) =>
    NUMBER_SETTINGS.filter(({ key, minimum, maximum }) => {
      const value = preset.training[key];
      return value !== undefined && (value < minimum || value > maximum);
    });
  expect(PRESETS.flatMap(outside)).toEqual([]);
});
