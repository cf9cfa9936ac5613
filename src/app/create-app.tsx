/** The composition root of the page: the lab, the shell and the panels that come later than the first heartbeat. */

import { lazy, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { BackendRequest } from '../engine/backend-chain';
import { createLab } from '../lab/create-lab';
import { LabContext } from '../ui/lab-context';
import { Shell } from '../ui/shell/shell';
import { restoreTheme } from '../ui/theme/theme-choice';
import { followLaunchedFiles } from './launched-files';
import '../ui/theme/base.css';

const FusionPanel = lazy(async () => ({ default: (await import('../ui/fusion/fusion-panel')).FusionPanel }));
const TrainPanel = lazy(async () => ({ default: (await import('../ui/train/train-panel')).TrainPanel }));
const ComparePanel = lazy(async () => ({ default: (await import('../ui/compare/compare-panel')).ComparePanel }));

/** Not imported from the engine, which would bring tfjs into the first paint. */
const BACKENDS: readonly BackendRequest[] = ['auto', 'webgpu', 'wasm', 'webgl', 'cpu'];

/** `?backend=wasm` asks for one backend, for a lecture on the difference or a test; anything else lets the lab choose. */
function requestedBackend(): BackendRequest {
  const asked = new URLSearchParams(location.search).get('backend');
  return BACKENDS.find((backend) => backend === asked) ?? 'auto';
}

export function createApp(root: HTMLElement): void {
  restoreTheme();
  const lab = createLab({ backend: requestedBackend() });
  followLaunchedFiles(lab.actions.openFiles);
  createRoot(root).render(
    <StrictMode>
      <LabContext value={lab}>
        <Shell fusion={<FusionPanel />} train={<TrainPanel />} compare={<ComparePanel />} />
      </LabContext>
    </StrictMode>,
  );
}
