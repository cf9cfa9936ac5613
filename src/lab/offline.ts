import { registerSW } from 'virtual:pwa-register';
import type { LabStore } from './store';

/** Installs the service worker and keeps `offline` true to it. An update waits until it is asked for, and never while training. */
export function watchOffline(store: LabStore): { applyUpdate(): void } {
  if (!('serviceWorker' in navigator)) return { applyUpdate: () => undefined };
  store.setState({ offline: navigator.serviceWorker.controller ? 'ready' : 'installing' });
  const update = registerSW({
    onOfflineReady: () => store.setState({ offline: 'ready' }),
    onNeedRefresh: () => store.setState({ offline: 'update-waiting' }),
    onRegisterError: () => store.setState({ offline: 'unsupported' }),
  });
  return {
    applyUpdate: () => {
      const status = store.getState().race?.status;
      if (status === 'preparing' || status === 'training' || status === 'cancelling') return;
      void update(true);
    },
  };
}
