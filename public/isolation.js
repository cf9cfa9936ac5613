/**
 * A part of the service worker: whatever it answers carries the headers that a static host does not send, so that from the second
 * visit on the page is cross-origin isolated and WebAssembly may have threads. The first visit stays as it is: nothing reloads
 * by itself, and without isolation everything works on one thread.
 */

const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const { respondWith } = FetchEvent.prototype;

/** Whoever answers a request, Workbox here, answers through this. */
FetchEvent.prototype.respondWith = function (answer) {
  respondWith.call(this, Promise.resolve(answer).then(isolated));
};

/** The same answer with the headers. One that may not be read (status 0) and a redirection stay as they are. */
function isolated(response) {
  if (response.status === 0 || response.redirected) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATION)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
