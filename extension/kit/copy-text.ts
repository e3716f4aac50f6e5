/**
 * Puts a text on the clipboard, exactly. By the old command: `navigator.clipboard` is refused inside
 * a devtools panel and outside secure contexts. Gives whether the browser did it; must run inside a click.
 */
export function copyText(text: string): boolean {
  const onCopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', onCopy, { capture: true });
  try {
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', onCopy, { capture: true });
  }
}
