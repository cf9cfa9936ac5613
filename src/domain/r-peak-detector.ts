/** What finds the beats of recordings that nobody annotated. The first is the default. */
export const R_PEAK_DETECTOR_IDS = ['elgendi', 'pan-tompkins'] as const;
export type RPeakDetectorId = (typeof R_PEAK_DETECTOR_IDS)[number];
