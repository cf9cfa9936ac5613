/** Hands a file to the person, as a download. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on the content once the click is through.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Prints a whole HTML document without leaving the page. */
export function printDocument(html: string): void {
  const frame = document.createElement('iframe');
  frame.title = 'Print preview';
  frame.setAttribute('aria-hidden', 'true');
  frame.style.cssText = 'position:fixed;inset:100% auto auto 100%;width:0;height:0;border:0';
  frame.srcdoc = html;
  frame.onload = () => {
    const printed = frame.contentWindow;
    if (!printed) return;
    printed.onafterprint = () => setTimeout(() => frame.remove());
    printed.print();
  };
  document.body.append(frame);
}
