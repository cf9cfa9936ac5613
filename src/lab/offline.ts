import { registerSW } from 'virtual:pwa-register';
import type { LabStore } from './store';

/**
 * Installs the service worker and keeps `offline` true to it. A new version waits until a person asks for it here: not
 * while training, and not because they asked in another tab.
 */
export function watchOffline(store: LabStore): { applyUpdate(): void } {
  if (!('serviceWorker' in navigator)) return { applyUpdate: () => undefined };
  let isAsked = false;
  /** Another tab let the new version in: this one needs but to load it. */
  let isInstalled = false;
  store.setState({ offline: navigator.serviceWorker.controller ? 'ready' : 'installing' });
  const update = registerSW({
    onOfflineReady: () => store.setState({ offline: 'ready' }),
    onNeedRefresh: () => store.setState({ offline: 'update-waiting' }),
    onNeedReload: () => {
      isInstalled = true;
      if (isAsked && !isRacing(store)) location.reload();
      else store.setState({ offline: 'update-waiting' });
    },
    onRegisterError: () => store.setState({ offline: 'unsupported' }),
  });
  return {
    applyUpdate: () => {
      if (isRacing(store)) return;
      isAsked = true;
      if (isInstalled) location.reload();
      else void update(true);
    },
  };
}

function isRacing(store: LabStore): boolean {
  const status = store.getState().race?.status;
  return status === 'preparing' || status === 'training' || status === 'cancelling';
}
