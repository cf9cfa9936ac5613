/** The folder of a Chromium that brings a Vulkan driver which computes on the CPU, or undefined. */
export function findSoftwareDriver(chromium: string | undefined): string | undefined;

/** What a process must be started with to find that driver and its loader: it looks as it starts, or never. */
export function softwareDriverIn(folder: string): Record<'VK_ICD_FILENAMES' | 'LD_LIBRARY_PATH', string>;
