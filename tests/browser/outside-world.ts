import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OutsideWorld {
  readonly proxy: { readonly server: string; readonly bypass: string };
  /** `host:port` or address of everything that tried to leave this machine, and got no further than here. */
  readonly reached: string[];
  close(): void;
}

/** Chromium's own form filler asks about any input field of any page, and no flag that leaves Playwright's own be stops it. */
const OF_THE_BROWSER_ITSELF = /^content-autofill\.googleapis\.com:443$/;

/**
 * A proxy that stands for the rest of the internet: it notes who is asked for, and refuses. It sees what the browser's
 * tools miss, such as a worker's own requests.
 */
export async function startOutsideWorld(): Promise<OutsideWorld> {
  const reached: string[] = [];
  const server = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.writeHead(502).end();
  });
  server.on('connect', (request, socket) => {
    if (!OF_THE_BROWSER_ITSELF.test(request.url ?? '')) reached.push(request.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    proxy: { server: `http://127.0.0.1:${port}`, bypass: '127.0.0.1' },
    reached,
    close: () => server.close(),
  };
}
