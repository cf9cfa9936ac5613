interface LaunchQueue {
  setConsumer(consumer: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

/** Files that the system opened the installed lab with (see `file_handlers` of the manifest). */
export function followLaunchedFiles(
  open: (files: readonly { readonly path: string; readonly file: File }[]) => void,
): void {
  const { launchQueue } = window as { readonly launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(async ({ files }) => {
    const opened = await Promise.all(files.map((handle) => handle.getFile()));
    if (opened.length > 0) open(opened.map((file) => ({ path: file.name, file })));
  });
}
